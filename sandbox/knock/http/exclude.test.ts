import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exclude, withoutFields } from './exclude.ts';

const answer = {
  entries: [{ id: 1, source: { key: 'a', categories: ['b'] } }, { id: 2 }],
  meta: { total: 2 },
};

test.each([
  ['meta', { entries: answer.entries }],
  ['entries.id', { ...answer, entries: [{ source: { key: 'a', categories: ['b'] } }, {}] }],
  [
    'entries.source.key, meta.total',
    { entries: [{ id: 1, source: { categories: ['b'] } }, { id: 2 }], meta: {} },
  ],
  ['entries.unknown,nothing', answer],
  ['meta.total.deeper', answer],
])('without %s', (paths, expected) => {
  expect(withoutFields(answer, exclude.parse(paths))).toEqual(expected);
});

test.each(['', 'a,', 'a..b', 'entries.source.key.deeper'])('%j is refused', (paths) => {
  expect(exclude.safeParse(paths).success).toBe(false);
});

test('what is not named stays as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(withoutFields(value, [['no such key \u0000']])).toEqual(value);
    }),
  );
});
