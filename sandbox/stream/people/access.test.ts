import { StreamChat } from 'stream-chat';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openVendor } from '../../platform/open-vendor.ts';
import { createStream } from '../stream.ts';
import { nextEvent, record, signToken, startServer, typesOf, until } from '../testing/server.ts';
import type { TestServer } from '../testing/server.ts';

/** The SDK, not connected; disconnected when the test ends. */
function client(server: TestServer): StreamChat {
  const made = new StreamChat('sandbox-key', { baseURL: server.origin, allowServerSideConnect: true });
  onTestFinished(async () => {
    await made.disconnectUser(500);
  });
  return made;
}

const seconds = (server: TestServer): number => Math.floor(server.context.clock.now() / 1000);

describe('a guest', () => {
  test('is made by asking, reads and flags in a livestream, and writes nothing there', async () => {
    const server = await startServer();
    const guest = client(server);
    await guest.setGuestUser({ id: 'tom', name: 'Tom' });
    expect(guest.userID).toMatch(/^guest-[\da-f-]{36}-tom$/);
    expect(guest.user).toMatchObject({ name: 'Tom', role: 'guest', online: true });
    const state = await guest.channel('livestream', 'launch').watch();
    expect(state.messages.length).toBeGreaterThan(0);
    expect(state.channel.own_capabilities).toEqual([
      'connect-events',
      'flag-message',
      'mute-channel',
      'search-messages',
    ]);
    await expect(guest.channel('livestream', 'launch').sendMessage({ text: 'x' })).rejects.toMatchObject({
      code: 17,
      message: expect.stringContaining(
        "with role 'guest' is not allowed to perform action CreateMessage",
      ) as string,
    });
    const again = await server.call('POST', '/guest', {
      token: null,
      headers: { 'stream-auth-type': 'anonymous' },
      body: { user: { id: 'tom' } },
    });
    expect(again).toMatchObject({ status: 201, body: { access_token: expect.any(String) as string } });
    expect((again.body['user'] as { id: string }).id).not.toBe(guest.userID);
  });
});

describe('an anonymous user', () => {
  test('reads a livestream, counts as a watcher, and leaves no trace', async () => {
    const server = await startServer();
    const [ann, one, two] = [await server.connect('ann'), client(server), client(server)];
    await ann.channel('livestream', 'launch').watch();
    await one.connectAnonymousUser();
    await two.connectAnonymousUser();
    expect(one.user).toMatchObject({ role: 'anonymous' });
    await one.channel('livestream', 'launch').watch();
    const state = await two.channel('livestream', 'launch').watch();
    expect(state.watcher_count).toBe(3);
    await expect(two.channel('livestream', 'launch').sendMessage({ text: 'x' })).rejects.toMatchObject({
      code: 17,
    });
    await expect(two.channel('messaging', 'general').watch()).rejects.toMatchObject({ code: 17 });
    await expect(two.queryUsers({})).rejects.toMatchObject({ code: 17 });
    await expect(two.muteUser('ann')).rejects.toMatchObject({ code: 17 });
    const left = nextEvent(ann, 'user.watching.stop');
    await two.disconnectUser();
    expect(await left).toMatchObject({ watcher_count: 2 });
  });

  test('cannot call itself what others are called', async () => {
    const server = await startServer();
    const answer = await server.call('GET', '/unread', {
      token: null,
      headers: { 'stream-auth-type': 'anonymous' },
      query: { user_id: 'ann' },
    });
    expect(answer).toMatchObject({ status: 401, body: { code: 5 } });
  });
});

describe('revoked tokens', () => {
  test('of one user are those issued before, or without a date', async () => {
    const server = await startServer();
    const backend = server.backend();
    const at = seconds(server);
    await backend.revokeUserToken('ann', new Date(at * 1000));
    const status = async (claims: object) =>
      (await server.call('GET', '/unread', { token: signToken(claims) })).body['code'];
    expect(await status({ user_id: 'ann' })).toBe(40);
    expect(await status({ user_id: 'ann', iat: at - 1 })).toBe(40);
    expect(await status({ user_id: 'ann', iat: at })).toBeUndefined();
    expect(await status({ user_id: 'ben' })).toBeUndefined();
    await backend.revokeUserToken('ann', null);
    expect(await status({ user_id: 'ann' })).toBeUndefined();
  });

  test('of the app are everybody’s, and can be taken back', async () => {
    const server = await startServer();
    const backend = server.backend();
    await backend.revokeTokens(new Date(seconds(server) * 1000));
    const refused = await server.call('GET', '/unread', { token: signToken({ user_id: 'ben' }) });
    expect(refused).toMatchObject({
      status: 401,
      body: { code: 40, message: 'JWTAuth error: token has been revoked' },
    });
    await backend.queryUsers({});
    await backend.revokeTokens(null);
    expect((await server.call('GET', '/unread', { token: signToken({ user_id: 'ben' }) })).status).toBe(200);
  });

  test('are not a user’s to revoke', async () => {
    const server = await startServer();
    const users = [{ id: 'ann', set: { revoke_tokens_issued_before: '2026-01-01T00:00:00Z' } }];
    expect(await server.call('PATCH', '/users', { body: { users } })).toMatchObject({ body: { code: 4 } });
  });
});

test('a token for development is taken once auth checks are off', async () => {
  const server = await startServer();
  const dev = client(server);
  const token = dev.devToken('ann');
  expect(await server.call('GET', '/unread', { token })).toMatchObject({ status: 401, body: { code: 43 } });
  await server.backend().updateAppSettings({ disable_auth_checks: true });
  await dev.connectUser({ id: 'ann' }, token);
  expect(dev.user).toMatchObject({ name: 'Ann Archer' });
  const forged = signToken({ user_id: 'ann' }, 'other');
  expect(await server.call('GET', '/unread', { token: forged })).toMatchObject({ body: { code: 43 } });
});

describe('rate limits', () => {
  test('stand in the headers of each answer, of each call by itself', async () => {
    const server = await startServer();
    const left = async (path: string) => {
      const { headers } = await server.call('GET', path);
      expect(headers.get('x-ratelimit-limit')).toBe('6000');
      expect(Number(headers.get('x-ratelimit-reset')) % 60).toBe(0);
      return headers.get('x-ratelimit-remaining');
    };
    expect([await left('/unread'), await left('/unread'), await left('/app')]).toEqual([
      '5999',
      '5998',
      '5999',
    ]);
  });

  test('refuse what is too much, until the minute is over', async () => {
    const opened = await openVendor((context) => createStream(context, { user: 2, server: 3 }));
    onTestFinished(() => opened.close());
    const call = (token: string) =>
      fetch(`${opened.origin}/app?api_key=sandbox-key`, {
        headers: { authorization: token, 'stream-auth-type': 'jwt', origin: 'https://shop.example' },
      });
    const ann = signToken({ user_id: 'ann' });
    await call(ann);
    await call(ann);
    const refused = await call(ann);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('-1');
    expect(refused.headers.get('access-control-expose-headers')).toContain('x-ratelimit-reset');
    expect(await refused.json()).toMatchObject({
      code: 9,
      StatusCode: 429,
      message: 'GetApp failed with error: "Too many requests, check response headers for more information."',
    });
    expect((await call(signToken({ user_id: 'ben' }))).status).toBe(200);
    opened.context.clock.advance(60);
    expect((await call(signToken({ user_id: 'ann' }))).status).toBe(200);
  });
});

describe('presence', () => {
  test('who is invisible is offline for the others', async () => {
    const server = await startServer();
    const ann = await server.connect('ann');
    await ann.channel('messaging', 'general').watch({ presence: true });
    const seen = record(ann);
    const ben = await server.connect('ben', { invisible: true });
    expect(ben.user).toMatchObject({ invisible: true, online: true });
    await ben.upsertUser({ id: 'ben', name: 'Ben the unseen' });
    await until(() => expect(typesOf(seen)).toContain('user.updated'));
    expect(typesOf(seen)).not.toContain('user.presence.changed');
    expect((await ann.queryUsers({ id: 'ben' })).users[0]).toMatchObject({ online: false });
    const shows = nextEvent(ann, 'user.presence.changed');
    await ben.partialUpdateUser({ id: 'ben', set: { invisible: false } as object });
    expect(await shows).toMatchObject({ user: { id: 'ben', online: true } });
    const hides = nextEvent(ann, 'user.presence.changed');
    await ben.partialUpdateUser({ id: 'ben', set: { invisible: true } as object });
    expect(await hides).toMatchObject({ user: { id: 'ben', online: false } });
  });
});

describe('devices', () => {
  test('are added, listed and removed, each once', async () => {
    const server = await startServer();
    const ann = await server.connect('ann');
    await ann.addDevice('phone', 'firebase', undefined, 'site');
    await ann.addDevice('phone', 'firebase', undefined, 'site');
    expect((await ann.getDevices()).devices).toEqual([
      {
        id: 'phone',
        push_provider: 'firebase',
        push_provider_name: 'site',
        user_id: 'ann',
        disabled: false,
        created_at: expect.any(String) as string,
      },
    ]);
    expect((await server.connect('ann')).user).toMatchObject({ devices: [{ id: 'phone' }] });
    await ann.removeDevice('phone');
    expect((await ann.getDevices()).devices).toEqual([]);
    await expect(ann.removeDevice('phone')).rejects.toMatchObject({ code: 16 });
    await expect(ann.addDevice('x', 'pigeon' as 'apn')).rejects.toMatchObject({ code: 4 });
  });
});
