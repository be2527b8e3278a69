import { expect, test } from 'vitest';
import { BoundedCache } from './bounded-cache.ts';

test('an entry ends with its time', () => {
  const cache = new BoundedCache<string>();
  cache.set('ann', 'token', 100);
  expect(cache.get('ann', 99)).toBe('token');
  expect(cache.get('ann', 100)).toBeUndefined();
});

test('the oldest entry makes room', () => {
  const cache = new BoundedCache<number>(2);
  cache.set('a', 1, 100);
  cache.set('b', 2, 100);
  cache.set('a', 3, 100);
  cache.set('c', 4, 100);
  expect([cache.get('a', 0), cache.get('b', 0), cache.get('c', 0)]).toEqual([3, undefined, 4]);
});

test('an entry can be taken back', () => {
  const cache = new BoundedCache<number>();
  cache.set('a', 1, 100);
  cache.delete('a');
  expect(cache.get('a', 0)).toBeUndefined();
});
