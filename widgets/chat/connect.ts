import type { Session } from '../session/session.ts';
import { Desk } from './outbox/desk.ts';
import { StreamConnection } from './stream-connection.ts';

/**
 * Connects a session's visitor to the chat vendor. Rejects with a `ChatError`, or for want of a token.
 * @param ended called when the connection has ended for good
 */
export async function connect(session: Session, ended: (error: unknown) => void): Promise<Desk> {
  const connection = await StreamConnection.connect(() => session.chatToken());
  connection.listen((event) => {
    if (event.type === 'ended') ended(event.error);
  });
  return new Desk(connection, session);
}
