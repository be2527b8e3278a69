import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { ann, ben, PretendConnection } from '../testing/pretend-connection.ts';
import { threadKey } from '../thread/thread-key.ts';
import { Desk } from '../outbox/desk.ts';
import { ChatStore } from './chat.store.ts';

const general = 'messaging:general';
/** ms */
const waiting = { timeout: 20_000, interval: 1 };

/** The channel is open, and beside it the thread of its first message. */
async function opened(replies = 0) {
  const connection = new PretendConnection();
  connection.addChannel(general);
  const parent = connection.write(general, ann);
  const key = threadKey(general, parent.id);
  for (let at = 0; at < replies; at += 1) connection.write(key);
  const arrived: [cid: string, id: string][] = [];
  const store = new ChatStore(new Desk(connection), {
    arrived: (cid, message) => arrived.push([cid, message.id]),
    failed: () => undefined,
  });
  store.select(general);
  store.showThread(key);
  const thread = () => store.channel(key);
  await vi.waitFor(() => {
    expect(store.selected?.opened).toBe(true);
    expect(thread()?.opened).toBe(true);
  }, waiting);
  const ids = () => thread()?.messages.map(({ id }) => id);
  const truth = () => connection.messagesOf(key).map(({ id }) => id);
  return { connection, store, key, parent, thread, ids, truth, arrived };
}

describe('a thread', () => {
  it('begins with the message that it is about, and stands in no list', async () => {
    const { store, ids, truth, thread, key } = await opened(3);
    expect(ids()).toEqual(truth());
    expect(thread()?.hasOlder).toBe(false);
    expect(store.snapshot.channels.map(({ channel }) => channel.cid)).toEqual([general]);
    expect(store.snapshot.threads.map(({ channel }) => channel.cid)).toEqual([key]);
  });

  it('pages back to that message', async () => {
    const { store, key, ids, truth } = await opened(70);
    expect(ids()).toHaveLength(30);
    for (let page = 0; page < 2; page += 1) await store.loadOlder(key);
    expect(ids()).toEqual(truth());
    await store.loadOlder(key);
    expect(store.channel(key)?.hasOlder).toBe(false);
  });

  it('leaves the channel alone, but for the count of replies', async () => {
    const { connection, store, key, parent } = await opened();
    connection.write(key);
    connection.write(key, ann);
    expect(store.selected?.messages.map(({ id, replies }) => [id, replies])).toEqual([[parent.id, 2]]);
    expect(store.selected?.unread).toBe(0);
    connection.write(key, ben, { alsoInChannel: true });
    expect(store.selected?.messages.map(({ replies }) => replies)).toEqual([3, 0]);
  });

  it('is told of once, wherever a reply stands', async () => {
    const { connection, store, key, arrived } = await opened();
    const inThread = connection.write(key);
    const inBoth = connection.write(key, ben, { alsoInChannel: true });
    connection.tell({ type: 'message', cid: key, message: inThread });
    store.select(undefined);
    const elsewhere = connection.write(threadKey(general, 'another'));
    expect(arrived).toEqual([
      [key, inThread.id],
      [general, inBoth.id],
      [threadKey(general, 'another'), elsewhere.id],
    ]);
  });

  it('is written in by its key, and read apart from its channel', async () => {
    const { connection, store, key, thread } = await opened();
    store.outgoing.send(key, { text: 'A reply' });
    expect(thread()?.pending).toHaveLength(1);
    await vi.waitFor(() => expect(connection.messagesOf(key)).toHaveLength(2), waiting);
    expect(thread()?.pending).toEqual([]);
    connection.write(general);
    connection.write(key);
    expect(thread()?.unread).toBe(1);
    store.setReading(key, true);
    await vi.waitFor(() => expect(connection.unreadIn(key)).toBe(0), waiting);
    expect(thread()?.unread).toBe(0);
    expect(store.selected?.unread).toBe(1);
  });

  it('closes with its channel, and asks again after a gap when it is shown anew', async () => {
    const { connection, store, key, ids, truth } = await opened(2);
    store.select(undefined);
    expect(store.snapshot.thread).toBe(undefined);
    connection.cut();
    for (let at = 0; at < 40; at += 1) connection.write(key);
    connection.recover();
    store.select(general);
    store.showThread(key);
    await vi.waitFor(() => expect(ids()).toEqual(truth().slice(-30)), waiting);
  });

  it('says that it is not to be seen any more', async () => {
    const { connection, store, key, thread } = await opened(2);
    connection.failNext('open');
    store.showThread(undefined);
    connection.tell({ type: 'channel-removed', cid: general });
    expect(store.selected?.failure).toBe('forbidden');
    expect(thread()?.failure).toBe(undefined);
    store.showThread(key);
    expect(store.snapshot.thread).toBe(key);
  });
});

it('agrees with the vendor after any history of writing, reading, cutting and paging', async () => {
  const step = fc.constantFrom(
    'write',
    'own',
    'in both',
    'in the channel',
    'again',
    'edit',
    'edit the parent',
    'erase',
    'older',
    'cut',
    'recover',
    'read',
    'look away',
    'send',
    'leave and come back',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.nat(70), async (steps, before) => {
      const { connection, store, key, parent, thread, ids, truth } = await opened(before);
      for (const [index, action] of steps.entries()) {
        const replies = connection.messagesOf(key).slice(1);
        const some = replies[(index * 7) % Math.max(1, replies.length)];
        if (action === 'write') connection.write(key);
        if (action === 'own') connection.write(key, ann);
        if (action === 'in both') connection.write(key, ben, { alsoInChannel: true });
        if (action === 'in the channel') connection.write(general);
        if (action === 'again' && some) {
          connection.tell({ type: 'message', cid: key, message: replies.at(-1) ?? some });
        }
        if (action === 'edit' && some) connection.change(general, some.id, { text: `edit ${index}` });
        if (action === 'edit the parent') connection.change(general, parent.id, { text: `edit ${index}` });
        if (action === 'erase' && replies.at(-1)) connection.erase(key, replies.at(-1)?.id ?? '');
        if (action === 'older') await store.loadOlder(key);
        if (action === 'cut') connection.cut();
        if (action === 'recover') connection.recover();
        if (action === 'read') store.setReading(key, true);
        if (action === 'look away') store.setReading(key, false);
        if (action === 'send' && connection.online) store.outgoing.send(key, { text: `sent ${index}` });
        if (action === 'leave and come back') {
          store.showThread(undefined);
          store.showThread(key);
        }
        if (index % 3 === 0) await Promise.resolve();
      }
      store.setReading(key, false);
      connection.recover();
      await vi.waitFor(() => {
        const shown = ids() ?? [];
        expect(thread()?.pending).toEqual([]);
        expect(shown).toEqual(truth().slice(truth().length - shown.length));
        expect(shown.length).toBeGreaterThanOrEqual(Math.min(truth().length, 30));
        if (shown.length < truth().length) expect(thread()?.hasOlder).toBe(true);
        expect(thread()?.unread).toBe(connection.unreadIn(key));
        expect(store.selected?.unread).toBe(connection.unreadIn(general));
        const [head] = store.selected?.messages ?? [];
        if (head?.id === parent.id) expect(head.replies).toBe(truth().length - 1);
      }, waiting);
      store.close();
    }),
    { numRuns: 60 },
  );
});
