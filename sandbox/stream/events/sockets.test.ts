import { StreamChat } from 'stream-chat';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { nextEvent, signToken, startServer, until } from '../testing/server.ts';
import type { TestServer } from '../testing/server.ts';
import { collect, connectQuery, openSocket } from '../testing/socket.ts';

const wire = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]+\.\d{6}Z$/) as string;
const text = expect.any(String) as string;

const ping = JSON.stringify([{ type: 'health.check', client_id: 'ann--1' }]);
const seconds = (server: TestServer): number => Math.floor(server.context.clock.now() / 1000);

describe('a ping', () => {
  test('is answered with its connection and the time of the sandbox, and nothing more', async () => {
    const server = await startServer();
    const socket = await openSocket(server, 'ann');
    server.context.clock.advance(86_400);
    const before = server.context.clock.now();
    socket.send(ping);
    await until(() => expect(socket.types()).toEqual(['health.check']));
    const [, answer] = socket.frames;
    expect(answer).toEqual({
      type: 'health.check',
      connection_id: socket.connectionId,
      cid: '*',
      created_at: wire,
    });
    expect(Date.parse(String(answer?.['created_at']))).toBeGreaterThanOrEqual(before);
  });

  test.each([
    ['no json', '{"type":'],
    ['no list', '{"type":"health.check"}'],
    ['an empty list', '[]'],
    ['another event', '[{"type":"typing.start","cid":"messaging:general"}]'],
    ['two at once', '[{"type":"health.check"},{"type":"health.check"}]'],
  ])('that is %s is not answered, and ends nothing', async (_name, frame) => {
    const server = await startServer();
    const socket = await openSocket(server, 'ann');
    socket.send(frame);
    socket.send(ping);
    await until(() => expect(socket.types()).toContain('health.check'));
    expect(socket.types()).toEqual(['health.check']);
  });

  test('that is far too long ends the connection', async () => {
    const socket = await openSocket(await startServer(), 'ann');
    socket.send(`[${' '.repeat(64 * 1024)}]`);
    expect(await socket.closed).toBe(1009);
  });
});

describe('silence', () => {
  test('does not come as long as pings are answered: the SDK keeps its connection', async () => {
    const server = await startServer();
    const ann = await server.connect('ann');
    const connection = ann.wsConnection;
    if (!connection) throw new Error('no connection');
    const id = connection.connectionID;
    const answered = vi.fn();
    ann.on('health.check', answered);
    Object.assign(connection, { pingInterval: 40, connectionCheckTimeout: 4000 });
    connection.scheduleNextPing();
    await until(() => expect(answered.mock.calls.length).toBeGreaterThan(4));
    expect(connection.connectionID).toBe(id);
  });

  test('makes the SDK connect anew: the server drops the old connection and what it watched', async () => {
    const server = await startServer();
    const [ann, ben] = await server.connectAll('ann', 'ben');
    await ann.channel('messaging', 'general').watch();
    await ben.channel('messaging', 'general').watch();
    // The last that ann hears: what came later would end the silence.
    await until(() => expect(ann.channel('messaging', 'general').state.watcher_count).toBe(2));
    const old = ann.wsConnection?.connectionID;
    const left = nextEvent(ben, 'user.watching.stop');
    const recovered = nextEvent(ann, 'connection.recovered');
    const silent = { lastEvent: new Date(0), connectionCheckTimeout: 20, pingInterval: 60_000 };
    Object.assign(ann.wsConnection ?? {}, silent);
    ann.wsConnection?.scheduleConnectionCheck();
    Object.assign(ann.wsConnection ?? {}, { connectionCheckTimeout: 35_000 });
    expect(await left).toMatchObject({ user: { id: 'ann' }, watcher_count: 1 });
    // By then the SDK watches again what it had watched.
    await recovered;
    expect(ann.wsConnection?.connectionID).not.toBe(old);
    const heard = nextEvent(ann, 'message.new');
    server.vendor.sendMessage({ cid: 'messaging:general', userId: 'ben', text: 'Back?' });
    expect((await heard).message?.text).toBe('Back?');
  });
});

interface Refusal {
  query: Record<string, string>;
  code: number;
  status: number;
  words: string;
  /** What happens before. */
  prepare?: (server: TestServer) => Promise<unknown>;
}

const asking = (user_id: string, details: object): Record<string, string> => ({
  json: JSON.stringify({ user_id, user_details: details }),
});

const refusals: Record<string, Refusal> = {
  'what is no json': { query: { json: '{' }, code: 4, status: 400, words: 'no json' },
  'no user': { query: { json: '{}' }, code: 4, status: 400, words: 'user_id' },
  'an id that none may have': {
    query: { ...asking('a b', { id: 'a b' }), authorization: signToken({ user_id: 'a b' }) },
    code: 4,
    status: 400,
    words: 'user id is not valid',
  },
  'the details of somebody else': {
    query: asking('ann', { id: 'ben' }),
    code: 5,
    status: 401,
    words: "does not match the token's user",
  },
  'the token of a backend': {
    query: { authorization: signToken({ server: true }) },
    code: 5,
    status: 401,
    words: 'server token',
  },
  'somebody anonymous who calls itself Ann': {
    query: { 'stream-auth-type': 'anonymous' },
    code: 5,
    status: 401,
    words: 'needs a token',
  },
  'who was deactivated': {
    query: {},
    code: 5,
    status: 401,
    words: "user 'ann' was deactivated",
    prepare: (server) => server.backend().deactivateUser('ann'),
  },
  'who was deleted': {
    query: {},
    code: 5,
    status: 401,
    words: "user 'ann' was deleted",
    prepare: (server) => server.backend().deleteUser('ann'),
  },
  'a revoked token': {
    query: {},
    code: 40,
    status: 401,
    words: 'token has been revoked',
    prepare: (server) => server.backend().revokeUserToken('ann', new Date()),
  },
};

describe('connecting', () => {
  test.each(Object.entries(refusals))(
    'is refused to %s by the first frame, then a close for good',
    async (_name, { query, code, status, words, prepare }) => {
      const server = await startServer();
      await prepare?.(server);
      const socket = await openSocket(server, 'ann', query);
      expect(await socket.closed).toBe(1000);
      expect(socket.frames).toEqual([
        {
          type: 'connection.error',
          connection_id: '',
          created_at: wire,
          error: {
            code,
            StatusCode: status,
            message: expect.stringContaining(words) as string,
            duration: text,
            more_info: text,
            details: [],
          },
        },
      ]);
      const { users } = await server
        .backend()
        .queryUsers({ id: 'ann' }, {}, { include_deactivated_users: true });
      for (const user of users) expect(user.online).toBe(false);
    },
  );

  test('is for one path alone', async () => {
    const { origin } = await startServer();
    const socket = new WebSocket(
      `${origin.replace('http', 'ws')}/chat?${new URLSearchParams(connectQuery('ann')).toString()}`,
    );
    const status = new Promise((resolve) =>
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode)),
    );
    expect(await status).toBe(404);
  });
});

describe('the end of a connection', () => {
  test.each([
    [1001, 1001],
    [4000, 4000],
    [1006, 1006],
    // No close frame may carry these: the line is cut.
    [1005, 1006],
    [1015, 1006],
  ])('a cut with %i is seen as %i', async (code, seen) => {
    const server = await startServer();
    const socket = await openSocket(server, 'ann');
    server.vendor.cut(code);
    expect(await socket.closed).toBe(seen);
  });

  test('comes with a reset, so that clients connect anew', async () => {
    const server = await startServer();
    const socket = await openSocket(server, 'ann');
    server.vendor.reset();
    expect(await socket.closed).toBe(1001);
  });

  test('comes for good with the end of its user', async () => {
    const server = await startServer();
    const [ann, ben] = [await openSocket(server, 'ann'), await openSocket(server, 'ben')];
    await server.backend().deactivateUser('ann');
    await server.backend().deleteUser('ben');
    expect([await ann.closed, await ben.closed]).toEqual([1000, 1000]);
    expect(ben.types()).toContain('user.deleted');
  });
});

describe('a token that ends while its socket is open', () => {
  const ways: [string, (server: TestServer) => void][] = [
    ['by its time', (server) => server.context.clock.advance(601)],
    ['by a fault', (server) => server.vendor.expireTokens()],
  ];

  test.each(ways)('%s leaves the socket its pings and events, and opens no other', async (_name, end) => {
    const server = await startServer();
    const authorization = signToken({ user_id: 'ann', exp: seconds(server) + 600 });
    const socket = await openSocket(server, 'ann', { authorization });
    end(server);
    server.vendor.sendMessage({ cid: 'messaging:ann-ben', userId: 'ben', text: 'Still there?' });
    socket.send(ping);
    await until(() => expect(socket.types()).toEqual(['notification.message_new', 'health.check']));
    const other = await openSocket(server, 'ann', { authorization });
    expect(other.frames[0]).toMatchObject({
      type: 'connection.error',
      error: { code: 40, StatusCode: 401, message: 'JWTAuth error: token is expired' },
    });
    expect(await other.closed).toBe(1000);
    const call = await server.call('GET', '/unread', { token: authorization });
    expect(call).toMatchObject({ status: 401, body: { code: 40 } });
  });

  test.each(ways)(
    '%s is replaced by the SDK at its next call, and at its next connection',
    async (_name, end) => {
      const server = await startServer();
      let issued = 0;
      const issue = vi.fn(() => {
        issued += 1;
        const now = seconds(server);
        return Promise.resolve(signToken({ user_id: 'ann', iat: now - issued, exp: now + 600 }));
      });
      const ann = new StreamChat('sandbox-key', { baseURL: server.origin, allowServerSideConnect: true });
      onTestFinished(async () => ann.disconnectUser(500));
      await ann.connectUser({ id: 'ann' }, issue);
      const id = ann.wsConnection?.connectionID;
      end(server);
      expect((await ann.getUnreadCount()).total_unread_count).toBe(2);
      expect(issue).toHaveBeenCalledTimes(2);
      expect(ann.wsConnection?.connectionID).toBe(id);
      end(server);
      const recovered = nextEvent(ann, 'connection.recovered');
      server.vendor.cut(1001);
      await recovered;
      expect(issue).toHaveBeenCalledTimes(3);
      expect(ann.wsConnection?.connectionID).not.toBe(id);
    },
  );

  test('a fault that ends tokens spares those that come later', async () => {
    const server = await startServer();
    server.vendor.expireTokens();
    const authorization = signToken({ user_id: 'ann', iat: seconds(server) });
    const socket = await openSocket(server, 'ann', { authorization });
    expect(socket.frames[0]?.type).toBe('health.check');
    expect(await collect(server, [socket])).toEqual([[]]);
  });
});
