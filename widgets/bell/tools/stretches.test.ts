import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FeedItem } from '../model.ts';
import type { FeedHost } from './feed-parts.ts';
import { Stretches } from './stretches.ts';

const host = { addController: () => undefined } as unknown as FeedHost;

const step = fc.oneof(
  fc.record({ do: fc.constant('arrive' as const), count: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ do: fc.constant('page' as const), count: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ do: fc.constant('go' as const), at: fc.nat(), count: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ do: fc.constant('return' as const) }),
);

it('hold every item once, in order, and never move one from part to part', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const stretches = new Stretches(host);
      const homes = new Map<string, number>();
      let places: number[] = [];
      let gone: number[] = [];
      let [newest, oldest] = [0, 0];
      for (const one of steps) {
        if (one.do === 'arrive')
          places.unshift(...Array.from({ length: one.count }, () => (newest -= 1)).reverse());
        else if (one.do === 'page') places.push(...Array.from({ length: one.count }, () => (oldest += 1)));
        else if (one.do === 'go') gone = places.splice(one.at % (places.length + 1), one.count);
        else {
          places = [...places, ...gone].sort((a, b) => a - b);
          gone = [];
          homes.clear();
        }
        const items = places.map((place) => ({ id: String(place) }) as FeedItem);
        const parts = stretches.of(items);
        expect(parts.flatMap((part) => part.items)).toEqual(items);
        expect(new Set(parts.map(({ key }) => key)).size).toBe(parts.length);
        for (const { key, items: own, start, above } of parts) {
          expect(own[0]).toBe(items[start]);
          expect(above).toBe(items[start - 1]);
          for (const { id } of own) {
            expect(homes.get(id) ?? key).toBe(key);
            homes.set(id, key);
          }
        }
      }
    }),
  );
});
