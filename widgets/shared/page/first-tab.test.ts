import { afterEach, expect, it, vi } from 'vitest';
import { blockedLocks } from '../../testing/blocked.ts';
import { FirstTab } from './first-tab.ts';

/** ms */
const waiting = { timeout: 20_000, interval: 1 };

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Locks of a browser, granted one after the other. */
function stubLocks() {
  let last: Promise<unknown> = Promise.resolve();
  const request = (_name: string, run: () => Promise<void>) => (last = last.then(run));
  vi.stubGlobal('navigator', { locks: { request } });
}

it('is the one that has waited longest, and then the next', async () => {
  stubLocks();
  const [one, two] = [new FirstTab('test'), new FirstTab('test')];
  await vi.waitFor(() => expect(one.isFirst).toBe(true), waiting);
  expect(two.isFirst).toBe(false);
  one.leave();
  expect(one.isFirst).toBe(false);
  await vi.waitFor(() => expect(two.isFirst).toBe(true), waiting);
});

it('is not one that has left before its turn', async () => {
  stubLocks();
  const [one, two, three] = [new FirstTab('test'), new FirstTab('test'), new FirstTab('test')];
  two.leave();
  one.leave();
  await vi.waitFor(() => expect(three.isFirst).toBe(true), waiting);
  expect(two.isFirst).toBe(false);
});

it('is each tab where the browser has no locks', () => {
  vi.stubGlobal('navigator', {});
  expect(new FirstTab('test').isFirst).toBe(true);
});

it('is each tab where the browser refuses locks, until it leaves', async () => {
  vi.stubGlobal('navigator', blockedLocks);
  const [one, two] = [new FirstTab('test'), new FirstTab('test')];
  two.leave();
  await vi.waitFor(() => expect(one.isFirst).toBe(true), waiting);
  expect(two.isFirst).toBe(false);
});
