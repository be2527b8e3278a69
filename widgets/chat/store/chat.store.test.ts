import { afterEach, describe, expect, it, vi } from 'vitest';
import fc from 'fast-check';
import { ChatError } from '../connection.ts';
import { begin, general, opened, other, waiting } from '../testing/pretend-chat.ts';
import { ann, ben } from '../testing/pretend-connection.ts';
import { ChatStore } from './chat.store.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('the list of channels', () => {
  it('is in the order of what happened last, live', async () => {
    const { connection, store } = begin();
    connection.write(general);
    await store.loadChannels();
    const order = () => store.snapshot.channels.map(({ channel }) => channel.cid);
    expect(order()).toEqual([general, other]);
    connection.write(other);
    expect(order()).toEqual([other, general]);
  });

  it('is paged, and each channel is there once', async () => {
    const { connection, store } = begin();
    for (let at = 0; at < 30; at += 1) {
      connection.addChannel(`messaging:c${at}`);
      connection.write(`messaging:c${at}`);
    }
    await store.loadChannels();
    expect(store.snapshot.channels).toHaveLength(20);
    // One from the second page comes to life before that page is asked for.
    connection.write('messaging:c3');
    await store.loadMoreChannels();
    const cids = store.snapshot.channels.map(({ channel }) => channel.cid);
    expect(new Set(cids).size).toBe(cids.length);
    expect(store.snapshot.hasMoreChannels).toBe(false);
  });

  it('keeps what it shows when a page fails, and can be asked again', async () => {
    const { connection, store, errors } = begin();
    connection.failNext('channels');
    await store.loadChannels();
    expect(store.snapshot.list).toBe('failed');
    expect(errors).toEqual(['unreachable']);
    await store.loadChannels();
    expect(store.snapshot).toMatchObject({ list: 'ready' });
    expect(store.snapshot.channels).toHaveLength(2);
  });

  it('takes in a channel that came to life elsewhere', async () => {
    const { connection, store } = begin();
    await store.loadChannels();
    connection.addChannel('messaging:new');
    connection.write('messaging:new');
    connection.tell({ type: 'channel-added', answer: await connection.open('messaging:new', 1) });
    expect(store.snapshot.channels[0]?.channel.cid).toBe('messaging:new');
    expect(store.snapshot.channels[0]?.unread).toBe(1);
  });
});

describe('how many watch', () => {
  it('is what was told last, though an answer that was asked for before comes after it', async () => {
    const { connection, store } = begin();
    connection.move(general, { watchers: 1 });
    await store.loadChannels();
    expect(store.channel(general)?.channel.watchers).toBe(1);
    store.select(general);
    connection.tell({ type: 'channel-changed', cid: general, patch: { watchers: 2 } });
    await vi.waitFor(() => expect(store.selected?.opened).toBe(true), waiting);
    expect(store.selected?.channel.watchers).toBe(2);
  });

  it('is drawn anew only when it is another', async () => {
    const { connection, store } = await opened(3);
    const drawn = vi.fn();
    store.subscribe(drawn);
    for (const watchers of [2, 2, 2]) connection.move(general, { watchers });
    expect(drawn).toHaveBeenCalledTimes(1);
  });
});

describe('messages', () => {
  it('opens at the newest page and pages back without end or doubles', async () => {
    const { store, ids, truth } = await opened(75);
    expect(ids()).toEqual(truth().slice(-30));
    await store.loadOlder(general);
    await store.loadOlder(general);
    expect(ids()).toEqual(truth());
    expect(store.selected?.hasOlder).toBe(false);
  });

  it('says when paging failed and goes on when asked again', async () => {
    const { connection, store, ids, truth } = await opened(40);
    connection.failNext('before');
    await store.loadOlder(general);
    expect(store.selected?.failure).toBe('failed');
    await store.loadOlder(general);
    expect(store.selected?.failure).toBeUndefined();
    expect(ids()).toEqual(truth());
  });

  it('says that a channel is forbidden', async () => {
    const { store, errors } = begin();
    store.select('messaging:secret');
    await vi.waitFor(() => expect(store.selected?.failure).toBe('forbidden'));
    expect(errors).toEqual(['forbidden']);
  });

  it('opens again after a failure', async () => {
    const { connection, store } = begin();
    connection.failNext('open');
    store.select(general);
    await vi.waitFor(() => expect(store.selected?.failure).toBe('failed'));
    store.select(general);
    await vi.waitFor(() => expect(store.selected?.opened).toBe(true));
  });

  it('does not let a late version of a message win over a newer one', async () => {
    const { connection, store } = await opened(1);
    const [first] = connection.messagesOf(general);
    if (!first) throw new Error('No message');
    connection.change(general, first.id, { text: 'newer' });
    connection.tell({ type: 'message-changed', cid: general, message: first });
    expect(store.selected?.messages[0]?.text).toBe('newer');
  });

  it('tells of each arrival once, however often it is told', async () => {
    const { connection, arrived } = await opened();
    const message = connection.write(general);
    connection.tell({ type: 'message', cid: general, message });
    expect(arrived).toEqual([message.id]);
  });
});

describe('what arrives while an answer is on its way', () => {
  it('is shown and counted too when a channel opens', async () => {
    const { connection, store, ids, truth } = begin();
    connection.write(general);
    await store.loadChannels();
    store.select(general);
    connection.write(general);
    connection.write(general);
    await vi.waitFor(() => expect(store.selected?.opened).toBe(true), waiting);
    expect(ids()).toEqual(truth());
    expect(store.selected?.unread).toBe(3);
  });

  it('is shown and counted too after a gap', async () => {
    const { connection, store, ids, truth } = await opened(30);
    connection.cut();
    for (let at = 0; at < 45; at += 1) connection.write(general);
    connection.recover();
    connection.write(general);
    connection.write(general);
    await vi.waitFor(() => expect(ids()).toEqual(truth()), waiting);
    expect(store.selected?.unread).toBe(connection.unreadIn(general));
  });
});

describe('sending', () => {
  it('shows the message at once and replaces it by the confirmed one', async () => {
    const { store, ids, truth } = await opened();
    store.outgoing.send(general, { text: 'Hi' });
    expect(store.selected?.pending).toMatchObject([{ text: 'Hi' }]);
    await vi.waitFor(() => expect(store.selected?.pending).toEqual([]));
    expect(ids()).toEqual(truth());
    expect(store.selected?.messages.at(-1)).toMatchObject({ text: 'Hi', user: ann });
  });

  it('keeps a refused message with its text, and sends it again under the same id', async () => {
    const { connection, store } = await opened();
    connection.failNext('send', new ChatError('moderated', 'Not like this'));
    store.outgoing.send(general, { text: 'Important' });
    await vi.waitFor(() =>
      expect(store.selected?.pending).toMatchObject([{ status: 'failed', failure: 'moderated' }]),
    );
    const id = store.selected?.pending[0]?.id ?? '';
    store.outgoing.resend(general, id);
    await vi.waitFor(() => expect(store.selected?.pending).toEqual([]));
    expect(connection.messagesOf(general).map((message) => [message.id, message.text])).toEqual([
      [id, 'Important'],
    ]);
  });

  it('counts "already exists" as sent, and shows the message', async () => {
    const { connection, store } = await opened();
    connection.failNext('send', new ChatError('moderated', 'Not like this'));
    store.outgoing.send(general, { text: 'Once' });
    await vi.waitFor(() => expect(store.selected?.pending[0]?.status).toBe('failed'));
    const id = store.selected?.pending[0]?.id ?? '';
    // It had reached the vendor; its event was lost with the answer.
    connection.cut();
    connection.write(general, ann, { id, text: 'Once' });
    connection.online = true;
    store.outgoing.resend(general, id);
    await vi.waitFor(() => expect(store.selected?.messages.map((message) => message.id)).toEqual([id]));
    expect(store.selected?.pending).toEqual([]);
  });

  it('discards a refused message', async () => {
    const { connection, store } = await opened();
    connection.failNext('send', new ChatError('forbidden', 'No'));
    store.outgoing.send(general, { text: 'Never mind' });
    await vi.waitFor(() => expect(store.selected?.pending[0]?.status).toBe('failed'));
    store.outgoing.discard(general, store.selected?.pending[0]?.id ?? '');
    expect(store.selected?.pending).toEqual([]);
  });

  it('shows what waits in a channel that is opened later, and in every store of the desk', async () => {
    const { connection, store, desk } = await opened();
    connection.cut();
    store.outgoing.send(general, { text: 'Later' });
    const second = new ChatStore(desk, { arrived: () => undefined, failed: () => undefined });
    second.select(general);
    expect(second.selected?.pending).toMatchObject([{ text: 'Later', status: 'waiting' }]);
    connection.recover();
    await vi.waitFor(() => expect(second.selected?.messages).toMatchObject([{ text: 'Later' }]));
    expect(store.selected?.messages).toMatchObject([{ text: 'Later' }]);
    expect([...(store.selected?.pending ?? []), ...(second.selected?.pending ?? [])]).toEqual([]);
  });
});

describe('typing', () => {
  it('shows who types until they stop, write, or fall silent', async () => {
    const { connection, store } = await opened();
    vi.useFakeTimers();
    const typing = () => store.selected?.typing.map(({ id }) => id);
    connection.tell({ type: 'typing', cid: general, user: ben, on: true });
    expect(typing()).toEqual(['ben']);
    connection.tell({ type: 'typing', cid: general, user: ben, on: false });
    expect(typing()).toEqual([]);
    connection.tell({ type: 'typing', cid: general, user: ben, on: true });
    connection.write(general);
    expect(typing()).toEqual([]);
    connection.tell({ type: 'typing', cid: general, user: ben, on: true });
    vi.advanceTimersByTime(7_000);
    expect(typing()).toEqual([]);
  });
});

it('ends with itself what others follow by it', () => {
  const { connection, store } = begin();
  const before = connection.listeners;
  store.listen(() => undefined);
  store.listen(() => undefined)();
  expect(connection.listeners).toBe(before + 1);
  store.close();
  const left = connection.listeners;
  // The outbox's is not the store's.
  expect(left).toBe(before - 1);
  store.listen(() => undefined);
  expect(connection.listeners).toBe(left);
});

it('agrees with the vendor after any history of writing, reading, cutting and paging', async () => {
  const step = fc.constantFrom(
    'write',
    'own',
    'again',
    'late',
    'edit',
    'erase',
    'older',
    'cut',
    'recover',
    'read',
    'look away',
    'send',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.nat(90), async (steps, before) => {
      const { connection, store, ids, truth } = await opened(before);
      for (const [index, action] of steps.entries()) {
        const messages = connection.messagesOf(general);
        const some = messages[(index * 7) % Math.max(1, messages.length)];
        if (action === 'write') connection.write(general);
        if (action === 'own') connection.write(general, ann);
        if (action === 'again' && some)
          connection.tell({ type: 'message', cid: general, message: messages.at(-1) ?? some });
        if (action === 'late' && some)
          connection.tell({
            type: 'message-changed',
            cid: general,
            message: { ...some, updatedAt: 0, text: 'late' },
          });
        if (action === 'edit' && some) connection.change(general, some.id, { text: `edit ${index}` });
        if (action === 'erase' && messages.at(-1)) connection.erase(general, messages.at(-1)?.id ?? '');
        if (action === 'older') await store.loadOlder(general);
        if (action === 'cut') connection.cut();
        if (action === 'recover') connection.recover();
        if (action === 'read') store.setReading(general, true);
        if (action === 'look away') store.setReading(general, false);
        if (action === 'send' && connection.online) store.outgoing.send(general, { text: `sent ${index}` });
        if (index % 3 === 0) await Promise.resolve();
      }
      store.setReading(general, false);
      connection.recover();
      await vi.waitFor(() => {
        const shown = ids() ?? [];
        expect(store.selected?.pending).toEqual([]);
        expect(shown).toEqual(truth().slice(truth().length - shown.length));
        expect(shown.length).toBeGreaterThanOrEqual(Math.min(truth().length, 30));
        if (shown.length < truth().length) expect(store.selected?.hasOlder).toBe(true);
        expect(store.selected?.unread).toBe(connection.unreadIn(general));
      }, waiting);
      const listeners = connection.listeners;
      store.close();
      // The outbox's is not the store's.
      expect(connection.listeners).toBe(listeners - 1);
    }),
    // An answer of before another one's page, which had brought older messages.
    {
      numRuns: 200,
      examples: [
        [['send', 'older', 'write', 'erase', 'erase', 'write', 'write'], 0],
        [['erase', 'recover', 'write'], 31],
      ],
    },
  );
});
