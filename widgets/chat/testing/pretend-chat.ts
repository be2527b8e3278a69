import { expect, vi } from 'vitest';
import { Desk } from '../outbox/desk.ts';
import { ChatStore } from '../store/chat.store.ts';
import { PretendConnection } from './pretend-connection.ts';

/** The channel that tests open; its visitor is ann. */
export const general = 'messaging:general';
export const other = 'messaging:other';

/** A visitor's store over a vendor in memory. */
export function begin() {
  const connection = new PretendConnection();
  connection.addChannel(general);
  connection.addChannel(other);
  const arrived: string[] = [];
  const errors: string[] = [];
  const desk = new Desk(connection);
  const store = new ChatStore(desk, {
    arrived: (_cid, message) => arrived.push(message.id),
    failed: ({ kind }) => errors.push(kind),
  });
  const ids = () => store.selected?.messages.map(({ id }) => id);
  const truth = () => connection.messagesOf(general).map(({ id }) => id);
  return { connection, desk, store, arrived, errors, ids, truth };
}

/** ms */
export const waiting = { timeout: 5_000, interval: 1 };

/** The same, with so many messages in the channel, opened. */
export async function opened(count = 0) {
  const setup = begin();
  for (let at = 0; at < count; at += 1) setup.connection.write(general);
  setup.store.select(general);
  await vi.waitFor(() => expect(setup.store.selected?.opened).toBe(true), waiting);
  return setup;
}
