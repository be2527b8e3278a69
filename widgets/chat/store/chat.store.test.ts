import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ChatError } from '../connection.ts';
import { Desk } from '../outbox/desk.ts';
import { ChatStore } from './chat.store.ts';
import { newestOf } from './window.ts';
import { ann, ben, PretendConnection } from '../testing/pretend-connection.ts';

const general = 'messaging:general';
const other = 'messaging:other';

function begin() {
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
const waiting = { timeout: 5_000, interval: 1 };

async function opened(count = 0) {
  const setup = begin();
  for (let at = 0; at < count; at += 1) setup.connection.write(general);
  setup.store.select(general);
  await vi.waitFor(() => expect(setup.store.selected?.opened).toBe(true), waiting);
  return setup;
}

/** What a store shows, from now on, each thing that follows another. */
function history<Shown>(store: ChatStore, look: () => Shown): Shown[] {
  const all = [look()];
  store.subscribe(() => {
    if (look() !== all.at(-1)) all.push(look());
  });
  return all;
}

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

describe('jumping', () => {
  const around = (all: readonly string[], at: number) => all.slice(at - 15, at + 15);

  it('moves the window to a message far back, and counts what arrives meanwhile without showing it', async () => {
    const { connection, store, ids, truth } = await opened(300);
    const sought = truth()[100] ?? '';
    expect(await store.jump(general, sought)).toBe(true);
    expect(ids()).toEqual(around(truth(), 100));
    expect(store.selected).toMatchObject({
      target: { messageId: sought, state: 'here' },
      hasOlder: true,
      hasNewer: true,
    });
    const before = ids();
    connection.write(general);
    expect(ids()).toEqual(before);
    expect(store.selected).toMatchObject({ unread: 301 });
    expect(store.selected && newestOf(store.selected)?.id).toBe(truth().at(-1));
  });

  it('pages on in both directions until all is here, and then follows what arrives', async () => {
    const { connection, store, ids, truth } = await opened(150);
    await store.jump(general, truth()[70] ?? '');
    while (store.selected?.hasNewer) await store.loadNewer(general);
    while (store.selected?.hasOlder) await store.loadOlder(general);
    expect(ids()).toEqual(truth());
    connection.write(general);
    expect(ids()).toEqual(truth());
  });

  it('asks for nothing when the message is here, and is a wish of its own each time', async () => {
    const { connection, store, truth } = await opened(20);
    const calls = connection.calls.length;
    await store.jump(general, truth()[3] ?? '');
    const first = store.selected?.target;
    await store.jump(general, truth()[3] ?? '');
    expect(store.selected?.target).not.toBe(first);
    expect(connection.calls).toHaveLength(calls);
  });

  it('goes into another channel, opening it', async () => {
    const { connection, store } = await opened(5);
    for (let at = 0; at < 90; at += 1) connection.write(other);
    const sought = connection.messagesOf(other)[4]?.id ?? '';
    expect(await store.jump(other, sought)).toBe(true);
    expect(store.snapshot.selected).toBe(other);
    expect(store.selected?.messages.some(({ id }) => id === sought)).toBe(true);
  });

  it('goes back to the newest', async () => {
    const { connection, store, ids, truth } = await opened(300);
    await store.jump(general, truth()[10] ?? '');
    connection.write(general);
    await store.jumpToNewest(general);
    expect(ids()).toEqual(truth().slice(-(ids()?.length ?? 0)));
    expect(store.selected).toMatchObject({ hasNewer: false, hasOlder: true });
  });

  it('goes to the first unread, however far back it is', async () => {
    const { store, ids, truth } = await opened(130);
    expect(store.selected).toMatchObject({ leftOff: { count: 130 }, firstUnread: undefined });
    await store.jumpToUnread(general);
    expect(store.selected).toMatchObject({
      firstUnread: truth()[0],
      target: { messageId: truth()[0], state: 'here' },
    });
    expect(ids()).toEqual(truth().slice(0, 30));
  });

  it('stays where it is when there is no such message, and says so', async () => {
    const { connection, store, ids } = await opened(60);
    const before = ids();
    expect(await store.jump(general, 'nobody')).toBe(false);
    expect(store.selected?.target?.state).toBe('gone');
    connection.failNext('around');
    expect(await store.jump(general, 'm2000')).toBe(false);
    expect(store.selected?.target?.state).toBe('failed');
    expect(ids()).toEqual(before);
  });

  it('lets the last of two wishes win', async () => {
    const { store, ids, truth } = await opened(300);
    const first = store.jump(general, truth()[40] ?? '');
    const second = store.jump(general, truth()[200] ?? '');
    await Promise.all([first, second]);
    expect(ids()).toEqual(around(truth(), 200));
  });

  it('is not taken back by what catches up after a gap', async () => {
    const { connection, store, ids, truth } = await opened(300);
    store.setReading(general, true);
    connection.cut();
    for (let at = 0; at < 5; at += 1) connection.write(general);
    connection.recover();
    await store.jump(general, truth()[100] ?? '');
    store.setReading(general, false);
    await vi.waitFor(() => expect(store.selected?.busy).toBeUndefined());
    expect(ids()).toEqual(around(truth(), 100));
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

describe('changing', () => {
  it('takes an edit back when it fails', async () => {
    const { connection, store, errors } = await opened(1);
    const message = store.selected?.messages[0];
    if (!message) throw new Error('No message');
    connection.failNext('edit');
    const shown = history(store, () => store.selected?.messages[0]?.text);
    expect(await store.changes((all) => all.edit(general, message, 'changed'))).toBe(false);
    expect(shown).toEqual(['Hello', 'changed', 'Hello']);
    expect(store.selected?.messages[0]?.text).toBe('Hello');
    expect(errors).toEqual(['unreachable']);
  });

  it('toggles a reaction, and takes it back when it fails', async () => {
    const { connection, store } = await opened(1);
    const message = () => {
      const [first] = store.selected?.messages ?? [];
      if (!first) throw new Error('No message');
      return first;
    };
    expect(await store.changes((all) => all.react(general, message(), 'like'))).toBe(true);
    expect(message().reactions).toEqual([{ type: 'like', count: 1, own: true }]);
    connection.failNext('react');
    const shown = history(store, () => message().reactions.length);
    expect(await store.changes((all) => all.react(general, message(), 'like'))).toBe(false);
    expect(shown).toEqual([1, 0, 1]);
    expect(message().reactions).toEqual([{ type: 'like', count: 1, own: true }]);
  });

  it('keeps whose reactions are the visitor’s over the events of others', async () => {
    const { connection, store } = await opened(1);
    const [message] = store.selected?.messages ?? [];
    if (!message) throw new Error('No message');
    await store.changes((all) => all.react(general, message, 'like'));
    connection.change(general, message.id, { reactions: [{ type: 'like', count: 2, own: false }] });
    expect(store.selected?.messages[0]?.reactions).toEqual([{ type: 'like', count: 2, own: true }]);
  });
});

describe('reading', () => {
  it('counts what arrives unseen once, and marks it read when it is before the visitor’s eyes', async () => {
    const { connection, store } = await opened();
    const message = connection.write(general);
    connection.tell({ type: 'message', cid: general, message });
    expect(store.selected?.unread).toBe(1);
    expect(store.selected?.firstUnread).toBe(message.id);
    store.setReading(general, true);
    expect(store.selected?.unread).toBe(0);
    await vi.waitFor(() => expect(connection.unreadIn(general)).toBe(0));
  });

  it('draws no line above what arrives while the visitor reads, and asks once for each', async () => {
    const { connection, store } = await opened();
    store.setReading(general, true);
    connection.write(general);
    expect(store.selected).toMatchObject({ unread: 0, firstUnread: undefined });
    await vi.waitFor(() => expect(connection.unreadIn(general)).toBe(0));
    expect(connection.calls.filter((call) => call.startsWith('markRead'))).toHaveLength(1);
  });

  it('leaves the line where it is while the visitor reads on', async () => {
    const { connection, store } = await opened();
    const first = connection.write(general);
    store.setReading(general, true);
    connection.write(general);
    expect(store.selected?.firstUnread).toBe(first.id);
  });

  it('counts in other channels and never the visitor’s own or silent ones', async () => {
    const { connection, store } = await opened();
    await store.loadChannels();
    const unread = () => store.snapshot.channels.find(({ channel }) => channel.cid === other)?.unread;
    connection.write(other, ann);
    connection.write(other, ben, { silent: true });
    expect(unread()).toBe(0);
    connection.write(other);
    expect(unread()).toBe(1);
  });

  it('is taken back when the vendor did not take it', async () => {
    const { connection, store } = await opened();
    connection.write(general);
    connection.failNext('markRead');
    store.setReading(general, true);
    await vi.waitFor(() => expect(store.selected?.unread).toBe(1));
  });

  it('is not asked again without end where the vendor refuses it', async () => {
    const { connection, store } = await opened();
    vi.useFakeTimers();
    const asked = () => connection.calls.filter((call) => call.startsWith('markRead')).length;
    for (let at = 0; at < 3; at += 1) connection.failNext('markRead');
    connection.write(general);
    // As an element does with every picture.
    const stop = store.subscribe(() => store.setReading(general, true));
    store.setReading(general, true);
    await vi.advanceTimersByTimeAsync(9_000);
    expect(asked()).toBe(1);
    await vi.advanceTimersByTimeAsync(40_000);
    expect(asked()).toBe(4);
    expect(store.selected?.unread).toBe(0);
    stop();
  });

  it('ignores a read event that is older than what is read', async () => {
    const { connection, store } = await opened();
    connection.write(general);
    connection.tell({ type: 'read', cid: general, userId: 'ann', at: 0 });
    expect(store.selected?.unread).toBe(1);
  });
});

it('draws no line where the first unread message is further back than what is here', async () => {
  const { store } = await opened(70);
  expect(store.selected).toMatchObject({ unread: 70, firstUnread: undefined });
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

describe('after a gap', () => {
  it.each([3, 30, 45, 131, 400])('shows all of %i missed messages, and no hole', async (missed) => {
    const { connection, store, ids, truth } = await opened(30);
    connection.cut();
    for (let at = 0; at < missed; at += 1) connection.write(general);
    connection.recover();
    await vi.waitFor(() => expect(ids()).toEqual(truth()));
    expect(store.snapshot.online).toBe(true);
  });

  it('goes to the newest page, still without a hole, when too much was missed by who reads there', async () => {
    const { connection, store, ids, truth } = await opened(30);
    store.setReading(general, true);
    connection.cut();
    for (let at = 0; at < 1_500; at += 1) connection.write(general);
    connection.recover();
    await vi.waitFor(() => expect(ids()).toEqual(truth().slice(-30)));
    expect(store.selected).toMatchObject({ hasOlder: true, hasNewer: false });
    await store.loadOlder(general);
    expect(ids()).toEqual(truth().slice(-60));
  });

  it('leaves who reads elsewhere where they are when too much was missed, with the way on', async () => {
    const { connection, store, ids, truth } = await opened(30);
    connection.cut();
    for (let at = 0; at < 1_500; at += 1) connection.write(general);
    connection.recover();
    connection.write(general);
    await vi.waitFor(() => expect(store.selected?.busy).toBeUndefined());
    expect(ids()).toEqual(truth().slice(0, 30));
    expect(store.selected).toMatchObject({ hasNewer: true, unread: 1_531 });
    await store.loadNewer(general);
    expect(ids()).toEqual(truth().slice(0, 60));
    await store.jumpToNewest(general);
    expect(ids()).toEqual(truth().slice(-(ids()?.length ?? 0)));
    expect(store.selected?.hasNewer).toBe(false);
  });

  it('leaves no hole in channels that are not shown, though asking for them fails', async () => {
    const { connection, store, ids, truth } = await opened(40);
    await store.loadChannels();
    store.select(other);
    await vi.waitFor(() => expect(store.selected?.opened).toBe(true));
    connection.cut();
    for (let at = 0; at < 3; at += 1) connection.write(general);
    connection.failNext('channels');
    connection.recover();
    connection.write(general);
    store.select(general);
    await vi.waitFor(() => expect(ids()).toEqual(truth().slice(-30)));
  });

  it('says when it could not catch up, and shows nothing out of place', async () => {
    const { connection, store, ids, truth } = await opened(10);
    connection.cut();
    for (let at = 0; at < 3; at += 1) connection.write(general);
    connection.failNext('open');
    connection.recover();
    connection.write(general);
    await vi.waitFor(() => expect(store.selected?.failure).toBe('failed'));
    expect(ids()).toEqual(truth().slice(0, 10));
    await store.loadNewer(general);
    expect(ids()).toEqual(truth());
    expect(store.selected).toMatchObject({ failure: undefined, hasNewer: false });
  });

  it('pages back through what was missed of a channel that had been empty', async () => {
    const { connection, store, ids, truth } = await opened(0);
    connection.cut();
    for (let at = 0; at < 45; at += 1) connection.write(general);
    connection.recover();
    await vi.waitFor(() => expect(ids()).toEqual(truth().slice(-30)), waiting);
    await store.loadOlder(general);
    expect(ids()).toEqual(truth());
  });

  it('makes no hole where it sent before the loss of the connection was noticed', async () => {
    const { connection, store, ids, truth } = await opened(40);
    connection.deaf = true;
    for (let at = 0; at < 40; at += 1) connection.write(general);
    store.outgoing.send(general, { text: 'Is anybody there?' });
    await vi.waitFor(() => expect(ids()).toHaveLength(31), waiting);
    for (let at = 0; at < 40; at += 1) connection.write(general);
    connection.failNext('open');
    connection.recover();
    await vi.waitFor(() => expect(store.selected?.failure).toBe('failed'), waiting);
    connection.recover();
    await vi.waitFor(
      () => expect(store.selected).toMatchObject({ busy: undefined, failure: undefined }),
      waiting,
    );
    expect(ids()).toEqual(truth().slice(10, 40));
    while (store.selected?.hasNewer) await store.loadNewer(general);
    expect(ids()).toEqual(truth().slice(10));
  });

  it('forgets what was erased at the beginning', async () => {
    const { connection, ids, truth } = await opened(5);
    connection.cut();
    for (const id of truth().slice(0, 3)) connection.erase(general, id);
    connection.recover();
    await vi.waitFor(() => expect(ids()).toEqual(truth()), waiting);
    expect(ids()).toHaveLength(2);
  });

  it('does not bring back by its answer what was erased as soon as it was sent', async () => {
    const { connection, store, ids } = await opened();
    const stop = connection.listen((event) => {
      if (event.type === 'message') connection.erase(general, event.message.id);
    });
    store.outgoing.send(general, { text: 'Never mind' });
    await vi.waitFor(() => expect(store.selected?.pending).toHaveLength(1), waiting);
    await vi.waitFor(() => expect(store.selected?.pending).toEqual([]), waiting);
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    stop();
    expect(ids()).toEqual([]);
  });

  it('learns of channels, changes and counts that it missed', async () => {
    const { connection, store } = await opened(5);
    await store.loadChannels();
    const [message, erased] = connection.messagesOf(general);
    connection.cut();
    connection.change(general, message?.id ?? '', { text: 'edited meanwhile' });
    connection.erase(general, erased?.id ?? '');
    connection.write(other);
    connection.recover();
    await vi.waitFor(() => expect(store.selected?.messages[0]?.text).toBe('edited meanwhile'));
    expect(store.selected?.messages).toHaveLength(4);
    expect(store.snapshot.channels.find(({ channel }) => channel.cid === other)?.unread).toBe(1);
  });
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
