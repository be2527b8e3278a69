import * as fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { createContext, type SandboxContext } from './context.ts';
import { longestReorder } from './pushes.ts';

let context: SandboxContext;
/** What reached each connection, in order. */
let got: string[];
const ann = {};
const ben = {};

beforeEach(() => {
  ({ context } = createContext('http://demo.test'));
  got = [];
});

function push(name: string, ...to: object[]): void {
  const pushes = to.map((connection) => ({
    to: connection,
    send: () => got.push(`${connection === ann ? 'ann' : 'ben'} ${name}`),
  }));
  context.pushes.send('stream', name, pushes);
}

test('an event goes to all its receivers', () => {
  push('one', ann, ben);
  expect(got).toEqual(['ann one', 'ben one']);
});

test('a dropped event reaches nobody, and the next one everybody', () => {
  context.faults.add({ vendor: 'stream', drop: true, times: 1 });
  push('one', ann, ben);
  push('two', ann, ben);
  expect(got).toEqual(['ann two', 'ben two']);
});

test('a doubled event reaches everybody twice', () => {
  context.faults.add({ vendor: 'stream', duplicate: true });
  push('one', ann, ben);
  expect(got).toEqual(['ann one', 'ann one', 'ben one', 'ben one']);
});

test('a delayed event comes when the clock has gone on, in the end twice when it is doubled too', () => {
  context.faults.add({ vendor: 'stream', delay: 10, duplicate: true, times: 1 });
  push('one', ann);
  push('two', ann);
  context.clock.advance(9);
  expect(got).toEqual(['ann two']);
  context.clock.advance(1);
  expect(got).toEqual(['ann two', 'ann one', 'ann one']);
});

test('an event is overtaken by the next one on each connection by itself', () => {
  context.faults.add({ vendor: 'stream', reorder: true, event: 'one' });
  push('one', ann, ben);
  push('two', ben);
  expect(got).toEqual(['ben two', 'ben one']);
  push('three', ann, ben);
  expect(got.slice(2)).toEqual(['ann three', 'ann one', 'ben three']);
});

test('an event that nothing overtakes goes out by itself', () => {
  context.faults.add({ vendor: 'stream', reorder: true, duplicate: true });
  push('one', ann);
  context.clock.advance(longestReorder / 1000 - 1);
  expect(got).toEqual([]);
  context.clock.advance(1);
  expect(got).toEqual(['ann one', 'ann one']);
});

test('what waits is forgotten by a reset', () => {
  context.faults.add({ vendor: 'stream', reorder: true, times: 1 });
  push('one', ann);
  context.pushes.clear();
  push('two', ann);
  context.clock.advance(longestReorder);
  expect(got).toEqual(['ann two']);
});

test('whatever is reordered, nothing is lost or doubled, and nobody waits behind more than one event', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 30 }), (waits) => {
      ({ context } = createContext('http://demo.test'));
      got = [];
      context.faults.add({ vendor: 'stream', reorder: true, event: 'slow' });
      waits.forEach((wait, index) =>
        context.pushes.send('stream', wait ? 'slow' : 'fast', [
          { to: ann, send: () => got.push(String(index)) },
        ]),
      );
      context.clock.advance(longestReorder / 1000);
      context.clock.reset();
      expect([...got].sort((a, b) => Number(a) - Number(b))).toEqual(waits.map((_, index) => String(index)));
      got.forEach((sent, at) => expect(Math.abs(Number(sent) - at)).toBeLessThanOrEqual(1));
    }),
  );
});
