import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Desk } from '../outbox/desk.ts';
import { ChatStore } from '../store/chat.store.ts';
import { startLiveChat, type LiveChat } from '../testing/live-chat.ts';
import { threadKey } from '../thread/thread-key.ts';

/** Threads by the official SDK against the sandbox's own server. */
let live: LiveChat;
const general = 'messaging:general';

beforeEach(async () => {
  live = await startLiveChat();
});

afterEach(() => live.close());

/** Ann and Ben in the channel, and a new message of Ann's to answer. */
async function together() {
  const [ann, ben] = [await live.connect('ann'), await live.connect('ben')];
  await Promise.all([ann.connection.open(general, 5), ben.connection.open(general, 5)]);
  const parent = await ann.connection.send(general, { id: 'the-question', text: 'Shall we?' });
  return { ann, ben, parent, key: threadKey(general, parent.id) };
}

it('opens a thread that nobody has answered yet, where replies are sent', async () => {
  const { ann, ben, parent, key } = await together();
  const answer = await ann.connection.open(key, 30);
  expect(answer).toMatchObject({ more: false, unread: 0, readAt: undefined });
  expect(answer.channel).toMatchObject({ cid: key, may: { send: true, reply: false } });
  expect(answer.channel.members.map(({ id }) => id)).toContain('ben');
  expect(answer.messages.map(({ id }) => id)).toEqual([parent.id]);
  const reply = await ben.connection.send(key, { id: 'the-answer', text: 'Yes' });
  expect(reply).toMatchObject({ parentId: parent.id, alsoInChannel: false });
  expect(await ann.connection.open(key, 30)).toMatchObject({ unread: 1 });
  const told = await ann.next('unread-total');
  expect(told.threads).toBeGreaterThan(0);
  await vi.waitFor(() =>
    expect(ann.events).toContainEqual(
      expect.objectContaining({
        type: 'message',
        cid: key,
        message: expect.objectContaining({ id: reply.id }),
      }),
    ),
  );
});

it('pages through replies to the message that they answer', async () => {
  const { ann, ben, parent, key } = await together();
  for (let at = 0; at < 9; at += 1) await ben.connection.send(key, { id: `reply-${at}`, text: `${at}` });
  const { messages, more } = await ann.connection.open(key, 5);
  expect(messages.map(({ text }) => text)).toEqual(['4', '5', '6', '7', '8']);
  expect(more).toBe(true);
  const pages = await ann.connection.part('page');
  const page = await pages.before(key, 'reply-4', 5);
  expect(page.map(({ text }) => text)).toEqual([parent.text, '0', '1', '2', '3']);
  expect(await pages.before(key, parent.id, 5)).toEqual([]);
  const texts = (all: readonly { text: string }[]) => all.map(({ text }) => text);
  expect(texts(await pages.after(key, 'reply-6', 5))).toEqual(['7', '8']);
  expect(texts(await pages.around(key, 'reply-3', 3))).toEqual(['2', '3', '4']);
});

it('sends a reply to the channel as well, and tells who types and reads in the thread', async () => {
  const { ann, ben, key } = await together();
  await ben.connection.send(key, { id: 'in-both', text: 'For all', alsoInChannel: true });
  await vi.waitFor(() => {
    const places = ann.events.map((event) =>
      event.type === 'message' && event.message.id === 'in-both' ? event.cid : undefined,
    );
    expect(places).toEqual(expect.arrayContaining([general, key]));
  });
  ann.connection.typing(key);
  expect(await ben.next('typing')).toMatchObject({ cid: key, on: true });
  await ann.connection.markRead(key);
  await vi.waitFor(() =>
    expect(ben.events).toContainEqual(expect.objectContaining({ type: 'read', cid: key, userId: 'ann' })),
  );
  await (await ann.connection.part('message')).markUnread(key, 'in-both');
  await vi.waitFor(() =>
    expect(ann.events).toContainEqual(expect.objectContaining({ type: 'unread', cid: key, unread: 1 })),
  );
});

it('lists the visitor’s threads by page, the latest first', async () => {
  const { ann, ben, key, parent } = await together();
  await ben.connection.send(key, { id: 'news', text: 'News' });
  const calls = await ann.connection.part('thread');
  const { threads } = await calls.list({ limit: 30 });
  expect(threads[0]).toMatchObject({
    key,
    unread: 1,
    replies: 1,
    latest: { id: 'news' },
    parent: { id: parent.id },
  });
  expect(threads[0]?.channel.cid).toBe(general);
  expect(threads[0]?.people.map(({ id }) => id).sort()).toEqual(['ann', 'ben']);
  const paged = [];
  for (let next: string | undefined, page = 0; page === 0 || next; page += 1) {
    const answer = await calls.list({ limit: 1, next });
    paged.push(...answer.threads.map((thread) => thread.key));
    next = answer.next;
  }
  expect(paged).toEqual(threads.map((thread) => thread.key));
  await calls.markRead(key);
  expect((await calls.list({ limit: 1 })).threads).toMatchObject([{ key, unread: 0 }]);
});

it('refuses a thread that the visitor may not see', async () => {
  const { connection } = await live.connect('ann');
  await connection.open(general, 5);
  await expect(connection.open(threadKey(general, 'no-such-message'), 30)).rejects.toMatchObject({
    kind: 'forbidden',
  });
});

it('fills the hole that a cut socket leaves in a thread, through the store', async () => {
  const { ann, ben, parent, key } = await together();
  const store = new ChatStore(new Desk(ann.connection), {
    arrived: () => undefined,
    failed: () => undefined,
  });
  await ben.connection.send(key, { id: 'first', text: 'first' });
  store.select(general);
  store.showThread(key);
  await vi.waitFor(() => expect(store.channel(key)?.opened).toBe(true));
  await live.control('/faults', { vendor: 'stream', refuse: true });
  await live.control('/faults', { vendor: 'stream', cut: 1011 });
  const texts = Array.from({ length: 45 }, (_, index) => `missed ${index}`);
  for (const [index, text] of texts.entries())
    await ben.connection.send(key, { id: `missed-${index}`, text });
  await live.control('/faults', {}, 'DELETE');
  await ann.next('recovered');
  await vi.waitFor(() => {
    const shown = store.channel(key)?.messages.map(({ text }) => text);
    expect(shown).toEqual([parent.text, 'first', ...texts]);
  });
  await vi.waitFor(() =>
    expect(store.selected?.messages.find(({ id }) => id === parent.id)?.replies).toBe(46),
  );
  store.close();
});
