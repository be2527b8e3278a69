import { afterEach, describe, expect, it, vi } from 'vitest';
import { general, opened, other } from '../testing/pretend-chat.ts';
import { ann, ben } from '../testing/pretend-connection.ts';
import { threadKey } from '../thread/thread-key.ts';
import type { ChatStore } from './chat.store.ts';

afterEach(() => {
  vi.useRealTimers();
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

  it('counts what the site says in somebody’s name, and marks it read', async () => {
    const { connection, store } = await opened();
    connection.write(general, ben, { kind: 'system' });
    expect(store.selected?.unread).toBe(1);
    store.setReading(general, true);
    expect(store.selected?.unread).toBe(0);
    await vi.waitFor(() => expect(connection.unreadIn(general)).toBe(0));
  });

  it('counts nothing of whom the visitor has muted but in threads, also after a gap', async () => {
    const { connection, store } = await opened(3);
    store.setReading(general, true);
    await vi.waitFor(() => expect(connection.unreadTotal).toBe(0));
    store.setReading(general, false);
    connection.muted.add(ben.id);
    connection.write(general);
    expect(store.selected?.unread).toBe(0);
    connection.recover();
    connection.write(general);
    connection.write(general, { ...ben, id: 'cleo' });
    await vi.waitFor(() => expect(store.selected?.busy).toBe(undefined));
    expect(store.selected?.unread).toBe(1);
    expect(connection.unreadTotal).toBe(1);
    const parent = connection.write(general, ann);
    const key = threadKey(general, parent.id);
    store.showThread(key);
    await vi.waitFor(() => expect(store.channel(key)?.opened).toBe(true));
    connection.write(key);
    expect(store.channel(key)?.unread).toBe(1);
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

  describe('of what was marked as unread by hand', () => {
    async function marked() {
      const { connection, store } = await opened(3);
      store.setReading(general, true);
      await vi.waitFor(() => expect(connection.unreadIn(general)).toBe(0));
      const [, second] = connection.messagesOf(general);
      connection.calls.length = 0;
      // As an element does with every picture.
      store.subscribe(() => store.setReading(general, true));
      connection.markUnread(general, second?.id ?? '');
      const asked = () => connection.calls.filter((call) => call.startsWith('markRead')).length;
      return { connection, store, second, asked };
    }

    it('waits, under a line, while the visitor goes on seeing it', async () => {
      const { connection, store, second, asked } = await marked();
      connection.write(general);
      connection.recover();
      await vi.waitFor(() => expect(store.selected?.busy).toBe(undefined));
      expect(store.selected).toMatchObject({ unread: 3, firstUnread: second?.id });
      expect(asked()).toBe(0);
    });

    it.each<[string, (store: ChatStore) => unknown]>([
      ['looks elsewhere and comes back', (store) => store.setReading(general, false)],
      ['chooses the channel again', (store) => store.select(general)],
      ['goes to the newest message', (store) => store.jumpToNewest(general)],
    ])('is done once the visitor %s', async (_, turn) => {
      const { store, asked } = await marked();
      turn(store);
      store.setReading(general, true);
      await vi.waitFor(() => expect(store.selected?.unread).toBe(0));
      expect(asked()).toBe(1);
    });
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
