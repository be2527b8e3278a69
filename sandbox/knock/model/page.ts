/** What every list takes; `before` and `after` are cursors of an earlier answer. */
export interface PageQuery {
  readonly pageSize: number;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

export interface PageInfo {
  readonly __typename: 'PageInfo';
  readonly before: string | null;
  readonly after: string | null;
  readonly page_size: number;
}

export interface Page<Item> {
  readonly entries: readonly Item[];
  readonly pageInfo: PageInfo;
}

/** The opaque form of a place in a list. */
export function toCursor(key: string): string {
  return Buffer.from(key).toString('base64url');
}

/**
 * One page of a list that is already in order. A cursor names a place, not an item: it stays good when its item is
 * gone or filtered out. `after` gives what follows it; `before` gives what stands right before it, in list order.
 * `compare` says which of two keys stands first in the list. Of `items`, only those are in the list that `isListed`
 * lets in: no more of them are asked than it takes to fill the page and to see whether the list goes on.
 */
export function pageOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  query: PageQuery,
  compare: (a: string, b: string) => number = byText,
  isListed: (item: Item) => boolean = () => true,
): Page<Item> {
  const after = query.after === undefined ? undefined : fromCursor(query.after);
  const before = query.before === undefined ? undefined : fromCursor(query.before);
  const from = after === undefined ? 0 : countWhile(items, (item) => compare(keyOf(item), after) <= 0);
  const to =
    before === undefined ? items.length : countWhile(items, (item) => compare(keyOf(item), before) < 0);
  const find = (range: Range, limit: number) => placesOf(items, isListed, range, limit);
  const places =
    before !== undefined && after === undefined
      ? find({ from: to - 1, to: from - 1, step: -1 }, query.pageSize).reverse()
      : find({ from, to, step: 1 }, query.pageSize);
  const entries = places.flatMap((place) => items[place] ?? []);
  const goesOn = (place: number | undefined, step: 1 | -1) =>
    place !== undefined &&
    find({ from: place + step, to: step === 1 ? items.length : -1, step }, 1).length > 0;
  const first = entries[0];
  const last = entries.at(-1);
  return {
    entries,
    pageInfo: {
      __typename: 'PageInfo',
      before: first !== undefined && goesOn(places[0], -1) ? toCursor(keyOf(first)) : null,
      after: last !== undefined && goesOn(places.at(-1), 1) ? toCursor(keyOf(last)) : null,
      page_size: query.pageSize,
    },
  };
}

/** Places from one on, forwards or backwards, up to another that is none of them. */
interface Range {
  readonly from: number;
  readonly to: number;
  readonly step: 1 | -1;
}

/** Where in a range the first so many of the items stand for which something holds. */
function placesOf<Item>(
  items: readonly Item[],
  holds: (item: Item) => boolean,
  { from, to, step }: Range,
  limit: number,
): number[] {
  const places: number[] = [];
  for (let place = from; (to - place) * step > 0 && places.length < limit; place += step) {
    const item = items[place];
    if (item !== undefined && holds(item)) places.push(place);
  }
  return places;
}

/** The place that a cursor names; text that was no cursor names some place or other. */
export function fromCursor(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString();
}

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** How many items stand at the beginning for which something holds that holds for none after them; by halving. */
function countWhile<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && holds(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}
