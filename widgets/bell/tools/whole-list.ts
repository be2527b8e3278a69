import { FeedError } from '../connection.ts';
import { largest, mostPages, type FeedStore } from '../feed.store.ts';
import { isMarked, type BulkFilter, type BulkMark, type FeedItem } from '../model.ts';

/** The most that is marked one by one, and can be taken back: what the store learns, less a page for what comes meanwhile. */
const mostTold = largest * (mostPages - 1);

/** How many a mark of a whole list changes, if they are too many to be taken back; 0 if they are not. */
export function untold(store: FeedStore, filter: BulkFilter, mark: BulkMark): number {
  const { total, unread } = store.snapshot.counts ?? { total: 0, unread: 0 };
  const count = { all: total, unread, read: total - unread }[changing(filter, mark)];
  return count > mostTold ? count : 0;
}

/**
 * Marks everything that a filter lists, known here or not. Resolves with the items that were changed, so that it can be
 * taken back; undefined if the vendor did not take it.
 * @param whole whether the vendor is to do it to however many there are; then nobody knows which they were, and it
 * resolves with none
 */
export async function markAll(
  store: FeedStore,
  filter: BulkFilter,
  mark: BulkMark,
  whole = false,
): Promise<readonly FeedItem[] | undefined> {
  const of = changing(filter, mark);
  const { connection } = store;
  let changed: readonly FeedItem[] = [];
  const done = await store.markWhole(of, mark, async (learn) => {
    if (whole) return connection.markAll(of, mark);
    const found = await learn();
    // So many have come since they were counted. Half of them would be marked, or what was promised not kept.
    if (!found) throw new FeedError('failed', 'There are more notifications than were counted.');
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

function changing(filter: BulkFilter, mark: BulkMark): BulkFilter {
  return mark === 'read' && filter === 'all' ? 'unread' : filter;
}
