import type { Session } from '../session/session.ts';
import { VendorLink, type LinkState } from '../shared/vendor/vendor-link.ts';
import { FeedStore } from './feed.store.ts';
import type { FeedScope } from './model.ts';

/** What narrows a feed, as attributes say it. */
export interface ScopeOptions {
  readonly tenant: string | undefined;
  readonly source: string | undefined;
  readonly categories: string | undefined;
  readonly data: FeedScope['data'] | null;
}

export type FeedLink = VendorLink<FeedStore>;
export type FeedLinkState = LinkState<FeedStore>;

/** The one connection and store that all bells and feeds of a session and scope share, and what gives it back. */
export function feedLink(session: Session, scope: FeedScope): { value: FeedLink; release: () => void } {
  const load = async () => {
    const { KnockFeed } = await import('./knock-feed.ts');
    return async (ended: (error: unknown) => void) => {
      const connection = await KnockFeed.connect(() => session.feedToken(), scope);
      connection.listen((event) => {
        if (event.type === 'ended') ended(event.error);
      });
      return new FeedStore(connection);
    };
  };
  return session.share(`feed:${keyOf(scope)}`, () => new VendorLink(session, 'feed', load));
}

/** The same for scopes that are the same. */
export function keyOf({ tenant, source, categories, data }: FeedScope): string {
  return JSON.stringify([tenant, source, categories, data]);
}

/** An empty attribute narrows nothing. */
export function scopeOf({ tenant, source, categories, data }: ScopeOptions): FeedScope {
  return {
    tenant: tenant || undefined,
    source: source || undefined,
    categories: categories?.match(/[^\s,]+/g) ?? undefined,
    data: data ?? undefined,
  };
}
