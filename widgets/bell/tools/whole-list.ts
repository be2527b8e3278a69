import type { FeedStore } from '../feed.store.ts';
import { isMarked, type BulkFilter, type BulkMark, type FeedItem } from '../model.ts';

/**
 * Marks everything that a filter lists, known here or not. Resolves with the items that were changed, so that it can be
 * taken back; with none if they are too many to be told one by one; undefined if the vendor did not take it.
 */
export async function markAll(
  store: FeedStore,
  filter: BulkFilter,
  mark: BulkMark,
): Promise<readonly FeedItem[] | undefined> {
  const changing = mark === 'read' && filter === 'all' ? 'unread' : filter;
  const { connection } = store;
  let changed: readonly FeedItem[] = [];
  const done = await store.markWhole(changing, mark, async (learn) => {
    const found = await learn();
    if (!found) return connection.markAll(changing, mark);
    changed = found.filter((item) => !isMarked(item, mark));
    // One by one it touches nothing that has come meanwhile, and that nobody has seen.
    const ids = changed.map(({ id }) => id);
    return ids.length > 0 ? connection.mark(ids, mark) : undefined;
  });
  if (!done) return undefined;
  // What was never fetched belongs into other lists now.
  void store.refresh();
  return changed;
}
