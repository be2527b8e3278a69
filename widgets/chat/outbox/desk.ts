import type { Session } from '../../session/session.ts';
import type { ChatConnection } from '../connection.ts';
import { Drafts } from './drafts.ts';
import { Outbox } from './outbox.ts';

/** What a desk needs to know of whose it is. */
export type Owner = Pick<Session, 'options' | 'snapshot' | 'subscribe'>;

/**
 * One visitor's connection, and what they have written that is not sent. All chats of a session share it. What sends
 * and keeps it is fetched once there is a connection.
 */
export class Desk {
  readonly connection: ChatConnection;
  readonly outbox = new Outbox();
  readonly drafts = new Drafts();
  /** Whose desk it is; without one nothing is kept over a reload, or shared with other tabs. */
  readonly session: Owner | undefined;
  #keeping: Promise<() => void> | undefined;

  constructor(connection: ChatConnection, session?: Owner) {
    this.connection = connection;
    this.session = session;
    this.outbox.work = () => void this.#keep();
    void this.#keep();
  }

  async close(): Promise<void> {
    void this.#keeping?.then((end) => end());
    await this.connection.close();
  }

  /** Resolves once what sends and keeps is here, and what was kept is known. */
  get ready(): Promise<unknown> {
    return this.#keep();
  }

  #keep(): Promise<unknown> {
    this.#keeping ??= import('./keep.ts').then(({ keep }) => keep(this));
    // Fetched again with the next message.
    this.#keeping.catch(() => (this.#keeping = undefined));
    return this.#keeping;
  }
}
