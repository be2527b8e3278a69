import type { StreamChat } from 'stream-chat';
import { describe, expect, test } from 'vitest';
import { nextEvent, record, settled, signToken, startServer, typesOf, until } from '../testing/server.ts';
import type { TestServer } from '../testing/server.ts';

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]+\.\d{6}Z$/) as string;

/** Four people in the channel, watching; what each of them gets from here on. */
async function watchers(server: TestServer, ...ids: string[]) {
  const clients = await Promise.all(ids.map((id) => server.connect(id)));
  await Promise.all(clients.map((client) => client.channel('messaging', 'general').watch()));
  return clients.map((client) => ({ client, channel: client.channel('messaging', 'general') }));
}

const of = (client: StreamChat | undefined): StreamChat => {
  if (!client) throw new Error('no client');
  return client;
};

describe('members', () => {
  test('are added with roles and fields of their own, and everybody hears what concerns them', async () => {
    const server = await startServer();
    await server.backend().upsertUser({ id: 'eve', name: 'Eve Ellis' });
    const [ann, eve, other] = await server.connectAll('ann', 'eve', 'dan');
    const channel = ann.channel('messaging', 'ann-ben');
    await channel.watch();
    const seen = [record(ann), record(eve), record(other)];
    const answer = await channel.addMembers([{ user_id: 'eve', nickname: 'E' } as { user_id: string }]);
    await Promise.all([settled(ann), settled(eve), settled(other)]);
    const member = {
      user_id: 'eve',
      user: expect.objectContaining({ id: 'eve', name: 'Eve Ellis' }) as object,
      nickname: 'E',
      role: 'member',
      channel_role: 'channel_member',
      banned: false,
      shadow_banned: false,
      notifications_muted: false,
      status: 'member',
      created_at: time,
      updated_at: time,
    };
    expect(answer.members.find(({ user_id }) => user_id === 'eve')).toEqual(member);
    const [forAnn, forEve, forDan] = seen.map((events) =>
      typesOf(events).filter((type) => !type.startsWith('user.')),
    );
    expect(forAnn).toEqual(['member.added', 'channel.updated']);
    expect(forEve).toEqual(['notification.added_to_channel']);
    expect(forDan).toEqual([]);
    expect(seen[0]?.find(({ type }) => type === 'member.added')).toMatchObject({
      cid: 'messaging:ann-ben',
      channel_id: 'ann-ben',
      channel_type: 'messaging',
      member,
      user: { id: 'eve' },
    });
    expect(seen[1]?.find(({ type }) => type === 'notification.added_to_channel')).toMatchObject({
      channel: { cid: 'messaging:ann-ben', member_count: 3, config: { name: 'messaging' } },
      member,
    });
  });

  test('who is removed hears it with its new totals, and gets nothing more', async () => {
    const server = await startServer();
    const [ann, ben] = await server.connectAll('ann', 'ben');
    await ben.channel('messaging', 'ann-ben').watch();
    server.vendor.sendMessage({ cid: 'messaging:ann-ben', userId: 'ann', text: 'Unread' });
    expect((await ben.getUnreadCount()).total_unread_count).toBe(1);
    const removed = nextEvent(ben, 'notification.removed_from_channel');
    const totals = nextEvent(ben, 'notification.mark_read');
    await server.backend().channel('messaging', 'ann-ben').removeMembers(['ben']);
    expect(await removed).toMatchObject({ channel: { member_count: 1 }, member: { user_id: 'ben' } });
    expect(await totals).toMatchObject({ total_unread_count: 0, unread_count: 0, unread_channels: 0 });
    const seen = record(ben);
    await ann.channel('messaging', 'ann-ben').watch();
    await ann.channel('messaging', 'ann-ben').sendMessage({ text: 'He is gone' });
    await settled(ben);
    expect(typesOf(seen)).toEqual(['user.updated']);
  });

  test('history may be hidden from newcomers', async () => {
    const server = await startServer();
    await server.backend().upsertUser({ id: 'eve' });
    const backend = server.backend().channel('messaging', 'general');
    await backend.addMembers(['eve'], undefined, { hide_history: true });
    await backend.sendMessage({ text: 'Hello Eve', user_id: 'ann' });
    const state = await (await server.connect('eve')).channel('messaging', 'general').watch();
    expect(state.messages.map(({ text }) => text)).toEqual(['Hello Eve']);
    expect(state.channel.hide_messages_before).toEqual(time);
    const others = await (await server.connect('dan')).channel('messaging', 'general').watch();
    expect(others.messages.length).toBeGreaterThan(1);
    expect(others.channel).not.toHaveProperty('hide_messages_before');
  });

  test('moderators are made and unmade by a backend alone, and told to the watchers', async () => {
    const server = await startServer();
    const [ben] = await watchers(server, 'ben');
    const backend = server.backend().channel('messaging', 'general');
    const told = nextEvent(of(ben?.client), 'member.updated');
    const { members } = await backend.addModerators(['ben']);
    expect(members.find(({ user_id }) => user_id === 'ben')).toMatchObject({
      channel_role: 'channel_moderator',
      role: 'moderator',
      is_moderator: true,
    });
    expect(await told).toMatchObject({ member: { user_id: 'ben', channel_role: 'channel_moderator' } });
    expect((await ben?.channel.query({}))?.channel.own_capabilities).toContain('delete-any-message');
    const back = await backend.demoteModerators(['ben']);
    expect(back.members.find(({ user_id }) => user_id === 'ben')).toMatchObject({ role: 'member' });
    const given = await backend.assignRoles([{ user_id: 'ben', channel_role: 'channel_moderator' }]);
    expect(given.members.find(({ user_id }) => user_id === 'ben')).toMatchObject({ role: 'moderator' });
    await expect(backend.assignRoles([{ user_id: 'ben', channel_role: 'queen' }])).rejects.toMatchObject({
      code: 16,
    });
    const token = signToken({ user_id: 'ann' });
    const asUser = await server.call('POST', '/channels/messaging/general', {
      token,
      body: { add_moderators: ['ann'] },
    });
    expect(asUser).toMatchObject({ status: 403, body: { code: 17 } });
  });

  test('one pins and archives for itself, by either path', async () => {
    const server = await startServer();
    const [ann, dan] = await watchers(server, 'ann', 'dan');
    const told = nextEvent(of(ann?.client), 'member.updated');
    const pinned = await ann?.channel.pin();
    expect(pinned).toMatchObject({ user_id: 'ann', pinned_at: time });
    expect((await told).member).toMatchObject({ user_id: 'ann', pinned_at: time });
    expect(ann?.channel.state.membership.pinned_at).toBeTruthy();
    const find = (filter: object) =>
      of(ann?.client).queryChannels({ members: { $in: ['ann'] }, ...filter }, [{ pinned_at: -1 }]);
    expect((await find({ pinned: true })).map(({ id }) => id)).toEqual(['general']);
    expect((await find({ archived: true })).map(({ id }) => id)).toEqual([]);
    await ann?.channel.archive();
    expect((await find({ archived: true })).map(({ id }) => id)).toEqual(['general']);
    expect((await find({ archived: false })).map(({ id }) => id)).toEqual(['ann-ben']);
    const undone = await ann?.channel.unpin();
    expect(undone).not.toHaveProperty('pinned_at');
    const { channel_member: own } =
      (await ann?.channel.updateMemberPartial({ set: { mood: 'calm' } as object })) ?? {};
    expect(own).toMatchObject({ user_id: 'ann', mood: 'calm', archived_at: time });
    const unset = await ann?.channel.updateMemberPartial({ unset: ['mood', 'archived'] as never[] });
    expect(unset?.channel_member).not.toHaveProperty('mood');
    expect(unset?.channel_member).not.toHaveProperty('archived_at');
    await expect(
      dan?.channel.partialUpdateMember('ann', { set: { mood: 'x' } as object }),
    ).rejects.toMatchObject({
      code: 17,
    });
    await expect(
      dan?.channel.updateMemberPartial({ set: { channel_role: 'channel_moderator' } }),
    ).rejects.toMatchObject({ code: 4 });
  });
});

describe('invitations', () => {
  test('are sent, accepted and refused; each time the one invited hears, and the watchers', async () => {
    const server = await startServer();
    await server.backend().upsertUsers([{ id: 'eve' }, { id: 'fay' }]);
    const [ann, eve, fay] = await server.connectAll('ann', 'eve', 'fay');
    const channel = ann.channel('messaging', 'general');
    await channel.watch();
    const invited = nextEvent(eve, 'notification.invited');
    await channel.inviteMembers(['eve', 'fay']);
    expect(await invited).toMatchObject({
      channel: { cid: 'messaging:general' },
      member: { user_id: 'eve', status: 'pending', invited: true },
      user: { id: 'eve' },
    });
    const find = async (client: StreamChat, filter: object) =>
      (await client.queryChannels(filter, [], { watch: false })).map(({ id }) => id);
    expect(await find(eve, { invite: 'pending' })).toEqual(['general']);
    const accepted = nextEvent(eve, 'notification.invite_accepted');
    const updated = nextEvent(ann, 'member.updated');
    const answer = await eve
      .channel('messaging', 'general')
      .acceptInvite({ message: { text: 'Hi' } as never });
    expect(answer.message).toMatchObject({ text: 'Hi', type: 'system', user: { id: 'eve' } });
    expect(await accepted).toMatchObject({
      user: { id: 'eve' },
      member: { status: 'accepted', invited: true, invite_accepted_at: time },
    });
    expect(await updated).toMatchObject({ member: { user_id: 'eve', status: 'accepted' } });
    expect(await find(eve, { invite: 'accepted' })).toEqual(['general']);
    const rejected = nextEvent(fay, 'notification.invite_rejected');
    await fay.channel('messaging', 'general').rejectInvite();
    expect(await rejected).toMatchObject({ member: { status: 'rejected', invite_rejected_at: time } });
    expect(await find(fay, { invite: 'rejected', joined: false })).toEqual(['general']);
    await expect(fay.channel('messaging', 'general').rejectInvite()).rejects.toMatchObject({ code: 4 });
    await expect(channel.acceptInvite()).rejects.toMatchObject({ code: 4, status: 400 });
  });
});

describe('a distinct channel', () => {
  test('takes back who left it, by asking or by joining, and no stranger', async () => {
    const server = await startServer();
    const [cleo, dan] = await server.connectAll('cleo', 'dan');
    const channel = cleo.channel('messaging', { members: ['cleo', 'dan'] });
    await channel.watch();
    await expect(channel.addMembers(['ann'])).rejects.toMatchObject({
      code: 17,
      status: 403,
      message: expect.stringContaining(
        "cannot add members to the distinct channel they don't belong to",
      ) as string,
    });
    const theirs = dan.channel('messaging', { members: ['cleo', 'dan'] });
    await theirs.watch();
    await theirs.removeMembers(['dan']);
    await dan.channel('messaging', channel.id).addMembers(['dan']);
    await channel.removeMembers(['dan']);
    const again = await dan.channel('messaging', { members: ['cleo', 'dan'] }).watch();
    expect(again.members.map(({ user_id }) => user_id).sort()).toEqual(['cleo', 'dan']);
    const ann = await server.connect('ann');
    await expect(ann.channel('messaging', channel.id).watch()).rejects.toMatchObject({ code: 17 });
  });
});

describe('changes of a channel', () => {
  test('freezing is a moderator’s, and told with the whole channel', async () => {
    const server = await startServer();
    const [ann, ben] = await watchers(server, 'ann', 'ben');
    await expect(ann?.channel.updatePartial({ set: { frozen: true } })).rejects.toMatchObject({
      code: 17,
      message: expect.stringContaining('UpdateChannelFrozen') as string,
    });
    const told = nextEvent(of(ben?.client), 'channel.updated');
    await server
      .backend()
      .channel('messaging', 'general')
      .updatePartial({ set: { frozen: true } });
    expect((await told).channel).toMatchObject({ frozen: true, name: 'General', member_count: 4 });
    // Upon the event the SDK asks by itself what it may do now.
    const held = () =>
      [ann, ben].map((each) => each?.channel.data?.own_capabilities?.includes('send-message'));
    await until(() => expect(held()).toEqual([false, false]));
    await expect(ben?.channel.sendMessage({ text: 'x' })).rejects.toMatchObject({
      code: 17,
      message: expect.stringContaining('UseFrozenChannel') as string,
    });
    await expect(ben?.channel.sendReaction('general-001', { type: 'like' })).rejects.toMatchObject({
      code: 17,
    });
    await server
      .backend()
      .channel('messaging', 'general')
      .updatePartial({ unset: ['frozen'] });
    await until(() => expect(held()).toEqual([true, true]));
    await ben?.channel.sendMessage({ text: 'Thawed' });
  });

  test('a disabled channel is the backend’s alone', async () => {
    const server = await startServer();
    const backend = server.backend().channel('messaging', 'general');
    await backend.updatePartial({ set: { disabled: true } });
    const dan = await server.connect('dan');
    await expect(dan.channel('messaging', 'general').watch()).rejects.toMatchObject({ code: 17 });
    expect((await backend.query({})).channel.disabled).toBe(true);
  });

  test('a channel may have settings of its own', async () => {
    const server = await startServer();
    const backend = server.backend().channel('messaging', 'general');
    const overrides = { reactions: false, max_message_length: 3, commands: [] };
    const { channel } = await backend.updatePartial({ set: { config_overrides: overrides } as object });
    expect(channel.config).toMatchObject({
      name: 'messaging',
      reactions: false,
      max_message_length: 3,
      commands: [],
    });
    const dan = await server.connect('dan');
    await dan.channel('messaging', 'general').watch();
    await expect(dan.channel('messaging', 'general').sendMessage({ text: 'long' })).rejects.toMatchObject({
      code: 20,
    });
    await expect(
      backend.updatePartial({ set: { config_overrides: { read_events: false } } as object }),
    ).rejects.toMatchObject({ code: 4 });
    const plain = await backend.updatePartial({ unset: ['config_overrides'] as never[] });
    expect(plain.channel.config).toMatchObject({ reactions: true, max_message_length: 5000 });
  });

  test.each(['cid', 'member_count', 'created_at', 'own_capabilities', 'config', 'last_message_at', 'hidden'])(
    'nobody sets %s',
    async (name) => {
      const server = await startServer();
      for (const [method, body] of [
        ['POST', { data: { [name]: 'x' } }],
        ['PATCH', { set: { [name]: 'x' } }],
        ['PATCH', { unset: [name] }],
      ] as const) {
        const answer = await server.call(method, '/channels/messaging/general', {
          token: server.serverToken,
          body,
        });
        expect(answer).toMatchObject({ status: 400, body: { code: 4 } });
      }
    },
  );

  test('a plain member changes nothing, the creator its data and members', async () => {
    const server = await startServer();
    const [ann, dan] = await watchers(server, 'ann', 'dan');
    await expect(dan?.channel.updatePartial({ set: { name: 'Mine' } as object })).rejects.toMatchObject({
      code: 17,
      message: expect.stringContaining(
        `UpdateChannelPartial failed with error: "User 'dan' with roles ['user', 'channel_member'] is not allowed to perform action UpdateChannel in scope 'messaging'"`,
      ) as string,
    });
    await expect(dan?.channel.removeMembers(['cleo'])).rejects.toMatchObject({ code: 17 });
    await ann?.channel.updatePartial({ set: { name: 'Ours' } as object });
    await ann?.channel.removeMembers(['cleo']);
    expect(Object.keys(ann?.channel.state.members ?? {}).sort()).toEqual(['ann', 'ben', 'dan']);
  });
});
