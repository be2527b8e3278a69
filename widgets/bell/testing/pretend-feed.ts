import { FeedError, type FeedConnection, type FeedEvent, type PageQuery } from '../connection.ts';
import {
  isListed,
  marked,
  newestFirst,
  type BulkFilter,
  type BulkMark,
  type FeedFilter,
  type FeedItem,
  type FeedPage,
  type Mark,
} from '../model.ts';

/** How the server answers the next mark: does it, refuses it, or does it and loses the answer. */
export type Outcome = 'done' | 'refused' | 'lost';

function itemOf(number: number, state: Partial<FeedItem> = {}): FeedItem {
  const at = Date.UTC(2026, 0, 1) + number * 1000;
  return {
    id: `item-${String(number).padStart(4, '0')}`,
    insertedAt: new Date(at).toISOString(),
    at,
    seen: false,
    read: false,
    interacted: false,
    archived: false,
    actor: undefined,
    others: 0,
    blocks: [],
    url: undefined,
    source: 'news',
    tenant: undefined,
    data: {},
    ...state,
  };
}

/** The vendor, as the store may count on it: places as cursors, counts of what is not archived. */
export class PretendFeed implements FeedConnection {
  items = new Map<string, FeedItem>();
  outcomes: Outcome[] = [];
  failPages = 0;
  queries: PageQuery[] = [];
  /** What was marked, and what of it as a whole. */
  marks: { ids: readonly string[]; mark: Mark }[] = [];
  bulks: [BulkFilter, BulkMark][] = [];
  #listeners = new Set<(event: FeedEvent) => void>();
  #number = 0;

  add(count: number, state: Partial<FeedItem> = {}): void {
    for (let index = 0; index < count; index += 1) {
      const item = itemOf((this.#number += 1), state);
      this.items.set(item.id, item);
    }
  }

  tell(event: FeedEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  list(filter: FeedFilter): FeedItem[] {
    return [...this.items.values()].filter((item) => isListed(item, filter)).sort(newestFirst);
  }

  get counts() {
    const active = this.list('all');
    const unread = active.filter(({ read }) => !read).length;
    return { total: active.length, unread, unseen: active.filter(({ seen }) => !seen).length };
  }

  change(ids: Iterable<string>, mark: Mark): void {
    for (const id of ids) {
      const item = this.items.get(id);
      if (item) this.items.set(id, marked(item, mark));
    }
  }

  listen(listener: (event: FeedEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  stay(): () => void {
    return () => undefined;
  }

  async page(query: PageQuery): Promise<FeedPage> {
    await Promise.resolve();
    this.queries.push(query);
    if (this.failPages > 0) {
      this.failPages -= 1;
      throw new FeedError('unreachable', 'No answer');
    }
    const place = this.items.get(query.after ?? '');
    const below = this.list(query.filter).filter((item) => !place || newestFirst(place, item) < 0);
    const items = below.slice(0, query.size);
    return { items, counts: this.counts, next: below.length > items.length ? items.at(-1)?.id : undefined };
  }

  mark(ids: readonly string[], mark: Mark): Promise<void> {
    this.marks.push({ ids, mark });
    return this.#answer(() => this.change(ids, mark));
  }

  markAll(filter: BulkFilter, mark: BulkMark): Promise<void> {
    this.bulks.push([filter, mark]);
    return this.#answer(() =>
      this.change(
        this.list(filter).map(({ id }) => id),
        mark,
      ),
    );
  }

  branded(): Promise<boolean> {
    return Promise.resolve(false);
  }

  dispose(): void {
    this.#listeners.clear();
  }

  async #answer(act: () => void): Promise<void> {
    await Promise.resolve();
    const outcome = this.outcomes.shift() ?? 'done';
    if (outcome !== 'refused') act();
    if (outcome !== 'done') throw new FeedError('unreachable', outcome);
  }
}
