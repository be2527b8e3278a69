import type { Session } from '../session/session.ts';
import { VendorLink, type Connect, type LinkState } from '../shared/vendor/vendor-link.ts';
import type { ChatConnection } from './connection.ts';

export type ChatLinkState = LinkState<ChatConnection>;

/** The one connection to the chat vendor that all chats of a session share. */
export class ChatLink extends VendorLink<ChatConnection> {
  constructor(session: Session) {
    super(session, 'chat');
  }

  protected override async load(): Promise<Connect<ChatConnection>> {
    const { StreamConnection } = await import('./stream-connection.ts');
    return async (ended) => {
      const connection = await StreamConnection.connect(() => this.session.chatToken());
      connection.listen((event) => {
        if (event.type === 'ended') ended(event.error);
      });
      return connection;
    };
  }
}
