import { expect, it, vi } from 'vitest';
import type { ChatMessage, QuotedMessage } from '../../model.ts';
import { Desk } from '../../outbox/desk.ts';
import { ChatStore } from '../../store/chat.store.ts';
import { ann, ben, PretendConnection } from '../../testing/pretend-connection.ts';
import { followQuotes } from './quotes.ts';

const room = 'messaging:room';

const quote = ({ id, kind, text, user, attachments }: ChatMessage): QuotedMessage => ({
  id,
  kind,
  text,
  user,
  attachments,
});

/** A message that another one and a reply in its thread quote, seen by ann. */
async function quoting() {
  const connection = new PretendConnection();
  connection.addChannel(room);
  const original = connection.write(room, ben, { text: 'At noon' });
  connection.write(room, ben, { text: 'Fine', quoted: quote(original) });
  connection.write(room, ben, { text: 'Something else' });
  const store = new ChatStore(new Desk(connection), { arrived: () => undefined, failed: () => undefined });
  store.select(room);
  await vi.waitFor(() => expect(store.selected?.opened).toBe(true));
  followQuotes(store);
  followQuotes(store);
  const said = () => store.selected?.messages.find(({ text }) => text === 'Fine')?.quoted;
  return { connection, store, original, said };
}

it('shows in a quote what its message says now, and that it is gone', async () => {
  const { connection, store, original, said } = await quoting();
  expect(said()?.text).toBe('At noon');
  connection.change(room, original.id, { text: 'At one', edited: true });
  await vi.waitFor(() => expect(said()?.text).toBe('At one'));
  expect(store.selected?.messages[0]?.text).toBe('At one');
  connection.change(room, original.id, { text: '', kind: 'deleted' });
  await vi.waitFor(() => expect(said()).toMatchObject({ kind: 'deleted', text: '' }));
});

it('knows of a message that is gone without a trace', async () => {
  const { connection, original, said } = await quoting();
  connection.erase(room, original.id);
  await vi.waitFor(() => expect(said()).toMatchObject({ id: original.id, kind: 'deleted', text: '' }));
});

it('leaves all as it is when what changed is not said again in the quote', async () => {
  const { connection, store, original } = await quoting();
  const before = store.selected?.messages[1];
  connection.change(room, original.id, { reactions: [{ type: 'like', count: 1, own: false }] });
  await vi.waitFor(() => expect(store.selected?.messages[0]?.reactions).toHaveLength(1));
  await import('../../store/changes.ts');
  expect(store.selected?.messages[1]).toBe(before);
});

it('knows of somebody whose messages are gone', async () => {
  const { connection, store, original } = await quoting();
  connection.write(room, ann, { text: 'As Ben said', quoted: quote(original) });
  connection.tell({ type: 'author-erased', cid: undefined, userId: ben.id, at: connection.now, hard: true });
  await vi.waitFor(() =>
    expect(store.selected?.messages).toMatchObject([
      { text: 'As Ben said', quoted: { id: original.id, kind: 'deleted', text: '' } },
    ]),
  );
});
