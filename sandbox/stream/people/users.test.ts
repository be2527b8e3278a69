import { describe, expect, test } from 'vitest';
import { nextEvent, signToken, startServer, until } from '../testing/server.ts';

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]+\.\d{6}Z$/) as string;

describe('the end of a user', () => {
  test('is told to those who share a channel, and closes its doors', async () => {
    const server = await startServer();
    const backend = server.backend();
    const [ann, dan] = await server.connectAll('ann', 'dan');
    await ann.channel('messaging', 'general').watch();
    const told = nextEvent(ann, 'user.deleted');
    const { user } = await backend.deleteUser('dan', { mark_messages_deleted: true });
    expect(user).toMatchObject({ id: 'dan', deleted_at: time });
    expect(await told).toMatchObject({
      user: { id: 'dan', deleted_at: time },
      mark_messages_deleted: true,
      hard_delete: false,
    });
    const { messages } = await ann.channel('messaging', 'general').query({ messages: { limit: 300 } });
    const theirs = messages.filter((message) => message.user?.id === 'dan');
    expect(theirs.length).toBeGreaterThan(0);
    expect(new Set(theirs.map(({ type }) => type))).toEqual(new Set(['deleted']));
    expect((await backend.queryUsers({ id: 'dan' })).users).toEqual([]);
    await expect(dan.getUnreadCount()).rejects.toMatchObject({ code: 5, status: 401 });
    await expect(backend.deleteUser('dan')).rejects.toMatchObject({ code: 4 });
    await expect(backend.upsertUser({ id: 'dan' })).rejects.toMatchObject({ code: 4 });
    await backend.restoreUsers(['dan']);
    expect((await backend.queryUsers({ id: 'dan' })).users).toMatchObject([{ id: 'dan' }]);
    await expect(backend.restoreUsers(['dan'])).rejects.toMatchObject({ code: 4 });
  });

  test('may be a hard one, of many at once', async () => {
    const server = await startServer();
    const backend = server.backend();
    const { task_id } = await backend.deleteUsers(['cleo', 'dan'], { user: 'hard', messages: 'hard' });
    expect(await backend.getTask(task_id)).toMatchObject({
      status: 'completed',
      result: { cleo: { status: 'ok' }, dan: { status: 'ok' } },
    });
    const state = await backend.channel('messaging', 'general').query({ messages: { limit: 300 } });
    expect(state.members.map(({ user_id }) => user_id)).toEqual(['ann', 'ben']);
    expect(state.messages.filter((message) => message.user?.id === 'dan')).toEqual([]);
  });

  test('may be for a while', async () => {
    const server = await startServer();
    const backend = server.backend();
    const dan = await server.connect('dan');
    const { user } = await backend.deactivateUser('dan');
    expect(user).toMatchObject({ id: 'dan', deactivated_at: time });
    await until(() => expect(dan.wsConnection?.ws?.readyState ?? 3).toBeGreaterThanOrEqual(2));
    await expect(dan.getUnreadCount()).rejects.toMatchObject({ code: 5 });
    await expect(backend.deactivateUser('dan')).rejects.toMatchObject({ code: 4 });
    expect((await backend.queryUsers({ id: 'dan' })).users).toEqual([]);
    const all = await backend.queryUsers({ id: 'dan' }, {}, { include_deactivated_users: true });
    expect(all.users).toMatchObject([{ id: 'dan', deactivated_at: time }]);
    const back = await backend.reactivateUser('dan', { name: 'Dan again' });
    expect(back.user).toMatchObject({ name: 'Dan again' });
    expect(back.user).not.toHaveProperty('deactivated_at');
    await expect(backend.reactivateUser('dan')).rejects.toMatchObject({ code: 4 });
    await backend.deactivateUsers(['dan', 'cleo']);
    await backend.reactivateUsers(['dan', 'cleo']);
    expect((await dan.getUnreadCount()).total_unread_count).toBe(0);
  });

  test.each([
    ['DELETE', '/users/dan', undefined],
    ['POST', '/users/delete', { user_ids: ['dan'] }],
    ['POST', '/users/restore', { user_ids: ['dan'] }],
    ['POST', '/users/deactivate', { user_ids: ['dan'] }],
    ['POST', '/users/reactivate', { user_ids: ['dan'] }],
    ['POST', '/users/dan/deactivate', {}],
    ['POST', '/users/dan/reactivate', {}],
    ['POST', '/users/dan/event', { event: { type: 'x' } }],
  ])('%s %s is a backend’s alone, and of users who are there', async (method, path, body) => {
    const server = await startServer();
    const asUser = await server.call(method, path, { body });
    expect(asUser).toMatchObject({ status: 403, body: { code: 17 } });
    const unknown = await server.call(method, path.replace('dan', 'zoe'), {
      token: server.serverToken,
      body: body && 'user_ids' in body ? { user_ids: ['zoe'] } : body,
    });
    expect(unknown).toMatchObject({ status: 404, body: { code: 16 } });
  });
});

test('a backend sends one user an event of its own', async () => {
  const server = await startServer();
  const ann = await server.connect('ann');
  const heard = nextEvent(ann, 'friendship_request');
  await server.backend().sendUserCustomEvent('ann', {
    type: 'friendship_request',
    from: 'ben',
  } as { type: string });
  expect(await heard).toMatchObject({ type: 'friendship_request', from: 'ben', created_at: time });
});

describe('queries of users', () => {
  const ids: [string, object, string[]][] = [
    ['$in', { id: { $in: ['ann', 'dan'] } }, ['ann', 'dan']],
    ['$autocomplete of an id', { id: { $autocomplete: 'cl' } }, ['cleo']],
    ['$gt', { id: { $gt: 'ben' } }, ['cleo', 'dan']],
    ['$ne', { id: { $ne: 'ann' } }, ['ben', 'cleo', 'dan']],
    ['$q', { name: { $q: 'bak' } }, ['ben']],
    ['a custom field', { email: 'dan@example.com' }, ['dan']],
    ['$or', { $or: [{ id: 'ann' }, { name: { $autocomplete: 'dan' } }] }, ['ann', 'dan']],
    ['$nor', { $nor: [{ id: 'ann' }] }, ['ben', 'cleo', 'dan']],
    ['$exists', { shoe: { $exists: true } }, []],
  ];
  test.each(ids)('find by %s', async (_name, filter, expected) => {
    const { users } = await (await startServer()).backend().queryUsers(filter, { id: 1 });
    expect(users.map(({ id }) => id)).toEqual(expected);
  });

  test.each([
    ['a field that is none', { filter_conditions: { online: true } }],
    ['an operator that the field does not take', { filter_conditions: { banned: { $gt: true } } }],
    ['an operator that is none', { filter_conditions: { id: { $near: 1 } } }],
    ['a date that is none', { filter_conditions: { created_at: { $gt: 'soon' } } }],
    ['a sort by what is none', { sort: [{ field: 'online', direction: 1 }] }],
    ['too long a page', { limit: 101 }],
  ])('refuse %s', async (_name, payload) => {
    const server = await startServer();
    const query = { payload: JSON.stringify(payload) };
    const answer = await server.call('GET', '/users', { query, token: signToken({ user_id: 'ann' }) });
    expect(answer).toMatchObject({ status: 400, body: { code: 4 } });
    expect(answer.body['message']).toMatch(/^QueryUsers failed with error: /);
  });
});

describe('queries of members', () => {
  test('find by role, invitation and a field of their own; refuse what is none', async () => {
    const server = await startServer();
    const backend = server.backend().channel('messaging', 'general');
    await server.backend().upsertUser({ id: 'eve' });
    await backend.addModerators(['ben']);
    await backend.inviteMembers(['eve']);
    await backend.partialUpdateMember('cleo', { set: { desk: 7 } as object });
    const ids = async (filter: object) =>
      (await backend.queryMembers(filter, { user_id: 1 } as object)).members.map(({ user_id }) => user_id);
    expect(await ids({ is_moderator: true })).toEqual(['ben']);
    expect(await ids({ channel_role: 'channel_member', joined: true })).toEqual(['ann', 'cleo', 'dan']);
    expect(await ids({ invite: 'pending' })).toEqual(['eve']);
    expect(await ids({ invite: null })).toEqual(['ann', 'ben', 'cleo', 'dan']);
    expect(await ids({ desk: 7 })).toEqual(['cleo']);
    expect(await ids({ id: { $in: ['dan', 'zoe'] } })).toEqual(['dan']);
    for (const wrong of [
      { cid: 'messaging:general' },
      { shoe: 1 },
      { banned: { $gt: true } },
      { name: { $near: 1 } },
    ]) {
      await expect(ids(wrong)).rejects.toMatchObject({ code: 4, status: 400 });
    }
  });
});
