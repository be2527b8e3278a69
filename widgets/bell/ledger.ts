import { isListed, marked, type FeedCounts, type FeedFilter, type FeedItem, type Mark } from './model.ts';

/** Items by id and the counts, as they are at one moment. */
export interface Books {
  readonly items: ReadonlyMap<string, FeedItem>;
  readonly counts: FeedCounts;
}

/** What a visitor did and the vendor has not confirmed. */
export type Change = { readonly mark: Mark; readonly ids: readonly string[] } | { readonly mark: 'all-read' };

export const emptyBooks: Books = { items: new Map(), counts: { total: 0, unread: 0, unseen: 0 } };

/** The books after a change. Pure: a change that fails is taken back by leaving it out. */
export function apply(books: Books, change: Change): Books {
  const items = new Map(books.items);
  let { total, unread, unseen } = books.counts;
  const ids = change.mark === 'all-read' ? [...items.keys()] : change.ids;
  for (const id of ids) {
    const before = items.get(id);
    if (!before || (change.mark === 'all-read' && before.archived)) continue;
    const after = marked(before, change.mark === 'all-read' ? 'read' : change.mark);
    items.set(id, after);
    total += Number(!after.archived) - Number(!before.archived);
    unread += unreadOf(after) - unreadOf(before);
    unseen += unseenOf(after) - unseenOf(before);
  }
  if (change.mark === 'all-read') unread = 0;
  const counts = { total: Math.max(0, total), unread: Math.max(0, unread), unseen: Math.max(0, unseen) };
  return { items, counts: sameCounts(counts, books.counts) ? books.counts : Object.freeze(counts) };
}

/**
 * The items after an answer that lists, for a filter, everything between two places of the feed. What is known there
 * and matches the filter but was not listed has gone or changed elsewhere; nothing true is known of it any more.
 */
export function replaceStretch(
  known: ReadonlyMap<string, FeedItem>,
  filter: FeedFilter,
  listed: readonly FeedItem[],
  isWithin: (item: FeedItem) => boolean,
): Map<string, FeedItem> {
  const items = new Map(known);
  for (const [id, item] of known) if (isListed(item, filter) && isWithin(item)) items.delete(id);
  for (const item of listed) items.set(item.id, item);
  return items;
}

function sameCounts(a: FeedCounts, b: FeedCounts): boolean {
  return a.total === b.total && a.unread === b.unread && a.unseen === b.unseen;
}

function unreadOf(item: FeedItem): number {
  return Number(!item.archived && !item.read);
}

function unseenOf(item: FeedItem): number {
  return Number(!item.archived && !item.seen);
}
