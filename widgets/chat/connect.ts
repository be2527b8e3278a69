import type { Session } from '../session/session.ts';
import { EarlyConnection } from './early-connection.ts';
import { Desk } from './outbox/desk.ts';
import { earlyCalls } from './stream/stream-early-calls.ts';
import { toUser } from './stream/stream-model.ts';

/**
 * Connects a session's visitor to the chat vendor. Rejects for want of a token.
 * @param ended called when the connection has ended for good, or could not be made
 */
export async function connect(session: Session, ended: (error: unknown) => void): Promise<Desk> {
  const token = await session.chatToken();
  const connection = new EarlyConnection(
    toUser({ id: token.userId }),
    (signal) => earlyCalls(token, signal),
    async () => {
      const { StreamConnection } = await import('./stream-connection.ts');
      return StreamConnection.connect(token, () => session.chatToken());
    },
  );
  connection.listen((event) => {
    if (event.type === 'ended') ended(event.error);
  });
  return new Desk(connection, session);
}
