import type { Session } from '../session/session.ts';
import { VendorLink, type Connect, type LinkState } from '../shared/vendor/vendor-link.ts';
import { FeedStore } from './feed.store.ts';

export type FeedLinkState = LinkState<FeedStore>;

/** ms away from the tab after which what is shown may be stale: the SDK parks its socket meanwhile. */
const away = 30_000;

/** The one connection and store that all bells and feeds of a session and tenant share. */
export class FeedLink extends VendorLink<FeedStore> {
  readonly #tenant: string | undefined;
  #hiddenAt = Number.POSITIVE_INFINITY;

  /** The one of this session and tenant, and what gives it back. */
  static of(session: Session, tenant?: string): { value: FeedLink; release: () => void } {
    return session.share(`feed:${tenant ?? ''}`, () => new FeedLink(session, tenant));
  }

  constructor(session: Session, tenant: string | undefined) {
    super(session, 'feed');
    this.#tenant = tenant;
    document.addEventListener('visibilitychange', this.#seen);
    globalThis.addEventListener('online', this.#refresh);
  }

  override dispose(): void {
    super.dispose();
    document.removeEventListener('visibilitychange', this.#seen);
    globalThis.removeEventListener('online', this.#refresh);
  }

  protected override async load(): Promise<Connect<FeedStore>> {
    const { KnockFeed } = await import('./knock-feed.ts');
    return async (ended) => {
      const connection = await KnockFeed.connect(() => this.session.feedToken(), this.#tenant);
      connection.listen((event) => {
        if (event.type === 'ended') ended(event.error);
      });
      return new FeedStore(connection);
    };
  }

  readonly #seen = (): void => {
    const hidden = document.visibilityState === 'hidden';
    if (!hidden && performance.now() - this.#hiddenAt >= away) this.#refresh();
    this.#hiddenAt = hidden ? performance.now() : Number.POSITIVE_INFINITY;
  };

  readonly #refresh = (): void => void this.snapshot.linked?.refresh();
}
