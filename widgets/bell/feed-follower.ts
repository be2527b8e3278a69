import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Session } from '../session/session.ts';
import { StoreController } from '../shared/store-controller.ts';
import { feedLink, keyOf, type FeedLink, type FeedLinkState } from './feed-link.ts';
import type { FeedList, FeedObserver, FeedState } from './feed-state.ts';
import type { FeedStore } from './feed.store.ts';
import type { FeedFilter, FeedScope } from './model.ts';

/** Keeps an element on one list of the feed of its session and scope, from one visitor to the next. */
export class FeedFollower implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #observer: FeedObserver;
  readonly #link: StoreController<FeedLinkState>;
  readonly #feed: StoreController<FeedState>;
  #lease: { value: FeedLink; release: () => void } | undefined;
  #scope = '';
  #filter: FeedFilter = 'all';
  #store: FeedStore | undefined;
  #ends: (() => void)[] = [];

  /** @param observer told of what happens in the feed that is followed */
  constructor(host: ReactiveControllerHost, observer: FeedObserver) {
    this.#host = host;
    this.#observer = observer;
    this.#link = new StoreController(host, () => this.#connect());
    this.#feed = new StoreController(host);
    host.addController(this);
  }

  get link(): FeedLinkState | undefined {
    return this.#link.snapshot;
  }

  /** Undefined while there is no connection. */
  get store(): FeedStore | undefined {
    return this.#store;
  }

  get state(): FeedState | undefined {
    return this.#feed.snapshot;
  }

  get list(): FeedList | undefined {
    return this.state?.lists[this.#filter];
  }

  /** Follows what is wanted now; to be called before every render. */
  follow(session: Session, scope: FeedScope, filter: FeedFilter): void {
    const other = filter !== this.#filter;
    const key = keyOf(scope);
    this.#filter = filter;
    if (!this.#lease || key !== this.#scope) {
      this.#release();
      this.#scope = key;
      this.#lease = feedLink(session, scope);
      this.#lease.value.start();
      this.#link.follow(this.#lease.value);
      this.#connect();
    } else if (other) this.#watch();
  }

  /** Loads what comes next of the list, or tries again what has failed: the list, or the connection. */
  readonly more = (): void => {
    if (this.#store) void this.#store.more(this.#filter);
    else this.#lease?.value.retry();
  };

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#release();
  }

  #connect(): void {
    const store = this.#lease?.value.snapshot.linked;
    if (store === this.#store) return;
    this.#store = store;
    this.#feed.follow(store);
    this.#watch();
  }

  #watch(): void {
    // First the new list: the store forgets what nobody looks at.
    const shown = this.#store?.show(this.#filter);
    for (const end of this.#ends) end();
    this.#ends = this.#store && shown ? [shown, this.#store.observe(this.#observer)] : [];
  }

  #release(): void {
    this.#link.follow(undefined);
    this.#lease?.release();
    this.#lease = undefined;
    this.#connect();
  }
}
