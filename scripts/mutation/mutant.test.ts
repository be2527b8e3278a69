import { describe, expect, test } from 'vitest';
import { describeMutant, fieldsOf, mutate, routeOf } from './mutant.ts';

const answer = { id: 'a', list: [{ n: 1 }, { n: 2, of: { deep: null } }, 'text'], none: null };

test('every named field is found once, at any depth', () => {
  expect([...fieldsOf(answer)].map((path) => JSON.parse(path) as string[])).toEqual([
    ['id'],
    ['list'],
    ['list', '[]', 'n'],
    ['list', '[]', 'of'],
    ['list', '[]', 'of', 'deep'],
    ['none'],
  ]);
});

describe('a mutation', () => {
  test.each([
    [['id'], { list: answer.list, none: null }],
    [['list', '[]', 'n'], { ...answer, list: [{}, { of: { deep: null } }, 'text'] }],
    [['list', '[]', 'of', 'deep'], { ...answer, list: [{ n: 1 }, { n: 2, of: {} }, 'text'] }],
  ])('drops %j', (path, mutated) => {
    expect(mutate(answer, path, 'drop')).toEqual(mutated);
  });

  test.each([
    [['id'], { ...answer, id: 4711 }],
    [['list'], { ...answer, list: { mutated: true } }],
    [['none'], { ...answer, none: 'mutated' }],
    [
      ['list', '[]', 'n'],
      { ...answer, list: [{ n: 'mutated' }, { n: 'mutated', of: { deep: null } }, 'text'] },
    ],
  ])('retypes %j', (path, mutated) => {
    expect(mutate(answer, path, 'retype')).toEqual(mutated);
  });

  test.each([[['other']], [['id', 'deep']], [['[]', 'id']], [['list', '[]', 'm']], [[]]])(
    'is none where %j leads nowhere',
    (path) => {
      expect(mutate(answer, path, 'drop')).toBeUndefined();
    },
  );

  test('is told in words', () => {
    expect(describeMutant({ message: 'GET /users 200', path: ['list', '[]', 'n'], change: 'drop' })).toBe(
      'GET /users 200: drop list[].n',
    );
  });
});

test('a route has its ids left out', () => {
  const words = new Set(['v1', 'users', 'feeds']);
  expect(routeOf('/v1/users/ann/feeds/7d7b', words)).toBe('/v1/users/*/feeds/*');
});
