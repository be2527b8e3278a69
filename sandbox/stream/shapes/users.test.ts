import { describe, expect, test } from 'vitest';
import { signToken, startServer } from '../testing/server.ts';
import { openSocket } from '../testing/socket.ts';
import { ownUserShape } from './own-user.ts';
import { userShape } from './users.ts';
import { expectShape } from './messages.ts';

const wire = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/) as string;

describe('the whole shape', () => {
  test('of a user, who was never there, and who is', async () => {
    const server = await startServer();
    await openSocket(server, 'ben');
    const { body } = await server.call('GET', '/users', {
      query: { payload: JSON.stringify({ filter_conditions: { id: { $in: ['ben', 'dan'] } } }) },
    });
    const users = body['users'] as unknown[];
    for (const user of users) expectShape(userShape, user);
    const same = { role: 'user', teams: [], language: '', banned: false, created_at: wire, updated_at: wire };
    expect(users).toEqual([
      { ...same, id: 'ben', name: 'Ben Baker', email: 'ben@example.com', online: true, last_active: wire },
      { ...same, id: 'dan', name: 'Dan Dyer', email: 'dan@example.com', online: false },
    ]);
  });

  test('of the connected user in the first frame, with whom and what it mutes and blocks', async () => {
    const server = await startServer();
    const token = signToken({ user_id: 'ann' });
    const post = (path: string, body: object) => server.call('POST', path, { token, body });
    await post('/moderation/mute', { target_id: 'ben', timeout: 10 });
    await post('/moderation/mute/channel', { channel_cid: 'messaging:general', expiration: 60_000 });
    await post('/users/block', { blocked_user_id: 'dan' });
    await post('/devices', { id: 'phone', push_provider: 'apn', push_provider_name: 'site' });
    const [first] = (await openSocket(server, 'ann')).frames;
    expect(first).toEqual({
      type: 'health.check',
      connection_id: expect.stringMatching(/^[\da-f-]{36}$/) as string,
      cid: '*',
      created_at: wire,
      me: expect.any(Object) as object,
    });
    const me = expectShape(ownUserShape, first?.['me']);
    expect(me).toMatchObject({
      invisible: false,
      blocked_user_ids: ['dan'],
      devices: [{ id: 'phone', push_provider_name: 'site', user_id: 'ann' }],
      mutes: [{ user: { id: 'ann' }, target: { id: 'ben' }, expires: wire }],
      channel_mutes: [{ user: { id: 'ann' }, channel: { cid: 'messaging:general' }, expires: wire }],
      total_unread_count: 0,
    });
  });
});
