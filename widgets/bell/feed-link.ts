import type { Session } from '../session/session.ts';
import { VendorLink, type LinkState } from '../shared/vendor/vendor-link.ts';
import { FeedStore } from './feed.store.ts';

export type FeedLink = VendorLink<FeedStore>;
export type FeedLinkState = LinkState<FeedStore>;

/** The one connection and store that all bells and feeds of a session and tenant share, and what gives it back. */
export function feedLink(session: Session, tenant?: string): { value: FeedLink; release: () => void } {
  const load = async () => {
    const { KnockFeed } = await import('./knock-feed.ts');
    return async (ended: (error: unknown) => void) => {
      const connection = await KnockFeed.connect(() => session.feedToken(), tenant);
      connection.listen((event) => {
        if (event.type === 'ended') ended(event.error);
      });
      return new FeedStore(connection);
    };
  };
  return session.share(`feed:${tenant ?? ''}`, () => new VendorLink(session, 'feed', load));
}
