import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextEvent, record, settled, signToken, startServer } from '../testing/server.ts';
import type { TestServer } from '../testing/server.ts';

const users = ['ann', 'ben', 'cleo', 'dan'] as const;
type User = (typeof users)[number];
const channels = ['messaging:general', 'messaging:ann-ben', 'livestream:launch'] as const;
type Cid = (typeof channels)[number];
const membersOf: Record<Cid, readonly User[]> = {
  'messaging:general': users,
  'messaging:ann-ben': ['ann', 'ben'],
  'livestream:launch': [],
};

type Step =
  { act: 'send' | 'reply' | 'read' | 'silent'; user: User; cid: Cid } | { act: 'readAll'; user: User };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    act: fc.constantFrom('send', 'send', 'reply', 'read', 'silent' as const) as fc.Arbitrary<'send'>,
    user: fc.constantFrom(...users),
    cid: fc.constantFrom(...channels),
  }),
  fc.record({ act: fc.constant('readAll' as const), user: fc.constantFrom(...users) }),
);

/** What anybody would count by hand: one number per member and channel. */
class Tally {
  readonly counts = new Map<string, number>([['ann messaging:ann-ben', 2]]);

  of(user: User): Record<string, number> {
    const own = [...this.counts].filter(([key, count]) => key.startsWith(`${user} `) && count > 0);
    return Object.fromEntries(own.map(([key, count]) => [key.slice(user.length + 1), count]));
  }

  apply(step: Step): void {
    if (step.act === 'readAll') for (const cid of channels) this.counts.delete(`${step.user} ${cid}`);
    else if (step.act === 'read') this.counts.delete(`${step.user} ${step.cid}`);
    else if (step.act === 'send') {
      for (const member of membersOf[step.cid]) {
        const key = `${member} ${step.cid}`;
        // Whoever writes has read.
        if (member === step.user) this.counts.delete(key);
        else this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
      }
    } else if (step.act === 'silent' && membersOf[step.cid].includes(step.user)) {
      this.counts.delete(`${step.user} ${step.cid}`);
    }
  }
}

async function perform(server: TestServer, step: Step): Promise<void> {
  const token = signToken({ user_id: step.user });
  if (step.act === 'readAll') {
    await server.call('POST', '/channels/read', { token, body: {} });
    return;
  }
  const path = `/channels/${step.cid.replace(':', '/')}`;
  const parent_id = `${step.cid.split(':')[1]}-001`;
  const messages = {
    send: { text: 'hello' },
    silent: { text: 'hush', silent: true },
    reply: { text: 'indeed', parent_id },
  };
  await (step.act === 'read'
    ? server.call('POST', `${path}/read`, { token, body: {} })
    : server.call('POST', `${path}/message`, { token, body: { message: messages[step.act] } }));
}

async function countsOf(server: TestServer, user: User) {
  const { body } = await server.call('GET', '/unread', { token: signToken({ user_id: user }) });
  const list = body['channels'] as { channel_id: string; unread_count: number }[];
  return {
    total: body['total_unread_count'],
    byChannel: Object.fromEntries(list.map(({ channel_id, unread_count }) => [channel_id, unread_count])),
  };
}

describe('unread counts', () => {
  test('whatever happens, everybody’s counts are those of a tally by hand', async () => {
    const server = await startServer();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        server.vendor.reset();
        const tally = new Tally();
        for (const each of steps) {
          const mayWrite =
            each.act === 'readAll' ||
            each.cid !== 'messaging:ann-ben' ||
            membersOf[each.cid].includes(each.user);
          await perform(server, each);
          // The server refuses strangers, and there is nothing to read in a livestream.
          if (mayWrite) tally.apply(each);
        }
        for (const user of users) {
          const expected = tally.of(user);
          const total = Object.values(expected).reduce((sum, count) => sum + count, 0);
          expect(await countsOf(server, user)).toEqual({ total, byChannel: expected });
        }
      }),
      { numRuns: 40 },
    );
  });

  test('reading tells the watchers once and the reader’s other tab once, with the new totals', async () => {
    const server = await startServer();
    const [ann, tab, ben] = await server.connectAll('ann', 'ann', 'ben');
    const channel = ann.channel('messaging', 'ann-ben');
    await Promise.all([channel.watch(), ben.channel('messaging', 'ann-ben').watch()]);
    expect(channel.countUnread()).toBe(2);
    const [read, marked] = [nextEvent(ben, 'message.read'), nextEvent(tab, 'notification.mark_read')];
    await channel.markRead();
    expect(await read).toMatchObject({ user: { id: 'ann' }, last_read_message_id: 'ann-ben-012' });
    expect(await marked).toMatchObject({
      total_unread_count: 0,
      unread_count: 0,
      unread_channels: 0,
      cid: channel.cid,
    });
    expect(channel.countUnread()).toBe(0);
    expect(ben.channel('messaging', 'ann-ben').state.read['ann']).toMatchObject({ unread_messages: 0 });
  });

  test('what is deleted no longer counts, what is edited counts as before', async () => {
    const server = await startServer();
    const ben = await server.connect('ben');
    await ben.partialUpdateMessage('ann-ben-011', { set: { text: 'Slept well.' } });
    expect(await countsOf(server, 'ann')).toMatchObject({ total: 2 });
    await ben.deleteMessage('ann-ben-011');
    expect(await countsOf(server, 'ann')).toMatchObject({ total: 1 });
  });

  test('all can be read at once', async () => {
    const server = await startServer();
    const [ann, ben] = await server.connectAll('ann', 'ben');
    await ben.channel('messaging', 'ann-ben').watch();
    const [told, read] = [nextEvent(ann, 'notification.mark_read'), nextEvent(ben, 'message.read')];
    await ann.markAllRead();
    expect(await told).toMatchObject({ unread_channels: 0, total_unread_count: 0 });
    expect(await read).toMatchObject({ user: { id: 'ann' }, cid: 'messaging:ann-ben' });
  });

  test('a backend reads everything for a user, who hears of it once', async () => {
    const server = await startServer();
    const ann = await server.connect('ann');
    const seen = record(ann);
    await server.backend().markAllRead({ user_id: 'ann' });
    await settled(ann);
    const marked = seen.filter(({ type }) => type === 'notification.mark_read');
    expect(marked).toHaveLength(1);
    expect(marked[0]).toMatchObject({ unread_channels: 0, total_unread_count: 0, unread_count: 0 });
    expect(await countsOf(server, 'ann')).toEqual({ total: 0, byChannel: {} });
  });

  test('reactions count for nobody', async () => {
    const server = await startServer();
    server.vendor.addReaction({ messageId: 'ann-ben-010', userId: 'ben', type: 'like' });
    expect(await countsOf(server, 'ann')).toMatchObject({ total: 2 });
    expect(await countsOf(server, 'ben')).toMatchObject({ total: 0 });
  });

  test.each([
    ['up to a message leaves the later ones unread', { message_id: 'ann-ben-011' }, 1],
    ['a thread leaves the channel as it is', { thread_id: 'ann-ben-001' }, 2],
  ])('reading %s', async (_name, body, left) => {
    const server = await startServer();
    const answer = await server.call('POST', '/channels/messaging/ann-ben/read', { body });
    expect(answer).toMatchObject({
      status: 201,
      body: { event: { type: 'message.read', user: { id: 'ann' } } },
    });
    expect(await countsOf(server, 'ann')).toEqual({ total: left, byChannel: { 'messaging:ann-ben': left } });
  });

  test('a new member starts with nothing unread, and one who leaves takes its count along', async () => {
    const server = await startServer();
    const [ann, cleo] = await server.connectAll('ann', 'cleo');
    const channel = ann.channel('messaging', 'ann-ben');
    await channel.watch();
    const added = nextEvent(cleo, 'notification.added_to_channel');
    await channel.addMembers(['cleo']);
    expect(await added).toMatchObject({ channel: { id: 'ann-ben' }, member: { user_id: 'cleo' } });
    expect((await cleo.getUnreadCount()).total_unread_count).toBe(0);
    await channel.sendMessage({ text: 'Welcome' });
    expect((await cleo.getUnreadCount()).total_unread_count).toBe(1);
    const [removed, marked] = [
      nextEvent(cleo, 'notification.removed_from_channel'),
      nextEvent(cleo, 'notification.mark_read'),
    ];
    await channel.removeMembers(['cleo']);
    await removed;
    expect(await marked).toMatchObject({ total_unread_count: 0 });
    await expect(cleo.channel('messaging', 'ann-ben').watch()).rejects.toMatchObject({
      code: 17,
      status: 403,
    });
  });

  test('delivery is noted and told', async () => {
    const server = await startServer();
    const [ann, ben] = await server.connectAll('ann', 'ben');
    await ann.channel('messaging', 'ann-ben').watch();
    const told = nextEvent(ann, 'message.delivered');
    await ben.markChannelsDelivered({
      latest_delivered_messages: [{ cid: 'messaging:ann-ben', id: 'ann-ben-009' }],
    });
    expect(await told).toMatchObject({ user: { id: 'ben' }, last_delivered_message_id: 'ann-ben-009' });
    expect(ann.channel('messaging', 'ann-ben').state.read['ben']?.last_delivered_message_id).toBe(
      'ann-ben-009',
    );
  });
});
