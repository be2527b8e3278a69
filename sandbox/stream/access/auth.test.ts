import { StreamChat } from 'stream-chat';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { signToken, startServer, until } from '../testing/server.ts';
import type { TestServer } from '../testing/server.ts';

const seconds = (): number => Math.floor(Date.now() / 1000);

interface Refusal {
  name: string;
  token: string | null;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  code: number;
}

const refusals: Refusal[] = [
  { name: 'an unknown api key', token: signToken({ user_id: 'ann' }), query: { api_key: 'other' }, code: 2 },
  { name: 'no token', token: null, code: 5 },
  { name: 'a token that is none', token: 'abc', code: 5 },
  { name: 'another kind of token', token: null, headers: { 'stream-auth-type': 'cookie' }, code: 5 },
  { name: 'another algorithm', token: signToken({ user_id: 'ann' }, undefined, { alg: 'none' }), code: 5 },
  { name: 'a token of nobody', token: signToken({}), code: 5 },
  {
    name: 'the token of somebody else',
    token: signToken({ user_id: 'ben' }),
    query: { user_id: 'ann' },
    code: 5,
  },
  { name: 'a user who was never made', token: signToken({ user_id: 'zoe' }), code: 5 },
  { name: 'an expired token', token: signToken({ user_id: 'ann', exp: seconds() - 1 }), code: 40 },
  { name: 'a token for later', token: signToken({ user_id: 'ann', nbf: seconds() + 600 }), code: 41 },
  {
    name: 'a token issued in the future',
    token: signToken({ user_id: 'ann', iat: seconds() + 600 }),
    code: 42,
  },
  { name: 'another secret', token: signToken({ user_id: 'ann' }, 'other-secret'), code: 43 },
];

/** The first frame and the close code of a bare socket. */
function firstFrame(server: TestServer, query: Record<string, string>) {
  return new Promise<{ frame: { type: string; error?: { code: number } }; code: number }>(
    (resolve, reject) => {
      const url = new URL('/connect', server.origin.replace('http', 'ws'));
      for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
      const socket = new WebSocket(url);
      let frame: unknown;
      socket.on('message', (data) => {
        frame = JSON.parse(String(data));
      });
      socket.on('close', (code) => resolve({ frame: frame as { type: string }, code }));
      socket.on('error', reject);
    },
  );
}

describe('authentication of calls', () => {
  test.each(refusals)('refuses $name', async ({ token, query, headers, code }) => {
    const server = await startServer();
    const { status, body } = await server.call('POST', '/channels', {
      token,
      body: {},
      ...(query && { query }),
      ...(headers && { headers }),
    });
    expect(status).toBe(401);
    expect(body).toMatchObject({ code, StatusCode: 401, details: [] });
    expect(body['message']).toEqual(expect.any(String));
    expect(body['duration']).toMatch(/ms$/);
    expect(body['more_info']).toEqual(expect.any(String));
  });

  test('tells a browser of another origin what it refuses', async () => {
    const server = await startServer();
    const answer = await server.call('POST', '/channels', {
      token: null,
      headers: { origin: 'https://shop.example' },
    });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });

  test('lets a browser ask before it calls', async () => {
    const server = await startServer();
    const answer = await fetch(`${server.origin}/messages/x`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': 'PUT',
        'access-control-request-headers':
          'authorization,stream-auth-type,x-stream-client,x-client-request-id,content-type',
      },
    });
    expect(answer.ok).toBe(true);
    expect(answer.headers.get('access-control-allow-methods')).toContain('PUT');
    const allowed = answer.headers.get('access-control-allow-headers');
    for (const name of [
      'authorization',
      'stream-auth-type',
      'x-stream-client',
      'x-client-request-id',
      'content-type',
    ]) {
      expect(allowed).toContain(name);
    }
  });

  test('a token ends when the clock of the sandbox says so', async () => {
    const server = await startServer();
    const token = signToken({ user_id: 'ann', exp: seconds() + 3600 });
    expect((await server.call('GET', '/unread', { token })).status).toBe(200);
    server.context.clock.advance(3601);
    expect((await server.call('GET', '/unread', { token })).body).toMatchObject({ code: 40 });
  });

  test('expiring the tokens spares those that were not seen, and the server’s', async () => {
    const server = await startServer();
    const seen = signToken({ user_id: 'ann' });
    const fresh = signToken({ user_id: 'ann', iat: seconds() });
    const backend = signToken({ server: true });
    await server.call('GET', '/unread', { token: seen });
    await server.call('GET', '/unread', { token: backend, query: { user_id: 'ann' } });
    server.vendor.expireTokens();
    expect((await server.call('GET', '/unread', { token: seen })).body).toMatchObject({ code: 40 });
    expect((await server.call('GET', '/unread', { token: fresh })).status).toBe(200);
    expect((await server.call('GET', '/unread', { token: backend, query: { user_id: 'ann' } })).status).toBe(
      200,
    );
  });

  test('a call that is not served is refused by name', async () => {
    const server = await startServer();
    const { status, body } = await server.call('POST', '/campaigns', { body: {} });
    expect(status).toBe(404);
    expect(body).toMatchObject({ code: 16, message: 'the sandbox does not serve POST /campaigns' });
  });

  test('a body that is no json is an input error of its call', async () => {
    const server = await startServer();
    const { status, body } = await server.call('POST', '/channels/messaging/general/message', {
      body: '{"message":',
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 4, message: 'SendMessage failed with error: "invalid json payload"' });
  });
});

test('a body that is too big is refused', async () => {
  const server = await startServer();
  const body = { message: { text: 'x'.repeat(1024 * 1024) } };
  const answer = await server.call('POST', '/channels/messaging/general/message', { body });
  expect(answer).toMatchObject({ status: 413, body: { code: 22 } });
});

test('the SDK in Node finds the server by its environment', async () => {
  const server = await startServer();
  vi.stubEnv('STREAM_LOCAL_TEST_HOST', new URL(server.origin).host);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { users } = await new StreamChat('sandbox-key', 'sandbox-secret').queryUsers({ id: 'dan' });
  expect(users).toMatchObject([{ id: 'dan', name: 'Dan Dyer' }]);
});

describe('the SDK itself', () => {
  const client = (server: TestServer) =>
    new StreamChat('sandbox-key', { baseURL: server.origin, allowServerSideConnect: true });

  test.each([
    ['the token of somebody else', signToken({ user_id: 'ben' })],
    ['what is no token', 'abc'],
  ])('refuses %s before it calls', async (_name, token) => {
    const server = await startServer();
    await expect(client(server).connectUser({ id: 'ann' }, token)).rejects.toThrow(/userToken/);
    expect(server.log.list('stream')).toEqual([]);
  });

  test('uses no channel after its end', async () => {
    const server = await startServer();
    const ann = await server.connect('ann');
    const channel = ann.channel('messaging', 'general');
    await channel.watch();
    await ann.disconnectUser();
    await expect(channel.sendMessage({ text: 'x' })).rejects.toThrow(
      /after client\.disconnect\(\) was called/,
    );
    await expect(ann.queryUsers({})).rejects.toThrow(/Both secret and user tokens are not set/);
  });
});

describe('connecting', () => {
  test('the first frame carries the user with its counts', async () => {
    const server = await startServer();
    const client = new StreamChat('sandbox-key', { baseURL: server.origin, allowServerSideConnect: true });
    const first = await client.connectUser({ id: 'ann' }, signToken({ user_id: 'ann' }));
    expect(first && 'me' in first ? first.me : undefined).toMatchObject({
      id: 'ann',
      name: 'Ann Archer',
      online: true,
      role: 'user',
      mutes: [],
      channel_mutes: [],
      devices: [],
      blocked_user_ids: [],
      total_unread_count: 2,
      unread_count: 2,
      unread_channels: 1,
      unread_threads: 0,
    });
    await client.disconnectUser();
  });

  test('a ping is answered, without the user', async () => {
    const server = await startServer();
    const client = await server.connect('ann');
    const answered = vi.fn();
    client.on('health.check', answered);
    if (client.wsConnection) client.wsConnection.pingInterval = 1;
    client.wsConnection?.scheduleNextPing();
    await until(() => expect(answered).toHaveBeenCalled());
    expect(answered.mock.calls[0]?.[0]).not.toHaveProperty('me');
  });

  test.each(refusals.filter(({ name }) => !name.includes('never made')))(
    'refuses $name, for good',
    async (refusal) => {
      const server = await startServer();
      const { frame, code } = await firstFrame(server, {
        api_key: 'sandbox-key',
        authorization: refusal.token ?? 'undefined',
        'stream-auth-type': refusal.headers?.['stream-auth-type'] ?? 'jwt',
        json: JSON.stringify({ user_id: 'ann', user_details: { id: 'ann' } }),
        ...refusal.query,
      });
      expect(frame).toEqual({
        type: 'connection.error',
        connection_id: '',
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]+\.\d{6}Z$/) as string,
        error: {
          code: refusal.code,
          StatusCode: 401,
          message: expect.any(String) as string,
          duration: expect.any(String) as string,
          more_info: expect.any(String) as string,
          details: [],
        },
      });
      expect(code).toBe(1000);
    },
  );

  test('the SDK asks for a new token when the old one has expired, at connect and at a call', async () => {
    const server = await startServer();
    const client = new StreamChat('sandbox-key', { baseURL: server.origin, allowServerSideConnect: true });
    const issue = vi
      .fn<() => Promise<string>>()
      .mockResolvedValueOnce(signToken({ user_id: 'ann', exp: seconds() - 5 }))
      .mockResolvedValueOnce(signToken({ user_id: 'ann', iat: seconds() - 1 }))
      .mockResolvedValueOnce(signToken({ user_id: 'ann', iat: seconds() - 2 }));
    await client.connectUser({ id: 'ann' }, issue);
    expect(issue).toHaveBeenCalledTimes(2);
    server.vendor.expireTokens();
    expect((await client.getUnreadCount()).total_unread_count).toBe(2);
    expect(issue).toHaveBeenCalledTimes(3);
    await client.disconnectUser();
  });

  test('details given at connect are merged; the role is not the client’s to say', async () => {
    const server = await startServer();
    const before = (await server.backend().queryUsers({ id: 'ann' })).users[0];
    const same = await server.connect('ann', { name: 'Ann Archer' });
    expect(same.user).toMatchObject({ role: 'user', updated_at: before?.updated_at });
    const other = await server.connect('ann', { image: 'https://shop.example/ann.png', role: 'admin' });
    expect(other.user).toMatchObject({
      name: 'Ann Archer',
      image: 'https://shop.example/ann.png',
      role: 'user',
    });
  });

  test('after a cut line the SDK comes back and is up to date', async () => {
    const server = await startServer();
    const client = await server.connect('ann');
    const channel = client.channel('messaging', 'general');
    await channel.watch();
    const recovered = new Promise((resolve) => client.on('connection.recovered', resolve));
    server.vendor.cut(1006);
    await until(() => expect(client.wsConnection?.isHealthy).toBe(false));
    server.vendor.sendMessage({ cid: 'messaging:general', userId: 'ben', text: 'while you were away' });
    await recovered;
    expect(channel.state.messages.at(-1)?.text).toBe('while you were away');
  });
});
