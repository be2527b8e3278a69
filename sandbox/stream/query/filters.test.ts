import { describe, expect, test } from 'vitest';
import { matches, sorted } from './filters.ts';
import type { FieldValue, Filter } from './filters.ts';

const record: Record<string, FieldValue> = {
  name: 'Autumn launch',
  size: 4,
  frozen: false,
  members: ['ann', 'ben'],
  created_at: new Date('2026-05-01T10:00:00Z'),
  nothing: null,
};
const read = (field: string): FieldValue => record[field];

const holds: [string, Filter][] = [
  ['nothing asked', {}],
  ['a bare value', { name: 'Autumn launch' }],
  ['$eq', { size: { $eq: 4 } }],
  ['$ne', { size: { $ne: 5 } }],
  ['$ne of a missing field', { other: { $ne: 1 } }],
  ['$gt and $lt together', { size: { $gt: 3, $lt: 5 } }],
  ['$gte', { size: { $gte: 4 } }],
  ['$lte', { size: { $lte: 4 } }],
  ['$in', { size: { $in: [1, 4] } }],
  ['$nin', { size: { $nin: [1, 2] } }],
  ['$in of a list', { members: { $in: ['cleo', 'ben'] } }],
  ['the same list in another order', { members: ['ben', 'ann'] }],
  ['$contains', { members: { $contains: 'ann' } }],
  ['$exists', { name: { $exists: true } }],
  ['$exists false', { other: { $exists: false } }],
  ['a null', { nothing: null }],
  ['$autocomplete by a later word', { name: { $autocomplete: 'lau' } }],
  ['$q in the middle', { name: { $q: 'tumn' } }],
  ['a date as text', { created_at: { $gt: '2026-05-01T11:00:00+02:00' } }],
  ['$and', { $and: [{ size: 4 }, { frozen: false }] }],
  ['$or', { $or: [{ size: 5 }, { frozen: false }] }],
  ['$nor', { $nor: [{ size: 5 }, { frozen: true }] }],
];

const fails: [string, Filter][] = [
  ['a bare value', { name: 'autumn launch' }],
  ['$eq across types', { size: { $eq: '4' } }],
  ['$in', { size: { $in: [1] } }],
  ['$nin of a list', { members: { $nin: ['ben'] } }],
  ['a list that is only a part', { members: ['ann'] }],
  ['$gt of a missing field', { other: { $gt: 1 } }],
  ['$autocomplete in the middle', { name: { $autocomplete: 'tumn' } }],
  ['one of two', { size: 4, frozen: true }],
  ['$nor', { $nor: [{ size: 4 }] }],
];

const refused: [string, Filter, RegExp][] = [
  ['an unknown operator', { size: { $near: 4 } }, /unrecognized operator "\$near"/],
  ['an unknown operator behind a condition that does not hold', { size: 5, name: { $x: 1 } }, /"\$x"/],
  ['an unknown connective', { $xor: [{ size: 4 }] }, /"\$xor"/],
  ['$in without a list', { size: { $in: 4 } }, /expects a list/],
  ['$or without a list', { $or: { size: 4 } }, /expects a list/],
  ['no date for a date', { created_at: { $gt: 'yesterday' } }, /expected date for field "created_at"/],
  ['$exists without a boolean', { name: { $exists: 1 } }, /boolean/],
  ['an empty $q', { name: { $q: '' } }, /not empty/],
];

describe('filters', () => {
  test.each(holds)('hold: %s', (_name, filter) => expect(matches(filter, read)).toBe(true));
  test.each(fails)('do not hold: %s', (_name, filter) => expect(matches(filter, read)).toBe(false));
  test.each(refused)('refuse %s', (_name, filter, message) => {
    expect(() => matches(filter, read)).toThrow(message);
    expect(() => matches(filter, read)).toThrow(expect.objectContaining({ code: 4, status: 400 }));
  });
});

test('sorting is by each field in turn, with what is missing last either way', () => {
  const list = [
    { a: 1, b: 'x' },
    { a: undefined, b: 'w' },
    { a: 2, b: 'z' },
    { a: 2, b: 'y' },
  ];
  const reader = (item: { a: number | undefined; b: string }) => (field: string) => item[field as 'a' | 'b'];
  const order = (direction: 1 | -1) =>
    sorted(
      list,
      [
        { field: 'a', direction },
        { field: 'b', direction: 1 },
      ],
      reader,
    ).map(({ b }) => b);
  expect(order(1)).toEqual(['x', 'y', 'z', 'w']);
  expect(order(-1)).toEqual(['y', 'z', 'x', 'w']);
});
