import { toProblem, type Problem } from '../session/problem.ts';
import { Store } from '../shared/store.ts';
import { FeedError, type FeedConnection, type FeedEvent } from './connection.ts';
import { Lane } from './lane.ts';
import type { FeedList, FeedObserver, FeedState, Told } from './feed-state.ts';
import { apply, emptyBooks, replaceStretch, type Books, type Change } from './ledger.ts';
import {
  isListed,
  isMarked,
  newestFirst,
  opposites,
  type BulkFilter,
  type BulkMark,
  type FeedFilter,
  type FeedItem,
  type FeedPage,
  type Mark,
} from './model.ts';

interface List {
  /** Whether its beginning has been answered. */
  loaded: boolean;
  /** Of its beginning, then of its next page. */
  state: 'idle' | 'loading' | 'failed';
  problem?: Problem;
  /** The oldest item that was answered; items below it are not this list's yet. Undefined when all are. */
  bottom?: FeedItem | undefined;
  /** Where the next page begins. */
  next?: string | undefined;
  viewers: number;
}

/** A change that the vendor has not confirmed. */
interface Pending {
  readonly change: Change;
  /** Waits for its turn; is on its way; was taken back before it began. */
  state: 'waiting' | 'begun' | 'dropped';
}

/** Items by request: what fills a screen and a half; what a look at the newest needs; the vendor's most. */
const pageSize = 25;
const glance = 10;
export const largest = 50;
/** Requests in a row to close a gap, or to refresh what is shown; then the list is cut there, and pages on. */
export const mostPages = 8;

/**
 * A visitor's feed: its items, its counts, and one list per filter that is being looked at. Marks show at once, above
 * what the vendor has last said, and vanish again if they fail. It knows neither the DOM nor the vendor.
 */
export class FeedStore extends Store<FeedState> {
  /** What it asks; others may ask it what is no matter of the lists. */
  readonly connection: FeedConnection;
  readonly #lane = new Lane();
  readonly #stop: () => void;
  readonly #observers = new Set<FeedObserver>();
  readonly #lists = new Map<FeedFilter, List>();
  /** What the vendor said, and what of it the visitor has changed since. */
  #said: Books = emptyBooks;
  #pending: readonly Pending[] = [];
  #online = true;
  /** The newest that is not archived: whatever is newer is to be told. Null until the vendor has said which it is. */
  #newest: FeedItem | undefined | null = null;
  /** What has been asked for and has not begun. */
  readonly #waiting = new Set<string>();
  #closed = false;

  constructor(connection: FeedConnection) {
    super({ counts: undefined, online: true, lists: {} });
    this.connection = connection;
    this.#stop = connection.listen((event) => this.#heard(event));
  }

  /** Ends it and its connection: nothing is asked or changed any more. */
  close(): void {
    this.#closed = true;
    this.#stop();
    this.connection.dispose();
    this.#observers.clear();
  }

  observe(observer: FeedObserver): () => void {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  /** Keeps a filter's list, loading it when it is not there. Returns what ends that. */
  show(filter: FeedFilter): () => void {
    const list: List = this.#lists.get(filter) ?? { loaded: false, state: 'idle', viewers: 0 };
    this.#lists.set(filter, list);
    // Its beginning, also one that has failed before.
    if (!list.loaded) void this.more(filter);
    list.viewers += 1;
    return () => {
      list.viewers -= 1;
    };
  }

  /** Loads the next, older page of a list; its beginning, if that failed; nothing if all is there or on its way. */
  async more(filter: FeedFilter): Promise<void> {
    const list = this.#lists.get(filter);
    if (!list || list.state === 'loading' || (list.loaded && !list.next)) return;
    list.state = 'loading';
    this.#publish();
    try {
      await this.#lane.run(async () => {
        // A refresh may have come first and reached the end.
        if (list.loaded && !list.next) return;
        this.#take(filter, list, await this.#ask(filter, pageSize, list.next), list.bottom);
      });
      list.loaded = true;
      list.state = 'idle';
    } catch (error) {
      list.state = 'failed';
      list.problem = problemOf(error);
    }
    this.#publish();
  }

  /**
   * Marks items; resolves with whether the vendor took it.
   * @param urgent whether it must not wait for its turn, because the page is about to be left
   */
  mark(items: readonly FeedItem[], mark: Mark, urgent = false): Promise<boolean> {
    const books = this.#books();
    const ids = items.flatMap(({ id }) => {
      const item = books.items.get(id);
      return item && !isMarked(item, mark) ? [id] : [];
    });
    if (ids.length === 0 || this.#takeBack(mark, ids)) return Promise.resolve(true);
    return this.#change({ mark, ids }, () => this.connection.mark(ids, mark), urgent);
  }

  /**
   * Marks everything that a filter lists, known here or not; resolves with whether the vendor took it.
   * @param send has the vendor do it; it may first learn what the filter lists, unless that is too much
   */
  markWhole(
    filter: BulkFilter,
    mark: BulkMark,
    send: (learn: () => Promise<readonly FeedItem[] | undefined>) => Promise<void>,
  ): Promise<boolean> {
    return this.#change({ mark, filter }, () =>
      send(async () => {
        const found: FeedItem[] = [];
        const hole = await this.#walk(filter, largest, undefined, (page, above) => {
          this.#accept(filter, page, above);
          found.push(...page.items);
        });
        return hole ? undefined : found;
      }),
    );
  }

  /** Asks again for everything that is being looked at: after a time in which nothing was told. */
  refresh(): Promise<void> {
    return this.#once('refresh', async () => {
      for (const [filter, list] of [...this.#lists]) {
        if (list.viewers === 0) this.#lists.delete(filter);
        else if (list.loaded) {
          await this.#walk(filter, largest, list.bottom, (page, above) =>
            this.#take(filter, list, page, above),
          );
          list.state = 'idle';
        } else void this.more(filter);
      }
    });
  }

  /** Does something in its turn. Asked for again before it has begun, it is done once: it will find that too. */
  async #once(name: string, task: () => Promise<void>): Promise<void> {
    if (this.#closed || this.#waiting.has(name)) return;
    this.#waiting.add(name);
    try {
      await this.#lane.run(() => {
        this.#waiting.delete(name);
        return task();
      });
    } catch {
      // What is shown stays, and is asked for again at the next sign of life.
    }
    this.#publish();
  }

  #heard(event: FeedEvent): void {
    if (event.type === 'online') {
      this.#online = event.online;
      this.#publish();
    } else if ('again' in event && event.again) void this.refresh();
    // Also at the first join: something may have come since the first page.
    else if (event.type !== 'ended' && this.#lists.size > 0)
      void this.#once('catch-up', () => this.#meetNewest());
  }

  /** Fetches what is newer than everything known, and what could not be had before. */
  async #meetNewest(): Promise<void> {
    for (const [shown, { loaded }] of this.#lists) if (!loaded) void this.more(shown);
    const known = this.#newest;
    const before = this.#said.items;
    const filter: FeedFilter = this.#lists.has('all') || this.#lists.has('read') ? 'all' : 'unread';
    // Where nothing was known, nothing is told as new.
    if (known === null) return this.#accept(filter, await this.#ask(filter, glance), undefined);
    const arrived: FeedItem[] = [];
    const hole = await this.#walk(filter, glance, known, (page, above) => {
      this.#accept(filter, page, above);
      arrived.push(
        ...page.items.filter(
          (item) => !item.read && !before.has(item.id) && (!known || newestFirst(item, known) < 0),
        ),
      );
    });
    // The lists that reach below a hole end at it, and page on from there.
    for (const [shown, list] of this.#lists)
      if (hole && shown !== 'archived' && list.loaded) Object.assign(list, hole, { state: 'idle' });
    this.#publish();
    const told: Told = { announced: false };
    if (arrived.length > 0)
      for (const one of this.#observers) if (one.arrived(arrived, told)) told.announced = true;
  }

  /**
   * Asks from the newest item down until `end` is met, page by page, so that no hole stays. Resolves with where a hole
   * begins if it has to give up.
   */
  async #walk(
    filter: FeedFilter,
    first: number,
    end: FeedItem | undefined,
    take: (page: FeedPage, above: FeedItem | undefined) => void,
  ): Promise<Pick<List, 'bottom' | 'next'> | undefined> {
    let bottom: FeedItem | undefined;
    let next: string | undefined;
    for (let pages = 0; pages < mostPages; pages += 1) {
      const page = await this.#ask(filter, pages ? largest : first, next);
      take(page, bottom);
      bottom = page.items.at(-1) ?? bottom;
      next = page.next;
      if (!next || (end && bottom && newestFirst(bottom, end) >= 0)) return undefined;
    }
    return { bottom, next };
  }

  #ask(filter: FeedFilter, size: number, after?: string): Promise<FeedPage> {
    return this.connection.page({ filter, size, after });
  }

  /** Takes a page as the next stretch of a list, below `above`. */
  #take(filter: FeedFilter, list: List, page: FeedPage, above: FeedItem | undefined): void {
    this.#accept(filter, page, above);
    const last = page.items.at(-1);
    // A page that leads nowhere is the end, whatever it says.
    list.next = above && !(last && newestFirst(above, last) < 0) ? undefined : page.next;
    list.bottom = list.next === undefined ? undefined : (last ?? above);
  }

  #accept(filter: FeedFilter, page: FeedPage, above: FeedItem | undefined): void {
    const last = page.next === undefined ? undefined : page.items.at(-1);
    const items = replaceStretch(
      this.#said.items,
      filter,
      page.items,
      (item) =>
        (above === undefined || newestFirst(above, item) < 0) &&
        (last === undefined || newestFirst(item, last) <= 0),
    );
    this.#said = { items, counts: page.counts };
    const [first] = page.items;
    if (filter !== 'all' && filter !== 'unread') return;
    if (!this.#newest || (first && newestFirst(first, this.#newest) < 0)) this.#newest = first;
  }

  /** Drops the last mark, if it waits for its turn and this one takes it back: then neither is sent. */
  #takeBack(mark: Mark, ids: readonly string[]): boolean {
    const last = this.#pending.at(-1);
    if (last?.state !== 'waiting' || last.change.mark !== opposites[mark]) return false;
    if (!('ids' in last.change) || String(last.change.ids) !== String(ids)) return false;
    last.state = 'dropped';
    this.#pending = this.#pending.slice(0, -1);
    this.#publish();
    return true;
  }

  async #change(change: Change, send: () => Promise<void>, urgent = false): Promise<boolean> {
    const pending: Pending = { change, state: 'waiting' };
    this.#pending = [...this.#pending, pending];
    this.#publish();
    const settle = (said: Books) => {
      this.#said = said;
      this.#pending = this.#pending.filter((one) => one !== pending);
      this.#publish();
    };
    const begin = async () => {
      if (pending.state === 'dropped') return;
      pending.state = 'begun';
      await send();
    };
    try {
      await (urgent ? begin() : this.#lane.run(begin));
      if (pending.state === 'begun') settle(apply(this.#said, change));
      return true;
    } catch (error) {
      settle(this.#said);
      for (const observer of this.#observers) observer.failed(error);
      // The vendor may have done it and only the answer was lost.
      void this.refresh();
      return false;
    }
  }

  #books(): Books {
    return this.#pending.reduce((books, { change }) => apply(books, change), this.#said);
  }

  #publish(): void {
    if (this.#closed) return;
    const books = this.#books();
    const sorted = [...books.items.values()].sort(newestFirst);
    const lists: Partial<Record<FeedFilter, FeedList>> = {};
    for (const [filter, { loaded, state, next, problem, bottom }] of this.#lists) {
      lists[filter] = {
        status: loaded ? 'ready' : state === 'failed' ? state : 'loading',
        more: next ? state : 'none',
        problem,
        items: sorted.filter(
          (item) => loaded && isListed(item, filter) && (!bottom || newestFirst(item, bottom) <= 0),
        ),
      };
    }
    this.set({
      counts: this.#said === emptyBooks ? undefined : books.counts,
      online: this.#online,
      lists,
    });
  }
}

/** A feed that could not be read for want of network is told apart from one that may not be read. */
function problemOf(error: unknown): Problem {
  const problem = toProblem(error);
  if (!(error instanceof FeedError)) return problem;
  return {
    ...problem,
    status: error.kind === 'forbidden' ? 403 : 0,
    code: error.kind === 'unreachable' ? 'connection_failed' : 'vendor_failed',
  };
}
