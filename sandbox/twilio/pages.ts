import { TwilioError } from './errors.ts';
import type { Collection, Resource } from './collection.ts';

const defaultSize = 50;
const maxSize = 1000;

/** One page of a list, newest first, and how to ask for those beside it. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly size: number;
  readonly number: number;
  /** Path and query of this page and of those beside it; null where there is none. */
  readonly self: string;
  readonly first: string;
  readonly previous: string | null;
  readonly next: string | null;
}

/**
 * Cuts a page out of `items`, which are newest first. A token names the resource that the page follows (`PA` + sid) or
 * precedes (`PB` + sid), so that what is added or deleted meanwhile shifts nothing.
 * @param url the request's address: its path, filters, `PageSize`, `Page`, `PageToken`
 * @throws TwilioError 20007 for more than 1000 on a page, 20001 for what is no number, 21481 for an unknown token
 */
export function cutPage<T extends Resource>(
  url: URL,
  items: readonly T[],
  collection: Collection<T>,
): Page<T> {
  const size = readCount(url, 'PageSize', defaultSize);
  if (size === 0) throw new TwilioError(400, 20001, 'Invalid PageSize: must be at least 1');
  if (size > maxSize) throw new TwilioError(400, 20007, `Page size must not exceed ${maxSize}`);
  const number = readCount(url, 'Page', 0);
  const [start, end] = findRange(url.searchParams.get('PageToken'), items, collection, size);
  const shown = items.slice(start, end);
  const [last, newest] = [shown.at(-1), shown[0]];
  const address = (page: number, token?: string) => addressOf(url, size, page, token);
  return {
    items: shown,
    size,
    number,
    self: url.searchParams.has('PageToken')
      ? address(number, url.searchParams.get('PageToken') ?? '')
      : address(number),
    first: address(0),
    previous: start > 0 && newest ? address(Math.max(number - 1, 0), `PB${newest.sid}`) : null,
    next: end < items.length && last ? address(number + 1, `PA${last.sid}`) : null,
  };
}

function readCount(url: URL, name: string, otherwise: number): number {
  const text = url.searchParams.get(name);
  if (text === null) return otherwise;
  if (!/^\d{1,9}$/.test(text)) throw new TwilioError(400, 20001, `Invalid ${name}: must be a number`);
  return Number(text);
}

/** Which of the items a page shows. Without a token the newest, whatever `Page` says: that is for the client alone. */
function findRange<T extends Resource>(
  token: string | null,
  items: readonly T[],
  collection: Collection<T>,
  size: number,
): [start: number, end: number] {
  if (token === null || token === '') return [0, size];
  const place = /^P[AB]/.test(token) ? collection.place(token.slice(2)) : undefined;
  if (place === undefined) throw new TwilioError(400, 21481, 'Invalid PageToken');
  // Newest first, so later in the list is earlier in the order.
  const isAfter = token.startsWith('PA');
  const found = items.findIndex((item) => {
    const own = collection.place(item.sid) ?? 0;
    return isAfter ? own < place : own <= place;
  });
  const edge = found === -1 ? items.length : found;
  return isAfter ? [edge, edge + size] : [Math.max(edge - size, 0), edge];
}

function addressOf(url: URL, size: number, page: number, token?: string): string {
  const query = new URLSearchParams(url.searchParams);
  for (const name of ['PageSize', 'Page', 'PageToken']) query.delete(name);
  query.set('PageSize', String(size));
  query.set('Page', String(page));
  if (token !== undefined) query.set('PageToken', token);
  return `${url.pathname}?${query}`;
}

/** A list as the API of 2010 answers it: paths without an origin beside the array. `start` and `end` count from 0. */
export function presentUriPage<T>(page: Page<T>, key: string, present: (item: T) => unknown) {
  const start = page.number * page.size;
  return {
    first_page_uri: page.first,
    end: start + Math.max(page.items.length - 1, 0),
    previous_page_uri: page.previous,
    [key]: page.items.map(present),
    uri: page.self,
    page_size: page.size,
    start,
    next_page_uri: page.next,
    page: page.number,
  };
}

/** A list as the newer APIs answer it: absolute addresses in `meta`, whose `key` names the array. */
export function presentMetaPage<T>(
  page: Page<T>,
  key: string,
  origin: string,
  present: (item: T) => unknown,
) {
  const absolute = (path: string | null) => (path === null ? null : origin + path);
  return {
    meta: {
      page: page.number,
      page_size: page.size,
      first_page_url: absolute(page.first),
      previous_page_url: absolute(page.previous),
      url: absolute(page.self),
      next_page_url: absolute(page.next),
      key,
    },
    [key]: page.items.map(present),
  };
}
