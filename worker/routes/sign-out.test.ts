import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ChatToken, Session } from '../contract/index.ts';
import { addFault, origins, requests, resetSandbox } from '../testing/sandbox.ts';
import { TestWorker } from '../testing/test-worker.ts';

let worker: TestWorker;

beforeEach(async () => {
  await resetSandbox();
  worker = new TestWorker();
});

const renew = (refreshToken = '') =>
  worker.request('createSession', { body: { grant: 'refresh', refreshToken } });
const askStream = ({ apiKey, token }: Pick<ChatToken, 'apiKey' | 'token'>) =>
  fetch(`${origins.stream}/unread?api_key=${apiKey}`, {
    headers: { authorization: token, 'stream-auth-type': 'jwt' },
  });

/** How a user is signed out everywhere: by themselves, or by the site's backend. */
const ways = {
  'the visitor': ({ accessToken }: Session) => worker.call('deleteSessions', { accessToken }),
  'the site’s backend': ({ user: { id } }: Session) =>
    worker.call('deleteUserSessions', { params: { id: encodeURIComponent(id) } }),
};

describe.each(Object.entries(ways))('signing out everywhere by %s', (_, signOut) => {
  test('ends every session of the user, wherever it was opened, and nobody else’s', async () => {
    const here = await worker.signIn({ sub: 'ann' });
    const there = await worker.twin().signIn({ sub: 'ann' });
    const ben = await worker.signIn({ sub: 'ben' });
    await signOut(here);
    for (const { refreshToken, accessToken } of [here, there]) {
      expect((await renew(refreshToken)).status).toBe(401);
      // Where a session is asked who it is, its access token is of no use any more, either.
      expect((await worker.refused('createChatToken', { accessToken })).code).toBe('session_expired');
    }
    expect((await renew(ben.refreshToken)).status).toBe(201);
  });

  test('revokes the chat tokens that are out, and lets the user in again at once', async () => {
    const session = await worker.signIn({ sub: 'ann' }, ['chat']);
    const other = await worker.signIn({ sub: 'ann' }, ['chat']);
    if (!session.chat || !other.chat) throw new Error('There is no chat token.');
    expect((await askStream(session.chat)).status).toBe(200);
    await signOut(session);
    expect((await askStream(session.chat)).status).toBe(401);
    expect((await askStream(other.chat)).status).toBe(401);
    const { chat, refreshToken } = await worker.signIn({ sub: 'ann' }, ['chat']);
    expect((await askStream(chat ?? { apiKey: '', token: '' })).status).toBe(200);
    expect((await renew(refreshToken)).status).toBe(201);
  });

  test('leaves no good chat token to an isolate that has not heard of it, and not for long a token at all', async () => {
    const session = await worker.signIn({ sub: 'ann' });
    const elsewhere = worker.twin();
    const ask = { accessToken: session.accessToken };
    await elsewhere.call('createChatToken', ask);
    await signOut(session);
    expect((await askStream(await elsewhere.call('createChatToken', ask))).status).toBe(401);
    elsewhere.advance(10);
    expect((await elsewhere.refused('createChatToken', ask)).code).toBe('session_expired');
  });

  test('of somebody whom the chat vendor does not know is done all the same', async () => {
    const session = await worker.signIn({ sub: `new-${crypto.randomUUID()}` });
    await signOut(session);
    expect((await renew(session.refreshToken)).status).toBe(401);
  });

  test('says so when the vendor did not answer: the sessions have ended, the tokens are to be tried again', async () => {
    const session = await worker.signIn({ sub: 'ann' });
    await addFault({ vendor: 'stream', method: 'PATCH', path: '/users', status: 500, times: 1 });
    await expect(signOut(session)).rejects.toThrow();
    expect((await renew(session.refreshToken)).status).toBe(401);
    await signOut(session);
  });
});

describe('the site’s backend', () => {
  test('signs out users whose ids a path cannot hold as they are', async () => {
    const session = await worker.signIn({ sub: 'ann/archer ü?#' });
    await ways['the site’s backend'](session);
    expect((await renew(session.refreshToken)).status).toBe(401);
  });

  test.each(['', '%2e%2e', '%00', 'x'.repeat(200)])('is told that %j is nobody', async (id) => {
    const response = await worker.request('deleteUserSessions', { params: { id } });
    expect([404, 422]).toContain(response.status);
    expect(await requests()).toEqual([]);
  });
});

describe('a session that has ended elsewhere', () => {
  test('gets no token here that outlives those from before its end', async () => {
    const session = await worker.signIn({ sub: 'ann' });
    const elsewhere = worker.twin();
    const ask = { accessToken: session.accessToken };
    const before = [
      await elsewhere.call('createChatToken', ask),
      await elsewhere.call('createFeedToken', ask),
    ];
    await worker.call('deleteSession', ask);
    elsewhere.advance(5);
    const after = [
      await elsewhere.call('createChatToken', ask),
      await elsewhere.call('createFeedToken', ask),
    ];
    expect(after.map(({ expiresAt }) => expiresAt)).toEqual(before.map(({ expiresAt }) => expiresAt));
  });

  test('gets no token here any more once its renewal was refused here', async () => {
    const session = await worker.signIn({ sub: 'ann' });
    await worker.twin().call('deleteSession', session);
    expect((await renew(session.refreshToken)).status).toBe(401);
    expect((await worker.refused('createChatToken', session)).code).toBe('session_expired');
  });
});

test('a session that ends while it is asked who it is, is not taken for alive after that', async () => {
  const session = await worker.signIn({ sub: 'ann' });
  const asked = Promise.withResolvers<undefined>();
  const told = Promise.withResolvers<undefined>();
  const slow = new TestWorker({
    bindings: {
      SESSION_FAMILIES: {
        getByName(name: string) {
          const family = env.SESSION_FAMILIES.getByName(name);
          return {
            async profile(now: number) {
              const profile = await family.profile(now);
              asked.resolve(undefined);
              await told.promise;
              return profile;
            },
            revoke: () => family.revoke(),
          };
        },
      },
    },
  });
  const before = slow.request('createChatToken', session);
  await asked.promise;
  await slow.call('deleteSession', session);
  told.resolve(undefined);
  expect((await before).status).toBe(200);
  expect((await slow.refused('createChatToken', session)).code).toBe('session_expired');
});

test('a refresh token that is used again ends its session for vendors’ tokens, too', async () => {
  const first = await worker.signIn({ sub: 'ann' });
  const second = (await (await renew(first.refreshToken)).json()) as Session;
  await renew(second.refreshToken);
  expect((await renew(first.refreshToken)).status).toBe(401);
  for (const { accessToken } of [first, second])
    expect((await worker.refused('createFeedToken', { accessToken })).code).toBe('session_expired');
});

test('one session that signs out leaves the user’s others alone', async () => {
  const [first, second] = [await worker.signIn({ sub: 'ann' }), await worker.signIn({ sub: 'ann' })];
  await worker.call('deleteSession', first);
  expect((await renew(first.refreshToken)).status).toBe(401);
  expect((await renew(second.refreshToken)).status).toBe(201);
});
