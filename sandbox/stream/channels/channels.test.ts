import { describe, expect, test } from 'vitest';
import { nextEvent, signToken, startServer } from '../testing/server.ts';

describe('querying channels', () => {
  test('finds one’s channels, the newest first, in pages', async () => {
    const server = await startServer();
    const ann = await server.connect('ann');
    const mine = { type: 'messaging', members: { $in: ['ann'] } };
    const all = await ann.queryChannels(mine, { last_message_at: -1 }, { message_limit: 5 });
    expect(all.map(({ cid }) => cid)).toEqual(['messaging:general', 'messaging:ann-ben']);
    expect(all[0]?.state.messages).toHaveLength(5);
    expect(all[1]?.state.unreadCount).toBe(2);
    expect(all[0]?.data).toMatchObject({ name: 'General', member_count: 4 });
    const second = await ann.queryChannels(mine, { last_message_at: -1 }, { limit: 1, offset: 1 });
    expect(second.map(({ cid }) => cid)).toEqual(['messaging:ann-ben']);
    const unread = await ann.queryChannels({ ...mine, has_unread: true });
    expect(unread.map(({ cid }) => cid)).toEqual(['messaging:ann-ben']);
  });

  test('refuses filters that it does not know, and those that find what one may not read', async () => {
    const server = await startServer();
    const unknown = await server.call('POST', '/channels', {
      body: { filter_conditions: { id: { $near: 1 } } },
    });
    expect(unknown).toMatchObject({ status: 400, body: { code: 4 } });
    expect(unknown.body['message']).toMatch(
      /^QueryChannels failed with error: "unrecognized operator "\$near"/,
    );
    const token = signToken({ user_id: 'cleo' });
    const closed = await server.call('POST', '/channels', {
      token,
      body: { filter_conditions: { type: 'messaging' } },
    });
    expect(closed).toMatchObject({ status: 403, body: { code: 70 } });
    const long = await server.call('POST', '/channels', { body: { limit: 31 } });
    expect(long).toMatchObject({ status: 400, body: { code: 4 } });
  });

  test('a backend finds them without a user’s eyes', async () => {
    const server = await startServer();
    const found = await server.backend().queryChannels({}, { created_at: 1 }, { watch: false });
    expect(found.map(({ id }) => id).sort()).toEqual(['ann-ben', 'general', 'launch']);
    const state = await server.backend().channel('messaging', 'ann-ben').query({});
    expect(state).not.toHaveProperty('membership');
    expect((await server.backend().getMessage('ann-ben-001')).message.own_reactions).toEqual([]);
    await expect(server.backend().channel('messaging', 'new').query({})).rejects.toMatchObject({ code: 4 });
    const data = { created_by_id: 'dan', members: ['ann'] };
    const made = await server.backend().channel('messaging', 'new', data).create();
    expect(made.channel).toMatchObject({ created_by: { id: 'dan' }, member_count: 1 });
  });
});

describe('one channel', () => {
  test('is open to its members alone, a livestream to all', async () => {
    const server = await startServer();
    const cleo = await server.connect('cleo');
    await expect(cleo.channel('messaging', 'ann-ben').watch()).rejects.toMatchObject({
      code: 17,
      status: 403,
      message: expect.stringContaining(
        `GetOrCreateChannel failed with error: "User 'cleo' with role 'user' is not allowed to perform action ReadChannel in scope 'messaging'"`,
      ) as string,
    });
    const launch = await cleo.channel('livestream', 'launch').watch();
    expect(launch.messages).toHaveLength(6);
    expect(launch.channel.own_capabilities).toContain('send-message');
    expect(launch.channel.own_capabilities).not.toContain('read-events');
    expect(launch).not.toHaveProperty('membership');
  });

  test('tells what a member may do', async () => {
    const server = await startServer();
    const ann = await server.connect('ann');
    const { channel, membership, members, read } = await ann.channel('messaging', 'general').watch();
    expect(channel.own_capabilities).toEqual(
      expect.arrayContaining([
        'send-message',
        'read-events',
        'send-typing-events',
        'update-own-message',
        'upload-file',
      ]),
    );
    expect(channel.own_capabilities).not.toContain('delete-any-message');
    expect(membership).toMatchObject({ user_id: 'ann' });
    expect(members).toHaveLength(4);
    expect(read?.find(({ user }) => user.id === 'ann')).toMatchObject({ unread_messages: 0 });
  });

  test('is made once for the same members, and its members hear of it', async () => {
    const server = await startServer();
    const [cleo, dan] = await server.connectAll('cleo', 'dan');
    const told = nextEvent(dan, 'notification.added_to_channel');
    const made = cleo.channel('messaging', { members: ['cleo', 'dan'] });
    await made.watch();
    expect(made.id).toMatch(/^!members-/);
    expect(await told).toMatchObject({
      cid: made.cid,
      channel: { member_count: 2, config: { name: 'messaging' } },
    });
    const again = dan.channel('messaging', { members: ['dan', 'cleo'] });
    await again.watch();
    expect(again.cid).toBe(made.cid);
  });

  test.each([
    ['one member', 'messaging/query', { members: ['ann'] }, 4, /specify at least 2 members/],
    ['strangers together', 'messaging/query', { members: ['ben', 'cleo'] }, 17, /not allowed/],
    [
      'people who are not there',
      'messaging/new/query',
      { members: ['ann', 'zoe'] },
      4,
      /don't exist: \[zoe\]/,
    ],
    ['an id with a blank', 'messaging/a%20b/query', {}, 4, /not valid/],
    [
      'a type that is not there',
      'broadcast/x/query',
      {},
      16,
      /channel type with name 'broadcast' does not exist/,
    ],
    [
      'a channel of a game',
      'gaming/mine/query',
      {},
      17,
      /'user' is not allowed to perform action CreateChannel in scope 'gaming'/,
    ],
  ])('is not made for %s', async (_name, path, data, code, message) => {
    const server = await startServer();
    const { body } = await server.call('POST', `/channels/${path}`, { body: { data } });
    expect(body).toMatchObject({ code });
    expect(body['message']).toMatch(message);
  });

  test('changes in part and as a whole, and the watchers hear of it', async () => {
    const server = await startServer();
    const [ann, ben] = await server.connectAll('ann', 'ben');
    const [channel, theirs] = [ann.channel('messaging', 'general'), ben.channel('messaging', 'general')];
    await Promise.all([channel.watch(), theirs.watch()]);
    const first = nextEvent(ben, 'channel.updated');
    await channel.updatePartial({ set: { topic: 'autumn' } as object, unset: [] });
    expect((await first).channel).toMatchObject({ name: 'General', topic: 'autumn' });
    const second = nextEvent(ben, 'channel.updated');
    const { message } = await channel.update({ name: 'The team' } as object, {
      text: 'Ann renamed the channel',
    });
    expect(message).toMatchObject({ type: 'system', text: 'Ann renamed the channel' });
    expect((await second).channel).not.toHaveProperty('topic');
    expect(theirs.data).toMatchObject({ name: 'The team' });
    await expect(channel.updatePartial({ set: { member_count: 9 } as object })).rejects.toMatchObject({
      code: 4,
    });
  });

  test('a member who leaves cannot come back alone', async () => {
    const server = await startServer();
    const dan = await server.connect('dan');
    const channel = dan.channel('messaging', 'general');
    await channel.watch();
    await channel.removeMembers(['dan']);
    const token = signToken({ user_id: 'dan' });
    const body = { add_members: ['dan'] };
    const answer = await server.call('POST', '/channels/messaging/general', { token, body });
    expect(answer).toMatchObject({ status: 403, body: { code: 17 } });
  });

  test('what is not there is not found', async () => {
    const server = await startServer();
    const answer = await server.call('POST', '/channels/messaging/nowhere/message', {
      body: { message: { text: 'x' } },
    });
    expect(answer).toMatchObject({ status: 404, body: { code: 16 } });
    expect(answer.body['message']).toBe(
      `SendMessage failed with error: "Can't find channel with id messaging:nowhere"`,
    );
  });
});

describe('people', () => {
  test('members are found by their names, and unknown fields refused', async () => {
    const server = await startServer();
    const channel = (await server.connect('ann')).channel('messaging', 'general');
    const { members } = await channel.queryMembers({ name: { $autocomplete: 'cl' } });
    expect(members.map(({ user_id }) => user_id)).toEqual(['cleo']);
    const page = await channel.queryMembers({}, { user_id: -1 } as object, { limit: 2, offset: 1 });
    expect(page.members.map(({ user_id }) => user_id)).toEqual(['cleo', 'ben']);
    await expect(channel.queryMembers({ shoe: 42 } as object)).rejects.toMatchObject({ code: 4 });
  });

  test('a backend makes and changes users; a user changes itself and never its role', async () => {
    const server = await startServer();
    const backend = server.backend();
    const ann = await server.connect('ann');
    const { users } = await backend.upsertUser({ id: 'eve', name: 'Eve Ellis', role: 'admin' });
    expect(users['eve']).toMatchObject({ id: 'eve', name: 'Eve Ellis', role: 'admin' });
    const told = nextEvent(ann, 'user.updated');
    await backend.partialUpdateUser({
      id: 'ben',
      set: { name: 'Ben B', title: 'Workshop' } as object,
      unset: ['email' as never],
    });
    const { user } = await told;
    expect(user).toMatchObject({ id: 'ben', name: 'Ben B', title: 'Workshop' });
    expect(user).not.toHaveProperty('email');
    expect((await ann.queryUsers({ name: { $autocomplete: 'eve' } })).users.map(({ id }) => id)).toEqual([
      'eve',
    ]);
    await expect(backend.upsertUser({ id: 'eve', role: 'queen' })).rejects.toMatchObject({ code: 4 });
    const before = (await backend.queryUsers({ id: 'ben' })).users[0]?.updated_at;
    const same = await backend.partialUpdateUser({ id: 'ben', set: { name: 'Ben B' } });
    expect(same.users['ben']?.updated_at).toBe(before);
    await expect(ann.upsertUser({ id: 'ben', name: 'Not Ben' })).rejects.toMatchObject({ code: 4 });
    await expect(ann.partialUpdateUser({ id: 'ann', set: { role: 'admin' } })).rejects.toMatchObject({
      code: 4,
    });
  });
});
