import fc from 'fast-check';
import type { StreamChat } from 'stream-chat';
import { describe, expect, test } from 'vitest';
import { nextEvent, signToken, startServer, until } from '../testing/server.ts';
import type { TestServer } from '../testing/server.ts';
import { expectShape, messageShape, ownThreadShape } from '../shapes/messages.ts';

const cid = 'messaging:general';
const reply = (server: TestServer, userId: string, text: string, parentId = 'general-002') =>
  server.vendor.sendMessage({ cid, userId, text, parentId });

const unreadOf = async (client: StreamChat) => (await client.getUnreadCount()).threads;

describe('a thread', () => {
  test('begins with its first reply, and has the whole shape', async () => {
    const server = await startServer();
    const ann = await server.connect('ann');
    await expect(ann.getThread('general-002')).rejects.toMatchObject({ code: 16, status: 404 });
    reply(server, 'cleo', 'One');
    reply(server, 'dan', 'Two');
    const { body } = await server.call('GET', '/threads/general-002', { query: { reply_limit: '1' } });
    const thread = expectShape(ownThreadShape, body['thread']);
    expect(thread).toMatchObject({
      parent_message_id: 'general-002',
      channel_cid: cid,
      created_by_user_id: 'ben',
      reply_count: 2,
      participant_count: 3,
      active_participant_count: 2,
      latest_replies: [{ text: 'Two' }],
      read: [
        { user: { id: 'ben' }, unread_messages: 2 },
        { user: { id: 'cleo' }, unread_messages: 1 },
        { user: { id: 'dan' }, unread_messages: 0 },
      ],
    });
    for (const latest of thread.latest_replies ?? []) expectShape(messageShape, latest);
  });

  test('tells everybody in it but the author, watching or not, with what each has not read', async () => {
    const server = await startServer();
    const [ben, cleo] = await server.connectAll('ben', 'cleo');
    await ben.channel('messaging', 'general').watch();
    const told = nextEvent(ben, 'notification.thread_message_new');
    reply(server, 'cleo', 'One');
    expect(await told).toMatchObject({
      thread_id: 'general-002',
      message: { text: 'One', parent_id: 'general-002' },
      unread_threads: 1,
      unread_thread_messages: 1,
      channel: { id: 'general' },
    });
    expect(ben.threads.state.getLatestValue().unreadThreadCount).toBe(0);
    ben.threads.registerSubscriptions();
    const back = nextEvent(cleo, 'notification.thread_message_new');
    reply(server, 'dan', 'Two');
    expect(await back).toMatchObject({ unread_threads: 1, unread_thread_messages: 1 });
    await until(() => expect(ben.threads.state.getLatestValue().unreadThreadCount).toBe(1));
  });

  test('is read and marked unread by itself; the channel stays as it was', async () => {
    const server = await startServer();
    const ben = await server.connect('ben');
    const channel = ben.channel('messaging', 'general');
    await channel.watch();
    reply(server, 'cleo', 'One');
    const { id } = reply(server, 'cleo', 'Two');
    expect(await unreadOf(ben)).toMatchObject([{ parent_message_id: 'general-002', unread_count: 2 }]);
    const [read, marked] = [nextEvent(ben, 'message.read'), nextEvent(ben, 'notification.mark_read')];
    await channel.markRead({ thread_id: 'general-002' });
    expect(await read).toMatchObject({ thread: { parent_message_id: 'general-002' }, user: { id: 'ben' } });
    expect(await marked).toMatchObject({
      thread_id: 'general-002',
      unread_threads: 0,
      last_read_message_id: id,
    });
    expect(await unreadOf(ben)).toEqual([]);
    const unread = nextEvent(ben, 'notification.mark_unread');
    await channel.markUnread({ thread_id: 'general-002' });
    expect(await unread).toMatchObject({ thread_id: 'general-002', unread_threads: 1, unread_messages: 2 });
    expect((await ben.getUnreadCount()).total_unread_count).toBe(0);
  });

  test('has a title and custom fields, which its watchers hear of', async () => {
    const server = await startServer();
    const [ann, ben] = await server.connectAll('ann', 'ben');
    await ann.channel('messaging', 'general').watch();
    reply(server, 'cleo', 'One');
    const told = nextEvent(ann, 'thread.updated');
    const { thread } = await ben.partialUpdateThread('general-002', {
      set: { title: 'Pallet', priority: 2 },
    });
    expect(thread).toMatchObject({ title: 'Pallet', priority: 2 });
    expect((await told).thread).toMatchObject({ title: 'Pallet', priority: 2 });
    await ben.partialUpdateThread('general-002', { unset: ['priority'] });
    expect((await ann.getThread('general-002')).state.getLatestValue().custom).toEqual({});
    const set = { reply_count: 9 };
    expect(await server.call('PATCH', '/threads/general-010', { body: { set } })).toMatchObject({
      status: 400,
      body: { code: 4, StatusCode: 400 },
    });
    // Ben's thread is not Cleo's to name.
    const token = signToken({ user_id: 'cleo' });
    const patch = { token, body: { set: { title: 'Mine' } } };
    expect(await server.call('PATCH', '/threads/general-002', patch)).toMatchObject({
      status: 403,
      body: { code: 17 },
    });
  });

  test('a reply that is also in the channel stands in both', async () => {
    const server = await startServer();
    const ann = await server.connect('ann');
    const channel = ann.channel('messaging', 'general');
    const { message } = await channel.sendMessage({
      text: 'Both',
      parent_id: 'general-002',
      show_in_channel: true,
    });
    expect(message).toMatchObject({ type: 'reply', show_in_channel: true });
    const { messages } = await channel.query({ messages: { limit: 1 } });
    expect(messages).toMatchObject([{ id: message.id }]);
    expect((await channel.getReplies('general-002', { limit: 1 })).messages).toMatchObject([
      { id: message.id },
    ]);
  });
});

describe('the list of threads', () => {
  test('holds one’s own, the unread first, in pages', async () => {
    const server = await startServer();
    const ben = await server.connect('ben');
    const seeded = await ben.queryThreads();
    expect(seeded.threads.map(({ id }) => id)).toEqual(['general-090', 'general-037', 'general-010']);
    reply(server, 'cleo', 'New', 'general-010');
    const first = await ben.queryThreads({ limit: 2 });
    expect(first.threads[0]?.id).toBe('general-010');
    const rest = await ben.queryThreads({ limit: 2, next: first.next as string });
    expect(new Set([...first.threads, ...rest.threads].map(({ id }) => id)).size).toBe(3);
    expect(rest.next).toBeUndefined();
    // Asking for the threads watches their channels.
    const told = nextEvent(ben, 'message.new');
    server.vendor.sendMessage({ cid, userId: 'cleo', text: 'In the channel' });
    await told;
  });

  test('is filtered and sorted by what the vendor takes', async () => {
    const server = await startServer();
    const ben = await server.connect('ben');
    const { threads } = await ben.queryThreads({
      filter: { created_by_user_id: 'ann' },
      sort: { reply_count: -1 },
    });
    expect(threads.map(({ state }) => state.getLatestValue().parentMessage.user?.id)).toEqual(['ann']);
    for (const body of [
      { filter: { title: 'x' } },
      { filter: { channel_cid: { $gt: 'x' } } },
      { sort: [{ field: 'title' }] },
      { next: 'nowhere' },
    ]) {
      const answer = await server.call('POST', '/threads', { body: { ...body, watch: false } });
      expect(answer).toMatchObject({ status: 400, body: { code: 4, StatusCode: 400 } });
    }
  });
});

test('whatever is written and read, unread threads are those of a tally by hand', async () => {
  const server = await startServer();
  const users = ['ann', 'ben', 'cleo'] as const;
  const parents = ['general-002', 'general-005'] as const;
  const step = fc.record({
    act: fc.constantFrom('reply', 'reply', 'read'),
    user: fc.constantFrom(...users),
    parent: fc.constantFrom(...parents),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      server.vendor.reset();
      // Ben wrote the first of the two messages, Dan the other.
      const authors = { 'general-002': 'ben', 'general-005': 'cleo' } as const;
      const tally = new Map<string, Map<string, number>>();
      for (const { act, user, parent } of steps) {
        const counts = tally.get(parent) ?? new Map<string, number>();
        if (act === 'reply') {
          tally.set(parent, counts);
          if (!counts.has(authors[parent])) counts.set(authors[parent], 0);
          for (const [who, count] of counts) if (who !== user) counts.set(who, count + 1);
          counts.set(user, 0);
          reply(server, user, 'x', parent);
        } else {
          if (counts.has(user)) counts.set(user, 0);
          const body = { thread_id: parent };
          await server.call('POST', '/channels/messaging/general/read', {
            token: signToken({ user_id: user }),
            body,
          });
        }
      }
      for (const user of users) {
        const { body } = await server.call('GET', '/unread', { token: signToken({ user_id: user }) });
        const expected = parents.filter((parent) => (tally.get(parent)?.get(user) ?? 0) > 0);
        expect(body['total_unread_threads_count']).toBe(expected.length);
        const threads = body['threads'] as { parent_message_id: string; unread_count: number }[];
        expect(
          Object.fromEntries(threads.map((each) => [each.parent_message_id, each.unread_count])),
        ).toEqual(Object.fromEntries(expected.map((parent) => [parent, tally.get(parent)?.get(user)])));
      }
    }),
    { numRuns: 25 },
  );
});
