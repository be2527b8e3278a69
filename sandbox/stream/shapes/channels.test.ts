import { describe, expect, test } from 'vitest';
import { ownChannelShape } from './channel.ts';
import { channelAnswerShape, channelStateShape, memberShape, readShape } from './channels.ts';
import { signToken, startServer } from '../testing/server.ts';
import { openSocket } from '../testing/socket.ts';
import { expectShape } from './messages.ts';

const general = '/channels/messaging/general';
const wire = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/) as string;

describe('the whole shape', () => {
  test('of channels in a list, and of one that is queried and watched', async () => {
    const server = await startServer();
    await openSocket(server, 'ben').then((ben) => ben.watch('messaging:general'));
    const filter_conditions = { members: { $in: ['ann'] } };
    const list = await server.call('POST', '/channels', { body: { filter_conditions } });
    expect(list.body).toEqual({
      channels: [expect.any(Object), expect.any(Object)],
      duration: expect.stringMatching(/ms$/) as string,
    });
    for (const state of list.body['channels'] as unknown[]) expectShape(channelStateShape, state);
    const one = await server.call('POST', `${general}/query`, { body: {} });
    const state = expectShape(channelAnswerShape, one.body);
    expect(state).toMatchObject({
      channel: { cid: 'messaging:general', name: 'General', last_message_at: wire, member_count: 4 },
      membership: { user_id: 'ann', role: 'owner' },
      watcher_count: 1,
      watchers: [{ id: 'ben' }],
      threads: [],
    });
    expect(state.messages).toHaveLength(100);
    expect(state.members.map(({ user_id }) => user_id)).toEqual(['ann', 'ben', 'cleo', 'dan']);
    expect(state.read.map(({ user }) => user.id)).toEqual(['ann', 'ben', 'cleo', 'dan']);
    expect(state.channel.own_capabilities).toContain('send-message');
  });

  test('of a channel without its state, and of one that nobody is in', async () => {
    const server = await startServer();
    const bare = await server.call('POST', `${general}/query`, { body: { state: false } });
    expect(expectShape(channelAnswerShape, bare.body)).toMatchObject({
      messages: [],
      members: [],
      read: [],
      pinned_messages: [],
      membership: { user_id: 'ann' },
    });
    const live = await server.call('POST', '/channels/livestream/launch/query', { body: {} });
    const state = expectShape(channelAnswerShape, live.body);
    expect(state).not.toHaveProperty('membership');
    expect(state).not.toHaveProperty('watcher_count');
    expect(state).not.toHaveProperty('watchers');
    expect(state.messages).toHaveLength(6);
  });

  test('of a channel with all that it can be to its reader', async () => {
    const server = await startServer();
    const backend = server.backend();
    const channel = backend.channel('messaging', 'general');
    const as = (method: string, path: string, body?: object) =>
      server.call(method, path, { ...(body && { body }) });
    await channel.update({ name: 'General', team: 'red' } as object);
    await channel.enableSlowMode(10);
    await channel.truncate({ user_id: 'ann' } as object);
    await channel.sendMessage({ text: 'Waits', user_id: 'ann' }, { pending: true });
    await channel.sendMessage({ text: 'Pinned', user_id: 'ben', pinned: true });
    await as('POST', `${general}/draft`, { message: { id: 'd-1', text: 'Not yet' } });
    await as('POST', '/moderation/mute/channel', { channel_cid: 'messaging:general', expiration: 60_000 });
    await as('POST', `${general}/hide`, { clear_history: true });
    const { body } = await as('POST', `${general}/query`, {});
    const state = expectShape(channelAnswerShape, body);
    expect(state).toMatchObject({
      hidden: true,
      draft: { message: { text: 'Not yet' } },
      channel: {
        team: 'red',
        cooldown: 10,
        truncated_at: wire,
        truncated_by: { id: 'ann' },
        muted: true,
        mute_expires_at: wire,
        hidden: true,
        hide_messages_before: wire,
      },
    });
    expect(state.channel.own_capabilities).toContain('slow-mode');
    const seenByBackend = await backend.channel('messaging', 'general').query({});
    expect(seenByBackend.pending_messages).toHaveLength(1);
    expectShape(channelAnswerShape, seenByBackend);
  });

  test('of members: moderators, the banned, the invited, and who put the channel apart', async () => {
    const server = await startServer();
    await server.backend().upsertUsers([
      { id: 'eve', name: 'Eve' },
      { id: 'fay', name: 'Fay' },
    ]);
    const channel = server.backend().channel('messaging', 'general');
    await channel.addModerators(['ben']);
    await channel.banUser('cleo', { banned_by_id: 'ann', timeout: 5 });
    await channel.inviteMembers(['eve', 'fay']);
    const as = (userId: string, method: string, path: string, body: object) =>
      server.call(method, path, { token: signToken({ user_id: userId }), body });
    await as('eve', 'POST', general, { accept_invite: true });
    await as('fay', 'POST', general, { reject_invite: true });
    await as('dan', 'PATCH', `${general}/member`, { set: { pinned: true, archived: true } });
    const { body } = await server.call('GET', '/members', {
      query: { payload: JSON.stringify({ type: 'messaging', id: 'general', sort: [{ field: 'user_id' }] }) },
    });
    const members = (body['members'] as unknown[]).map((member) => expectShape(memberShape, member));
    const plain = {
      channel_role: 'channel_member',
      role: 'member',
      status: 'member',
      banned: false,
      shadow_banned: false,
      notifications_muted: false,
      created_at: wire,
      updated_at: wire,
    };
    const user = expect.any(Object) as object;
    expect(members).toEqual([
      { ...plain, user, user_id: 'ann', role: 'owner' },
      {
        ...plain,
        user,
        user_id: 'ben',
        role: 'moderator',
        channel_role: 'channel_moderator',
        is_moderator: true,
      },
      { ...plain, user, user_id: 'cleo', banned: true, ban_expires: wire },
      { ...plain, user, user_id: 'dan', pinned_at: wire, archived_at: wire },
      { ...plain, user, user_id: 'eve', status: 'accepted', invited: true, invite_accepted_at: wire },
      { ...plain, user, user_id: 'fay', status: 'rejected', invited: true, invite_rejected_at: wire },
    ]);
  });

  test('of read states: read, with what is unread, and delivered', async () => {
    const server = await startServer();
    await server.call('POST', '/channels/delivered', {
      body: { latest_delivered_messages: [{ cid: 'messaging:ann-ben', id: 'ann-ben-012' }] },
    });
    const { body } = await server.call('POST', '/channels/messaging/ann-ben/query', { body: {} });
    const read = (body['read'] as unknown[]).map((each) => expectShape(readShape, each));
    expect(read).toEqual([
      {
        user: expect.objectContaining({ id: 'ann' }) as object,
        last_read: wire,
        last_read_message_id: 'ann-ben-010',
        unread_messages: 2,
        last_delivered_at: wire,
        last_delivered_message_id: 'ann-ben-012',
      },
      {
        user: expect.objectContaining({ id: 'ben' }) as object,
        last_read: wire,
        last_read_message_id: 'ann-ben-012',
        unread_messages: 0,
      },
    ]);
  });

  test('of a changed channel in the answer', async () => {
    const server = await startServer();
    const { body } = await server.call('PATCH', general, { body: { set: { name: 'All' } } });
    expect(body).toEqual({
      channel: expect.any(Object) as object,
      members: expect.any(Array) as object,
      duration: expect.stringMatching(/ms$/) as string,
    });
    expect(expectShape(ownChannelShape, body['channel'])).toMatchObject({ name: 'All' });
    for (const member of body['members'] as unknown[]) expectShape(memberShape, member);
  });
});
