import type { Session } from '../session/session.ts';
import { VendorLink, type LinkState } from '../shared/vendor/vendor-link.ts';
import type { Desk } from './outbox/desk.ts';

export type ChatLink = VendorLink<Desk>;
export type ChatLinkState = LinkState<Desk>;

/** The one connection to the chat vendor that all chats of a session share, and what gives it back. */
export function chatLink(session: Session): { value: ChatLink; release: () => void } {
  const load = async () => {
    const { connect } = await import('./connect.ts');
    return (ended: (error: unknown) => void) => connect(session, ended);
  };
  return session.share('chat', () => new VendorLink(session, 'chat', load));
}
