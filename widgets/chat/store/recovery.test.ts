import { afterEach, describe, expect, it, vi } from 'vitest';
import { general, opened, other, waiting } from '../testing/pretend-chat.ts';
import { ann } from '../testing/pretend-connection.ts';
import type { ChatStore } from './chat.store.ts';

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

  it('knows of nobody who watches, until it is told anew', async () => {
    const { connection, store } = await opened(3);
    await store.loadChannels();
    const watchers = () => store.snapshot.channels.map(({ channel }) => channel.watchers);
    for (const cid of [general, other]) connection.move(cid, { watchers: 7 });
    expect(watchers()).toEqual([7, 7]);
    connection.tell({ type: 'online', online: false });
    expect(watchers()).toEqual([0, 0]);
    connection.tell({ type: 'online', online: true });
    expect(watchers()).toEqual([0, 0]);
    connection.recover();
    await vi.waitFor(() => expect(watchers()).toEqual([7, 7]), waiting);
  });

  describe('that could not be caught up with', () => {
    async function behind(failures: number) {
      const setup = await opened(10);
      const { connection } = setup;
      connection.cut();
      for (let at = 0; at < 3; at += 1) connection.write(general);
      for (let at = 0; at < failures; at += 1) connection.failNext('open');
      vi.useFakeTimers();
      connection.recover();
      connection.write(general);
      await vi.advanceTimersByTimeAsync(1_000);
      const asked = () => connection.calls.filter((call) => call === `open ${general}`).length - 1;
      return { ...setup, asked };
    }

    afterEach(() => {
      vi.useRealTimers();
    });

    it('says so, shows nothing out of place, and asks again after a pause until it has', async () => {
      const { store, ids, truth, asked } = await behind(3);
      expect(store.selected).toMatchObject({ failure: 'failed', hasNewer: true });
      expect(ids()).toEqual(truth().slice(0, 10));
      await vi.advanceTimersByTimeAsync(8_000);
      expect(asked()).toBe(1);
      await vi.advanceTimersByTimeAsync(12_000);
      expect(asked()).toBe(3);
      expect(store.selected?.failure).toBe('failed');
      await vi.advanceTimersByTimeAsync(10_000);
      expect(ids()).toEqual(truth());
      expect(store.selected).toMatchObject({ failure: undefined, busy: undefined, hasNewer: false });
      await vi.advanceTimersByTimeAsync(60_000);
      expect(asked()).toBe(4);
    });

    it.each<[string, (store: ChatStore) => unknown]>([
      ['tries again', (store) => store.retry(general)],
      ['goes on to read', (store) => store.loadNewer(general)],
      ['goes to the newest', (store) => store.jumpToNewest(general)],
      [
        'leaves and comes back',
        (store) => {
          store.select(other);
          store.select(general);
        },
      ],
    ])('is at once when the visitor %s, and not once more later', async (_, turn) => {
      const { store, ids, truth, asked } = await behind(1);
      turn(store);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(ids()).toEqual(truth());
      const before = asked();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(asked()).toBe(before);
    });

    it('is not asked for without a connection, nor for nobody', async () => {
      const { connection, store, asked } = await behind(2);
      connection.tell({ type: 'online', online: false });
      await vi.advanceTimersByTimeAsync(60_000);
      expect(asked()).toBe(1);
      connection.recover();
      await vi.advanceTimersByTimeAsync(1_000);
      expect(asked()).toBe(2);
      store.close();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(asked()).toBe(2);
    });

    it('is not asked for any more when it was left and the connection lost again, until the visitor is back', async () => {
      const { connection, store, ids, truth, asked } = await behind(1);
      store.select(other);
      connection.cut();
      connection.write(general);
      connection.recover();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(asked()).toBe(1);
      store.select(general);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(asked()).toBe(2);
      expect(ids()).toEqual(truth());
    });

    it('pauses once, however often the visitor tries', async () => {
      const { store, asked } = await behind(9);
      for (let at = 0; at < 3; at += 1) {
        store.retry(general);
        await vi.advanceTimersByTimeAsync(1_000);
      }
      expect(asked()).toBe(4);
      await vi.advanceTimersByTimeAsync(20_000);
      expect(asked()).toBe(6);
    });

    it('still says so where the visitor has jumped', async () => {
      const { store, truth } = await behind(2);
      const sought = truth()[11] ?? '';
      await store.jump(general, sought);
      expect(store.selected).toMatchObject({
        failure: 'failed',
        target: { messageId: sought, state: 'here' },
      });
      await vi.advanceTimersByTimeAsync(10_000);
      expect(store.selected).toMatchObject({ failure: undefined, hasNewer: false });
    });

    it('keeps the line above what was unread when the visitor tries again', async () => {
      const { connection, store, ids } = await opened(10);
      store.setReading(general, true);
      expect(store.selected).toMatchObject({ unread: 0, firstUnread: ids()?.[0] });
      connection.failNext('open');
      connection.recover();
      await vi.waitFor(() => expect(store.selected?.failure).toBe('failed'), waiting);
      store.retry(general);
      await vi.waitFor(() => expect(store.selected?.failure).toBeUndefined(), waiting);
      expect(store.selected?.firstUnread).toBe(ids()?.[0]);
    });

    it('shows what the visitor sends meanwhile, in one place', async () => {
      const { connection, store, ids, truth } = await behind(1);
      connection.write(general, ann, { id: 'elsewhere' });
      store.outgoing.send(general, { text: 'Here' });
      await vi.advanceTimersByTimeAsync(1_000);
      expect(store.selected?.pending.map(({ text }) => text)).toEqual(['Here']);
      await vi.advanceTimersByTimeAsync(10_000);
      expect(store.selected?.pending).toEqual([]);
      expect(ids()).toEqual(truth());
    });
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
    expect(ids()).toEqual(truth());
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

  describe('before the eyes of who sends while it catches up', () => {
    async function sending() {
      const setup = await opened(5);
      const { connection, store } = setup;
      const places: number[] = [];
      store.outgoing.send(general, { text: 'Kiln opens at nine' });
      store.subscribe(() => {
        const { messages = [], pending = [] } = store.selected ?? {};
        places.push([...messages, ...pending].filter(({ text }) => text === 'Kiln opens at nine').length);
      });
      connection.recover();
      const calm = () =>
        vi.waitFor(() => expect(store.selected).toMatchObject({ busy: undefined, pending: [] }), waiting);
      const taken = () => vi.waitFor(() => expect(connection.messagesOf(general)).toHaveLength(6), waiting);
      return { ...setup, places: () => [...new Set(places)], calm, taken };
    }

    it('is what they sent', async () => {
      const { places, calm, ids, truth } = await sending();
      await calm();
      expect(places()).toEqual([1]);
      expect(ids()).toEqual(truth());
    });

    it.each(['erased', 'far back'])('is not for ever a message that is %s by then', async (fate) => {
      const { connection, calm, taken, truth } = await sending();
      await taken();
      for (let at = 0; at < (fate === 'erased' ? 1 : 1_500); at += 1) connection.write(general);
      if (fate === 'erased') connection.erase(general, truth()[5] ?? '');
      connection.recover();
      await calm();
    });

    it('is once what another tab sent, and this one has not heard of', async () => {
      const { connection, desk, store, ids, truth } = await opened(5);
      desk.outbox.add(general, { text: 'From the other tab' });
      const [message] = store.selected?.pending ?? [];
      connection.deaf = true;
      connection.write(general, ann, { id: message?.id ?? '', text: 'From the other tab' });
      const shown: number[] = [];
      store.subscribe(() => {
        const { messages = [], pending = [] } = store.selected ?? {};
        shown.push([...messages, ...pending].filter(({ id }) => id === message?.id).length);
      });
      desk.outbox.drop({ type: 'sent', cid: general, id: message?.id ?? '' });
      await vi.waitFor(() => expect(store.selected).toMatchObject({ busy: undefined, pending: [] }), waiting);
      expect(new Set(shown)).toEqual(new Set([1]));
      expect(ids()).toEqual(truth());
    });
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
    await vi.waitFor(
      () => expect(store.snapshot.channels.find(({ channel }) => channel.cid === other)?.unread).toBe(1),
      waiting,
    );
  });
});
