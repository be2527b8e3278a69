import {
  isListed,
  marked,
  type BulkFilter,
  type BulkMark,
  type FeedCounts,
  type FeedFilter,
  type FeedItem,
  type Mark,
} from './model.ts';

/** Items by id and the counts, as they are at one moment. */
export interface Books {
  readonly items: ReadonlyMap<string, FeedItem>;
  readonly counts: FeedCounts;
}

/** What a visitor did and the vendor has not confirmed. */
export type Change =
  | { readonly mark: Mark; readonly ids: readonly string[] }
  /** To everything that a filter lists, known here or not. */
  | { readonly mark: BulkMark; readonly filter: BulkFilter };

export const emptyBooks: Books = { items: new Map(), counts: { total: 0, unread: 0, unseen: 0 } };

/** The books after a change. Pure: a change that fails is taken back by leaving it out. */
export function apply(books: Books, change: Change): Books {
  const items = new Map(books.items);
  const counts = { ...books.counts };
  const filter = 'filter' in change ? change.filter : undefined;
  for (const id of 'ids' in change ? change.ids : items.keys()) {
    const before = items.get(id);
    if (!before || (filter && !isListed(before, filter))) continue;
    const after = marked(before, change.mark);
    items.set(id, after);
    for (const key of countKeys)
      counts[key] = Math.max(0, counts[key] + countsOf(after)[key] - countsOf(before)[key]);
  }
  if (filter) Object.assign(counts, countsAfter(counts, filter, change.mark));
  const same = countKeys.every((key) => counts[key] === books.counts[key]);
  return { items, counts: same ? books.counts : Object.freeze(counts) };
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

/** The counts when everything that a filter lists is marked, what is not known here too. */
function countsAfter({ total, unread, unseen }: FeedCounts, filter: BulkFilter, mark: Mark): FeedCounts {
  if (mark === 'read') return { total, unread: 0, unseen };
  const left = { all: 0, unread: total - unread, read: unread }[filter];
  return { total: left, unread: filter === 'read' ? unread : 0, unseen: Math.min(unseen, left) };
}

const countKeys = ['total', 'unread', 'unseen'] as const;

/** What one item adds to the counts. */
function countsOf({ archived, read, seen }: FeedItem): FeedCounts {
  const counted = Number(!archived);
  return { total: counted, unread: counted && Number(!read), unseen: counted && Number(!seen) };
}
