import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Breaker, type Pass } from './breaker.ts';

let now = 0;
const make = (): Breaker => {
  now = 1_000_000;
  return new Breaker(() => now);
};

function call(breaker: Breaker, succeeded: boolean): boolean {
  const entry = breaker.enter();
  if ('retryAfter' in entry) return false;
  entry.done(succeeded);
  return true;
}

function pass(breaker: Breaker): Pass {
  const entry = breaker.enter();
  if ('retryAfter' in entry) throw new Error('It was refused.');
  return entry;
}

const open = (breaker: Breaker): void => {
  for (let index = 0; index < 5; index += 1) call(breaker, false);
};

describe('a circuit breaker', () => {
  test('opens after five failures, and says honestly when to come back', () => {
    const breaker = make();
    for (let index = 0; index < 4; index += 1) call(breaker, false);
    expect(breaker.state).toBe('closed');
    call(breaker, false);
    expect(breaker.state).toBe('open');
    now += 2_100;
    expect(breaker.enter()).toEqual({ retryAfter: 3 });
    now += 2_900;
    expect(breaker.state).toBe('half-open');
    expect(call(breaker, true)).toBe(true);
    expect(breaker.state).toBe('closed');
  });

  test('stays closed while most calls succeed, and while failures are far between', () => {
    const busy = make();
    for (let index = 0; index < 200; index += 1) call(busy, index % 3 !== 0);
    expect(busy.state).toBe('closed');
    const quiet = make();
    for (let index = 0; index < 20; index += 1) {
      call(quiet, false);
      now += 8_000;
    }
    expect(quiet.state).toBe('closed');
  });

  test('lets one call try while it is half-open, and the others wait for it', () => {
    const breaker = make();
    open(breaker);
    now += 5_000;
    const probe = pass(breaker);
    expect(breaker.enter()).toEqual({ retryAfter: 1 });
    probe.done(true);
    expect(call(breaker, true)).toBe(true);
  });

  test('lets another try when nothing is heard of the first, and hears nothing of it any more', () => {
    const breaker = make();
    open(breaker);
    now += 5_000;
    const lost = pass(breaker);
    now += 9_999;
    expect(breaker.enter()).toEqual({ retryAfter: 1 });
    now += 1;
    const next = pass(breaker);
    lost.done(false);
    expect(breaker.state).toBe('half-open');
    expect(breaker.enter()).toEqual({ retryAfter: 1 });
    next.done(true);
    expect(breaker.state).toBe('closed');
  });

  test('says for how long it lets nothing through', () => {
    const breaker = make();
    expect(breaker.closedFor).toBeUndefined();
    open(breaker);
    now += 1_500;
    expect(breaker.closedFor).toBe(4);
    now += 3_500;
    expect(breaker.closedFor).toBeUndefined();
    // One call is trying: the others wait for it.
    const probe = pass(breaker);
    expect(breaker.closedFor).toBe(1);
    now += 9_999;
    expect(breaker.closedFor).toBe(1);
    now += 1;
    expect(breaker.closedFor).toBeUndefined();
    probe.done(true);
    expect(breaker.closedFor).toBeUndefined();
  });

  test('leaves a vendor alone for ever longer, to a minute, and begins anew once it is back', () => {
    const breaker = make();
    open(breaker);
    const pauses: number[] = [];
    for (let index = 0; index < 6; index += 1) {
      const from = now;
      while (breaker.state === 'open') now += 1_000;
      pauses.push(now - from);
      call(breaker, false);
    }
    expect(pauses).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
    now += 60_000;
    call(breaker, true);
    open(breaker);
    now += 5_000;
    expect(breaker.state).toBe('half-open');
  });

  test('is told nothing by calls that began before it opened', () => {
    const breaker = make();
    const late = pass(breaker);
    open(breaker);
    late.done(true);
    expect(breaker.state).toBe('open');
    now += 5_000;
    const probe = pass(breaker);
    late.done(false);
    probe.done(true);
    expect(breaker.state).toBe('closed');
  });

  test('whatever happens: never two calls at a vendor that is down, never shut for good, never shut by successes', () => {
    const step = fc.oneof(
      { arbitrary: fc.record({ kind: fc.constant('enter' as const) }), weight: 4 },
      {
        arbitrary: fc.record({
          kind: fc.constant('end' as const),
          which: fc.nat(9),
          succeeded: fc.boolean(),
        }),
        weight: 4,
      },
      { arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(40_000) }), weight: 1 },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const breaker = make();
        const running: { pass: Pass; probe: boolean; at: number }[] = [];
        let failures = 0;
        for (const next of steps) {
          const before = breaker.state;
          if (next.kind === 'wait') {
            now += next.ms;
            // Time alone closes nothing, and opens nothing.
            expect(breaker.state === 'closed').toBe(before === 'closed');
          } else if (next.kind === 'enter') {
            const entry = breaker.enter();
            expect(breaker.state).toBe(before);
            if ('retryAfter' in entry) {
              expect(before).not.toBe('closed');
              expect(entry.retryAfter).toBeGreaterThanOrEqual(1);
              expect(entry.retryAfter).toBeLessThanOrEqual(60);
            } else {
              expect(before).not.toBe('open');
              running.push({ pass: entry, probe: before === 'half-open', at: now });
            }
          } else {
            const [ending] = running.splice(next.which % Math.max(running.length, 1), 1);
            ending?.pass.done(next.succeeded);
            if (ending && !next.succeeded) failures += 1;
          }
          if (failures < 5) expect(breaker.state).toBe('closed');
          const trying = running.filter(({ probe, at }) => probe && now - at < 10_000);
          expect(trying.length).toBeLessThanOrEqual(1);
        }
        // A vendor that is back is found again.
        for (const { pass: left } of running) left.done(false);
        for (let index = 0; index < 3 && breaker.state !== 'closed'; index += 1) {
          now += 60_000;
          call(breaker, true);
        }
        expect(breaker.state).toBe('closed');
      }),
      { numRuns: 500 },
    );
  });
});
