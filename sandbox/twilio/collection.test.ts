import { expect, test } from 'vitest';
import { Collection } from './collection.ts';
import { cutPage } from './pages.ts';

test('what is added again has a place of its own, after all others', () => {
  const collection = new Collection<{ sid: string }>();
  for (const sid of ['A', 'B']) collection.add({ sid });
  collection.delete('A');
  for (const sid of ['A', 'C']) collection.add({ sid });
  expect(collection.newestFirst().map(({ sid }) => sid)).toEqual(['C', 'A', 'B']);
  const pages: string[][] = [];
  let path: string | null = '/list?PageSize=1';
  while (path !== null) {
    const page: ReturnType<typeof cutPage<{ sid: string }>> = cutPage(
      new URL(path, 'http://api.test'),
      collection.newestFirst(),
      collection,
    );
    pages.push(page.items.map(({ sid }) => sid));
    path = page.next;
  }
  expect(pages).toEqual([['C'], ['A'], ['B']]);
});
