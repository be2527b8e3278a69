import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { someMessage } from '../testing/pretend-connection.ts';
import { refresh } from './recovery.ts';
import { merge, react, withOwnReactions } from './timeline.ts';

const message = fc
  .record({ at: fc.integer({ min: 1, max: 30 }), version: fc.integer({ min: 0, max: 3 }) })
  .map(({ at, version }) =>
    someMessage({ id: `m${at}`, createdAt: at, updatedAt: at + version, text: `version ${version}` }),
  );
const messages = fc.array(message, { maxLength: 40 });

describe('merge', () => {
  it('is ascending, has each message once, and in its latest version, in whatever order they came', () => {
    fc.assert(
      fc.property(messages, fc.integer({ min: 1, max: 7 }), (all, size) => {
        let merged = merge([], []);
        for (let at = 0; at < all.length; at += size) merged = merge(merged, all.slice(at, at + size));
        const latest = new Map<string, number>();
        for (const { id, updatedAt } of all) latest.set(id, Math.max(updatedAt, latest.get(id) ?? 0));
        expect(new Map(merged.map(({ id, updatedAt }) => [id, updatedAt]))).toEqual(latest);
        expect(merged).toHaveLength(latest.size);
        const times = merged.map(({ createdAt }) => createdAt);
        expect(times).toEqual(times.toSorted((one, other) => one - other));
      }),
    );
  });

  it('gives back the same list when nothing is new', () => {
    fc.assert(
      fc.property(messages, (all) => {
        const known = merge([], all);
        expect(merge(known, known)).toBe(known);
        expect(merge(known, [])).toBe(known);
      }),
    );
  });
});

describe('refresh', () => {
  it('drops what stands in the page’s span and is not in it, and nothing before it', () => {
    const known = [1, 2, 3, 4].map((at) => someMessage({ id: `m${at}`, createdAt: at }));
    const page = [3, 5].map((at) => someMessage({ id: `m${at}`, createdAt: at }));
    const ids = (more: boolean) => refresh(known, page, more).map(({ id }) => id);
    expect(ids(true)).toEqual(['m1', 'm2', 'm3', 'm5']);
    expect(ids(false)).toEqual(['m3', 'm5']);
    expect(refresh(known, [], true)).toEqual([]);
  });
});

describe('reactions', () => {
  it('come and go again as they were', () => {
    const type = fc.constantFrom('like', 'love', '🎉');
    fc.assert(
      fc.property(type, fc.integer({ min: 0, max: 4 }), (kind, others) => {
        const before = someMessage({
          reactions: others > 0 ? [{ type: kind, count: others, own: false }] : [],
        });
        const on = react(before, kind, true);
        expect(on.reactions).toEqual([{ type: kind, count: others + 1, own: true }]);
        expect(react(on, kind, true)).toBe(on);
        expect(react(on, kind, false).reactions).toEqual(before.reactions);
      }),
    );
  });

  it('stay the visitor’s own through an event, until it says otherwise', () => {
    const known = someMessage({ reactions: [{ type: 'like', count: 1, own: true }] });
    const told = someMessage({ reactions: [{ type: 'like', count: 2, own: false }] });
    expect(withOwnReactions(told, known).reactions[0]).toEqual({ type: 'like', count: 2, own: true });
    const off = withOwnReactions(told, known, { type: 'like', on: false });
    expect(off.reactions[0]?.own).toBe(false);
  });
});
