import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PretendFeed } from '../testing/pretend-feed.ts';
import { ToastsStore } from './toasts.store.ts';

const feed = new PretendFeed();
feed.add(40);
const all = feed.list('all').toReversed();
const some = (from: number, to: number) => all.slice(from, to);
const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id);
const shown = (toasts: ToastsStore) => idsOf(toasts.snapshot.items);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('has the newest first, and what there is no room for as a number', () => {
  const toasts = new ToastsStore();
  toasts.add(some(0, 2));
  toasts.add(some(2, 4));
  expect(shown(toasts)).toEqual(idsOf(some(1, 4).toReversed()));
  expect(idsOf(toasts.snapshot.more)).toEqual(idsOf(some(0, 1)));
});

test('shows many at once as one, beside what stands', () => {
  const toasts = new ToastsStore();
  toasts.add(some(0, 1));
  toasts.add(some(1, 5));
  expect(shown(toasts)).toEqual(idsOf(some(0, 1)));
  expect(toasts.snapshot.more).toHaveLength(4);
  expect(toasts.dismiss('')).toHaveLength(4);
  expect(toasts.count).toBe(1);
});

test('gives each its time, and none passes while they are held', () => {
  const toasts = new ToastsStore();
  toasts.duration = 1_000;
  toasts.add(some(0, 1));
  vi.advanceTimersByTime(600);
  toasts.add(some(1, 2));
  toasts.hold(true);
  vi.advanceTimersByTime(60_000);
  expect(shown(toasts)).toHaveLength(2);
  toasts.hold(false);
  vi.advanceTimersByTime(399);
  expect(shown(toasts)).toHaveLength(2);
  vi.advanceTimersByTime(2);
  expect(shown(toasts)).toEqual(idsOf(some(1, 2)));
  vi.advanceTimersByTime(600);
  expect(toasts.count).toBe(0);
});

test('moves nothing that is held, and shows afterwards what came', () => {
  const toasts = new ToastsStore();
  toasts.add(some(0, 1));
  toasts.hold(true);
  toasts.add(some(1, 2));
  toasts.add(some(1, 3));
  expect(shown(toasts)).toEqual(idsOf(some(0, 1)));
  toasts.hold(false);
  expect(shown(toasts)).toEqual(idsOf(some(0, 3).toReversed()));
});

test('keeps them until they are dismissed, if there is no time', () => {
  const toasts = new ToastsStore();
  toasts.duration = 0;
  toasts.add(some(0, 1));
  vi.advanceTimersByTime(1e7);
  expect(toasts.count).toBe(1);
});

test('loses and doubles nothing, in whatever order things happen', () => {
  const step = fc.oneof(
    fc.record({ add: fc.uniqueArray(fc.nat(39), { maxLength: 6 }) }),
    fc.record({ hold: fc.boolean() }),
    fc.record({ drop: fc.nat(39) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), fc.integer({ min: 1, max: 4 }), (steps, limit) => {
      const toasts = new ToastsStore();
      toasts.duration = 0;
      toasts.limit = limit;
      const there = new Set<string>();
      for (const one of steps) {
        if ('add' in one) {
          const items = one.add.flatMap((index) => some(index, index + 1));
          toasts.add(items);
          for (const { id } of items) there.add(id);
        } else if ('hold' in one) toasts.hold(one.hold);
        else {
          const id = idsOf(some(one.drop, one.drop + 1))[0] ?? '';
          toasts.drop((item) => item.id === id);
          there.delete(id);
        }
        expect(toasts.snapshot.items.length).toBeLessThanOrEqual(limit);
        expect(shown(toasts)).toEqual(shown(toasts).toSorted().toReversed());
      }
      toasts.hold(false);
      const { items, more } = toasts.snapshot;
      expect(idsOf([...items, ...more]).sort()).toEqual([...there].sort());
    }),
  );
});
