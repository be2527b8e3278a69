import { afterAll, describe, expect, test } from 'vitest';
import { eventShapes } from './events.ts';
import { signToken, startServer } from '../testing/server.ts';
import type { TestServer } from '../testing/server.ts';
import { collect, openSocket } from '../testing/socket.ts';
import type { Frame, TestSocket } from '../testing/socket.ts';

const general = '/channels/messaging/general';
const seen = new Set<string>();

/** Ann and Ben watch the channel, Ann has another socket that does not, and Cleo is a member who does not. */
async function stage(server: TestServer) {
  const sockets: Record<'ann' | 'tab' | 'ben' | 'cleo', TestSocket> = {
    ann: await openSocket(server, 'ann'),
    tab: await openSocket(server, 'ann'),
    ben: await openSocket(server, 'ben'),
    cleo: await openSocket(server, 'cleo'),
  };
  await sockets.ann.watch('messaging:general', { presence: true });
  await sockets.ben.watch('messaging:general');
  const all = Object.values(sockets);
  await collect(server, all);
  return {
    ...sockets,
    /** A call as somebody, or as the backend. */
    async as(userId: string | null, method: string, path: string, body?: object, query = {}) {
      const token = userId === null ? server.serverToken : signToken({ user_id: userId });
      const answer = await server.call(method, path, { token, query, ...(body && { body }) });
      if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    /** All that came to anybody, each event of the shape that is its type's; the types in order of each socket. */
    async heard() {
      const lists = await collect(server, all);
      for (const frame of lists.flat()) checkShape(frame);
      const [ann, tab, ben, cleo] = lists.map((list) => list.map(({ type }) => type));
      return { ann, tab, ben, cleo };
    },
  };
}

function checkShape(frame: Frame): void {
  seen.add(frame.type);
  const shape = eventShapes[frame.type];
  if (!shape) throw new Error(`no shape for ${frame.type}`);
  const result = shape.safeParse(frame);
  if (!result.success) throw new Error(`${frame.type}: ${result.error.message}`);
}

const idIn = (body: Record<string, unknown>, key: string): string => String((body[key] as { id: string }).id);

afterAll(() => expect([...seen].sort()).toEqual(Object.keys(eventShapes).sort()));

describe('the whole shapes of events', () => {
  test('of messages and reactions', async () => {
    const server = await startServer();
    const { as, heard } = await stage(server);
    // With all that tells of a user: who pinned it, whom it mentions, whom it quotes.
    const rich = { pinned: true, mentioned_users: ['ann'], quoted_message_id: 'general-001' };
    const sent = await as('ben', 'POST', `${general}/message`, { message: { text: 'Hello', ...rich } });
    const id = idIn(sent, 'message');
    await as('ben', 'PUT', `/messages/${id}`, { set: { text: 'Hello all' } });
    await as('cleo', 'POST', `/messages/${id}/reaction`, { reaction: { type: 'like', score: 2 } });
    await as('cleo', 'POST', `/messages/${id}/reaction`, { reaction: { type: 'sad' }, enforce_unique: true });
    await as('cleo', 'DELETE', `/messages/${id}/reaction/sad`);
    await as('ben', 'DELETE', `/messages/${id}`);
    await as(null, 'POST', `/messages/${id}/undelete`, { undeleted_by: 'ben' });
    await as(null, 'DELETE', `/messages/${id}`, undefined, { hard: 'true' });
    await as('ann', 'DELETE', '/messages/general-002', undefined, { delete_for_me: 'true' });
    const watched = [
      'message.new',
      'message.updated',
      'reaction.new',
      'reaction.updated',
      'reaction.deleted',
      'message.deleted',
      'message.undeleted',
      'message.deleted',
    ];
    expect(await heard()).toEqual({
      ann: [...watched, 'message.deleted'],
      tab: ['notification.message_new', 'message.deleted'],
      ben: watched,
      cleo: ['notification.message_new'],
    });
  });

  test('of threads', async () => {
    const server = await startServer();
    const { as, heard } = await stage(server);
    const parent_id = idIn(
      await as('cleo', 'POST', `${general}/message`, { message: { text: 'Who?' } }),
      'message',
    );
    await heard();
    await as('ben', 'POST', `${general}/message`, { message: { text: 'Me', parent_id } });
    await as('cleo', 'PATCH', `/threads/${parent_id}`, { set: { title: 'Who goes' } });
    await as('cleo', 'POST', `${general}/read`, { thread_id: parent_id });
    await as('cleo', 'POST', `${general}/unread`, { thread_id: parent_id });
    const watched = ['message.new', 'message.updated', 'thread.updated', 'message.read'];
    expect(await heard()).toEqual({
      ann: watched,
      tab: [],
      ben: watched,
      cleo: ['notification.thread_message_new', 'notification.mark_read', 'notification.mark_unread'],
    });
  });

  test('of typing and reading', async () => {
    const server = await startServer();
    const { as, heard } = await stage(server);
    for (const type of ['typing.start', 'typing.stop']) {
      await as('ben', 'POST', `${general}/event`, { event: { type, parent_id: 'general-010' } });
    }
    await as('ann', 'POST', `${general}/read`, {});
    await as('ann', 'POST', `${general}/unread`, { message_id: 'general-128' });
    await as('ann', 'POST', '/channels/read', {});
    await as('cleo', 'POST', '/channels/delivered', {
      latest_delivered_messages: [{ cid: 'messaging:general', id: 'general-128' }],
    });
    const own = ['notification.mark_read', 'notification.mark_unread', 'notification.mark_read'];
    const watched = ['typing.start', 'typing.stop', 'message.read', 'message.read', 'message.delivered'];
    const { ann = [], ...others } = await heard();
    expect(others).toEqual({ tab: own, ben: watched, cleo: [] });
    expect([...ann].sort()).toEqual([...own, ...watched].sort());
  });

  test('of members', async () => {
    const server = await startServer();
    await server.backend().upsertUsers([
      { id: 'eve', name: 'Eve' },
      { id: 'fay', name: 'Fay' },
    ]);
    const { as, heard } = await stage(server);
    const [eve, fay] = [await openSocket(server, 'eve'), await openSocket(server, 'fay')];
    await heard();
    await as('ann', 'POST', general, { add_members: ['eve'] });
    await as('eve', 'PATCH', `${general}/member`, { set: { pinned: true } });
    await as('ann', 'POST', general, { remove_members: ['eve'] });
    await as('ann', 'POST', general, { invites: ['eve', 'fay'] });
    await as('eve', 'POST', general, { accept_invite: true });
    await as('fay', 'POST', general, { reject_invite: true });
    const lists = await collect(server, [eve, fay]);
    for (const frame of lists.flat()) checkShape(frame);
    const invited = ['notification.invited', 'notification.invite_rejected'];
    expect(lists.map((list) => list.map(({ type }) => type))).toEqual([
      [
        'notification.added_to_channel',
        'notification.removed_from_channel',
        'notification.mark_read',
        'notification.invited',
        'notification.invite_accepted',
      ],
      invited,
    ]);
    const watched = [
      ...['member.added', 'channel.updated', 'member.updated', 'member.removed', 'channel.updated'],
      ...['member.added', 'member.added', 'channel.updated'],
      ...['member.updated', 'channel.updated', 'member.updated', 'channel.updated'],
    ];
    expect(await heard()).toEqual({ ann: watched, tab: [], ben: watched, cleo: [] });
  });

  test('of channels', async () => {
    const server = await startServer();
    const { as, heard } = await stage(server);
    await as('ann', 'POST', general, { data: { name: 'All' }, message: { text: 'A new name' } });
    await as('ann', 'POST', `${general}/hide`, { clear_history: true });
    await as('ann', 'POST', `${general}/show`, {});
    await as('ann', 'POST', `${general}/truncate`, { message: { text: 'Wiped' } });
    await as(null, 'DELETE', general, undefined, { hard_delete: 'true' });
    const watched = ['message.new', 'channel.updated', 'message.new', 'channel.truncated', 'channel.deleted'];
    const others = [
      'notification.message_new',
      'notification.message_new',
      'notification.channel_truncated',
      'notification.channel_deleted',
    ];
    const own = ['channel.hidden', 'channel.visible'];
    expect(await heard()).toEqual({
      ann: [...watched.slice(0, 2), ...own, ...watched.slice(2)],
      tab: [...others.slice(0, 1), ...own, ...others.slice(1)],
      ben: watched,
      cleo: others,
    });
  });

  test('of users', async () => {
    const server = await startServer();
    const { as, heard } = await stage(server);
    const dan = await openSocket(server, 'dan');
    await dan.watch('messaging:general');
    dan.close();
    await dan.closed;
    await as(null, 'PATCH', '/users', { users: [{ id: 'dan', set: { name: 'Dan again' } }] });
    const ban = { target_user_id: 'dan', banned_by_id: 'ann', reason: 'spam', timeout: 5 };
    await as(null, 'POST', '/moderation/ban', { ...ban, type: 'messaging', id: 'general' });
    const inGeneral = { target_user_id: 'dan', type: 'messaging', id: 'general' };
    await as(null, 'DELETE', '/moderation/ban', undefined, inGeneral);
    await as(null, 'POST', '/moderation/ban', { target_user_id: 'dan', banned_by_id: 'ann' });
    await as(null, 'DELETE', '/moderation/ban', undefined, { target_user_id: 'dan' });
    await as(null, 'POST', '/users/dan/deactivate', {});
    await as(null, 'POST', '/users/dan/reactivate', {});
    await as(null, 'DELETE', '/users/dan');
    await as('ann', 'POST', '/moderation/mute', { target_id: 'ben' });
    await as('ann', 'POST', '/moderation/mute/channel', { channel_cid: 'messaging:general' });
    const watching = ['user.watching.start', 'user.watching.stop'];
    const inChannel = ['user.banned', 'user.unbanned'];
    const sharing = ['user.banned', 'user.unbanned', 'user.deactivated', 'user.reactivated', 'user.deleted'];
    const own = ['notification.mutes_updated', 'notification.channel_mutes_updated'];
    const presence = 'user.presence.changed';
    expect(await heard()).toEqual({
      ann: [presence, ...watching, presence, 'user.updated', ...inChannel, ...sharing, ...own],
      tab: ['user.updated', ...sharing, ...own],
      ben: [...watching, 'user.updated', ...inChannel, ...sharing],
      cleo: ['user.updated', ...sharing],
    });
  });

  test('of what hangs on messages', async () => {
    const server = await startServer();
    const { as, heard } = await stage(server);
    await as('ann', 'POST', `${general}/draft`, { message: { id: 'draft-1', text: 'Not yet' } });
    await as('ann', 'DELETE', `${general}/draft`);
    const reminder = '/messages/general-001/reminders';
    const at = (seconds: number) => new Date(server.context.clock.now() + seconds * 1000).toISOString();
    await as('ann', 'POST', reminder, { remind_at: at(300) });
    await as('ann', 'PATCH', reminder, { remind_at: at(600) });
    server.context.clock.advance(601);
    await as('ann', 'DELETE', reminder);
    const options = [{ text: 'Soup' }, { text: 'Bread' }];
    const { poll } = await as('ann', 'POST', '/polls', {
      name: 'Lunch?',
      options,
      enforce_unique_vote: true,
    });
    const { id, options: made } = poll as { id: string; options: { id: string }[] };
    const message = idIn(
      await as('ann', 'POST', `${general}/message`, { message: { text: '', poll_id: id } }),
      'message',
    );
    const vote = async (option: number) =>
      as('ben', 'POST', `/messages/${message}/polls/${id}/vote`, { vote: { option_id: made[option]?.id } });
    await vote(0);
    const changed = await vote(1);
    await as('ben', 'DELETE', `/messages/${message}/polls/${id}/vote/${idIn(changed, 'vote')}`);
    await as('ann', 'PATCH', `/polls/${id}`, { set: { name: 'Supper?' } });
    await as('ann', 'PATCH', `/polls/${id}`, { set: { is_closed: true } });
    await as('ann', 'DELETE', `/polls/${id}`);
    const own = [
      ...['draft.updated', 'draft.deleted', 'reminder.created', 'reminder.updated'],
      ...['notification.reminder_due', 'reminder.deleted'],
    ];
    const watched = [
      ...['message.new', 'poll.vote_casted', 'poll.vote_changed', 'poll.vote_removed'],
      ...['poll.updated', 'poll.closed', 'poll.deleted'],
    ];
    expect(await heard()).toEqual({
      ann: [...own, ...watched],
      tab: [...own, 'notification.message_new'],
      ben: watched,
      cleo: ['notification.message_new'],
    });
  });
});
