import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Desk } from '../outbox/desk.ts';
import { startLiveChat, type LiveChat } from '../testing/live-chat.ts';
import { general, opened, waiting } from '../testing/pretend-chat.ts';
import { ann, ben } from '../testing/pretend-connection.ts';
import { threadKey } from '../thread/thread-key.ts';
import { ChatStore } from './chat.store.ts';

describe('through the official SDK', () => {
  let live: LiveChat;
  beforeEach(async () => {
    live = await startLiveChat();
  });
  afterEach(() => live.close());

  /** How it is told now, to somebody who has just come. */
  const truth = async () => {
    const { connection } = await live.connect('ann');
    return (await connection.open(general, 200)).messages;
  };

  it.each([
    {
      what: 'a channel that is emptied up to a time, with a word on it',
      act: (middle: number) =>
        live.backend('/channels/messaging/general/truncate', {
          truncated_at: new Date(middle).toISOString(),
          message: { text: 'The older ones were taken away', user_id: 'ben' },
          user_id: 'ben',
        }),
    },
    {
      what: 'a channel that is emptied',
      act: () => live.backend('/channels/messaging/general/truncate', { user_id: 'ben' }),
    },
    {
      what: 'somebody who is deleted with what they wrote',
      act: () => live.backend('/users/delete', { user_ids: ['ben'], user: 'soft', messages: 'soft' }),
    },
    {
      what: 'somebody who is deleted without a trace',
      act: () => live.backend('/users/delete', { user_ids: ['ben'], user: 'hard', messages: 'hard' }),
    },
    {
      what: 'somebody who is deleted, and what they wrote stays',
      act: () => live.backend('/users/delete', { user_ids: ['ben'], user: 'soft' }),
    },
  ])('is shown as to who comes later: $what', async ({ act }) => {
    const { connection } = await live.connect('ann');
    const store = new ChatStore(new Desk(connection), { arrived: () => undefined, failed: () => undefined });
    store.select(general);
    await vi.waitFor(() => expect(store.selected?.opened).toBe(true), waiting);
    const before = store.selected?.messages ?? [];
    const done = await act(before[Math.floor(before.length / 2)]?.createdAt ?? 0);
    expect(done.status).toBeLessThan(300);
    const told = (await truth()).map(({ id, kind, text }) => ({ id, kind, text }));
    await vi.waitFor(() => {
      const shown = store.selected?.messages.map(({ id, kind, text }) => ({ id, kind, text })) ?? [];
      expect(shown).toEqual(told.slice(told.length - shown.length));
      expect(shown.length > 0).toBe(told.length > 0);
    }, waiting);
    store.close();
  });
});

describe('what was written up to a time', () => {
  it('takes along the threads that began until then, and no later ones', async () => {
    const { connection, store } = await opened();
    const early = connection.write(general, ben);
    connection.write(threadKey(general, early.id), ben);
    const late = connection.write(general, ben);
    connection.write(threadKey(general, late.id), ben);
    for (const { id } of [early, late]) {
      store.showThread(threadKey(general, id));
      await vi.waitFor(() => expect(store.channel(threadKey(general, id))?.opened).toBe(true), waiting);
    }
    store.showThread(undefined);
    connection.tell({ type: 'channel-emptied', cid: general, until: late.createdAt - 1 });
    expect(store.snapshot.threads.map(({ channel }) => channel.cid)).toEqual([threadKey(general, late.id)]);
    expect(store.selected?.messages.map(({ id }) => id)).toEqual([late.id]);
  });

  it('shows the newest to who was further back', async () => {
    const { connection, store } = await opened(200);
    const all = connection.messagesOf(general);
    await store.jump(general, all[5]?.id ?? '');
    expect(store.selected?.hasNewer).toBe(true);
    connection.tell({ type: 'channel-emptied', cid: general, until: all.at(-11)?.createdAt ?? 0 });
    expect(store.selected).toMatchObject({ hasNewer: false, hasOlder: false });
    expect(store.selected?.messages.map(({ id }) => id)).toEqual(all.slice(-10).map(({ id }) => id));
  });

  it('counts what is left as unread', async () => {
    const { connection, store } = await opened();
    store.select(undefined);
    const sent = [0, 1, 2].map(() => connection.write(general, ben));
    expect(store.channel(general)?.unread).toBe(3);
    connection.tell({ type: 'channel-emptied', cid: general, until: sent[1]?.createdAt ?? 0 });
    expect(store.channel(general)?.unread).toBe(1);
    connection.tell({ type: 'channel-emptied', cid: general, until: Infinity });
    expect(store.channel(general)).toMatchObject({ unread: 0, messages: [] });
  });
});

it('takes what somebody wrote away in one channel alone, where it was told of that one', async () => {
  const { connection, store } = await opened();
  await store.loadChannels();
  connection.write(general, ben);
  connection.write(general, ann);
  const elsewhere = connection.write('messaging:other', ben);
  connection.tell({ type: 'author-erased', cid: general, userId: ben.id, at: connection.now, hard: true });
  expect(store.selected?.messages.map(({ user }) => user.id)).toEqual([ann.id]);
  expect(store.channel('messaging:other')?.messages.map(({ id }) => id)).toEqual([elsewhere.id]);
});
