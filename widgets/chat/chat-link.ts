import type { Session } from '../session/session.ts';
import { VendorLink, type LinkState } from '../shared/vendor/vendor-link.ts';
import type { ChatConnection } from './connection.ts';

export type ChatLink = VendorLink<ChatConnection>;
export type ChatLinkState = LinkState<ChatConnection>;

/** The one connection to the chat vendor that all chats of a session share, and what gives it back. */
export function chatLink(session: Session): { value: ChatLink; release: () => void } {
  const load = async () => {
    const { StreamConnection } = await import('./stream-connection.ts');
    return async (ended: (error: unknown) => void): Promise<ChatConnection> => {
      const connection = await StreamConnection.connect(() => session.chatToken());
      connection.listen((event) => {
        if (event.type === 'ended') ended(event.error);
      });
      return connection;
    };
  };
  return session.share('chat', () => new VendorLink(session, 'chat', load));
}
