import type { Disposable } from '../session/leases.ts';
import { toProblem, type Problem } from '../session/problem.ts';
import type { Session } from '../session/session.ts';
import { Store } from '../shared/store.ts';
import type { FeedConnection } from './connection.ts';
import { FeedStore } from './feed.store.ts';

export interface SharedFeedState {
  /** `signed-out`: the site names nobody; notifications are for somebody. */
  readonly status: 'idle' | 'connecting' | 'connected' | 'signed-out' | 'failed';
  readonly feed: FeedStore | undefined;
  readonly problem: Problem | undefined;
}

/** ms away from the tab after which what is shown may be stale: the SDK parks its socket meanwhile. */
const away = 30_000;

/** The vendor's SDK, fetched once for the page when it is first needed. */
const loadVendor = () => import('./knock-feed.ts');

/**
 * The one connection and store that all bells and feeds of a session and tenant share. It follows the session: another
 * visitor is another connection.
 */
export class SharedFeed extends Store<SharedFeedState> implements Disposable {
  readonly #session: Session;
  readonly #tenant: string | undefined;
  readonly #stop: () => void;
  #started = false;
  /** The visitor whom the connection, or the attempt at one, is for. */
  #userId: string | undefined;
  /** Counts attempts: what belongs to an earlier one is thrown away. */
  #attempt = 0;
  #connection: FeedConnection | undefined;
  #hiddenAt: number | undefined;

  /** The one of this session and tenant, and what gives it back. */
  static of(session: Session, tenant?: string): { value: SharedFeed; release: () => void } {
    return session.share(`feed:${tenant ?? ''}`, () => new SharedFeed(session, tenant));
  }

  constructor(session: Session, tenant: string | undefined) {
    super({ status: 'idle', feed: undefined, problem: undefined });
    this.#session = session;
    this.#tenant = tenant;
    this.#stop = session.subscribe(() => this.#follow());
    document.addEventListener('visibilitychange', this.#seen);
    globalThis.addEventListener('online', this.#refresh);
  }

  /** Connects, if that has not been done; the session and the vendor's SDK are fetched side by side. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#open();
  }

  /** Tries again after a failure. */
  retry(): void {
    if (this.snapshot.status === 'failed') this.#open();
  }

  dispose(): void {
    this.#stop();
    document.removeEventListener('visibilitychange', this.#seen);
    globalThis.removeEventListener('online', this.#refresh);
    this.#leave('idle');
  }

  #open(): void {
    this.set({ status: 'connecting', problem: undefined });
    // A failure to load shows when the module is needed, below.
    loadVendor().catch(() => undefined);
    this.#session.open({ include: ['feed'] }).then(
      () => this.#follow(),
      (error: unknown) => this.set({ status: 'failed', problem: toProblem(error) }),
    );
  }

  #follow(): void {
    if (!this.#started) return;
    const { status, user, problem } = this.#session.snapshot;
    if (status === 'ready' && user) {
      if (user.id !== this.#userId) void this.#connect(user.id);
      return;
    }
    if (this.#userId !== undefined) this.#leave('connecting');
    if (status === 'signed-out') this.set({ status: 'signed-out' });
    if (status === 'error') this.set({ status: 'failed', problem });
  }

  async #connect(userId: string): Promise<void> {
    this.#leave('connecting');
    this.#userId = userId;
    const attempt = this.#attempt;
    try {
      const { KnockFeed } = await loadVendor();
      if (attempt !== this.#attempt) return;
      const connection = await KnockFeed.connect(() => this.#session.feedToken(), this.#tenant);
      if (attempt !== this.#attempt) {
        connection.dispose();
        return;
      }
      connection.listen((event) => {
        if (event.type === 'ended') this.#fail(event.error);
      });
      this.#connection = connection;
      this.set({ status: 'connected', feed: new FeedStore(connection) });
    } catch (error) {
      if (attempt === this.#attempt) this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#leave('connecting');
    this.set({ status: 'failed', problem: toProblem(error) });
  }

  #leave(status: 'idle' | 'connecting'): void {
    this.#attempt += 1;
    this.#userId = undefined;
    this.snapshot.feed?.close();
    this.#connection?.dispose();
    this.#connection = undefined;
    this.set({ status, feed: undefined, problem: undefined });
  }

  readonly #seen = (): void => {
    if (document.visibilityState === 'hidden') {
      this.#hiddenAt = performance.now();
      return;
    }
    const hiddenAt = this.#hiddenAt;
    this.#hiddenAt = undefined;
    if (hiddenAt !== undefined && performance.now() - hiddenAt >= away) this.#refresh();
  };

  readonly #refresh = (): void => void this.snapshot.feed?.refresh();
}
