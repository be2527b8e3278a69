import type { ChatConnection } from '../connection.ts';
import { Drafts } from './drafts.ts';
import { Outbox } from './outbox.ts';

/**
 * One visitor's connection, and what they have written that is not sent. All chats of a session share it. What sends
 * and keeps it is fetched once there is a connection.
 */
export class Desk {
  readonly connection: ChatConnection;
  readonly outbox = new Outbox();
  readonly drafts = new Drafts();
  #keeping: Promise<() => void> | undefined;

  constructor(connection: ChatConnection) {
    this.connection = connection;
    this.outbox.work = () => this.#keep();
    this.#keep();
  }

  async close(): Promise<void> {
    void this.#keeping?.then((end) => end());
    await this.connection.close();
  }

  #keep(): void {
    this.#keeping ??= import('./keep.ts').then(({ keep }) => keep(this));
    // Fetched again with the next message.
    this.#keeping.catch(() => (this.#keeping = undefined));
  }
}
