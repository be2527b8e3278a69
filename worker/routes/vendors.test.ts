import { signUserToken } from '@knocklabs/node/lib/tokenSigner';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { credentials } from '../../sandbox/credentials.ts';
import type { ChatToken, FeedToken } from '../contract/index.ts';
import { addFault, origins, requests, resetSandbox } from '../testing/sandbox.ts';
import { TestWorker } from '../testing/test-worker.ts';
import { StreamSigner } from '../vendors/stream/token.ts';

let worker: TestWorker;

beforeEach(async () => {
  await resetSandbox();
  worker = new TestWorker();
});

const askStream = (
  { apiKey, token }: Pick<ChatToken, 'apiKey' | 'token'>,
  path: string,
  init: RequestInit = {},
) =>
  fetch(`${origins.stream}${path}${path.includes('?') ? '&' : '?'}api_key=${apiKey}`, {
    ...init,
    headers: { authorization: token, 'stream-auth-type': 'jwt', 'content-type': 'application/json' },
  });
const askKnock = ({ publicKey, token }: FeedToken, path: string, init: RequestInit = {}) =>
  fetch(`${origins.knock}${path}`, {
    ...init,
    headers: {
      authorization: `Bearer ${publicKey}`,
      'x-knock-user-token': token,
      'content-type': 'application/json',
    },
  });

async function readUser(chat: ChatToken | undefined, id: string): Promise<unknown> {
  if (!chat) throw new Error('There is no chat token.');
  const payload = encodeURIComponent(JSON.stringify({ filter_conditions: { id } }));
  const { users }: { users: unknown[] } = await (await askStream(chat, `/users?payload=${payload}`)).json();
  return users[0];
}

describe('a chat token', () => {
  test('is one that the vendor takes, for the session’s user', async () => {
    const { accessToken } = await worker.signIn({ sub: 'ann' });
    const chat = await worker.call('createChatToken', { accessToken });
    expect(chat).toMatchObject({ apiKey: credentials.stream.apiKey, userId: 'ann', baseUrl: origins.stream });
    const response = await askStream(chat, '/unread');
    expect(response.status).toBe(200);
  });

  test('lives an hour at most, and was issued a little while ago', async () => {
    const { accessToken } = await worker.signIn({ sub: 'ann' });
    const chat = await worker.call('createChatToken', { accessToken });
    const { exp = 0, iat = 0, user_id: user } = decodeJwt(chat.token);
    expect(user).toBe('ann');
    expect(exp - iat).toBeLessThanOrEqual(3600);
    expect(exp * 1000).toBe(Date.parse(chat.expiresAt));
    expect(iat).toBeLessThan(Date.now() / 1000 - 2);
  });

  test('comes with a user who exists, told to the vendor once', async () => {
    const image = 'https://shop.example/nora.png';
    const { accessToken } = await worker.signIn({ sub: 'nora', name: 'Nora North', image });
    const chat = await worker.call('createChatToken', { accessToken });
    await worker.call('createChatToken', { accessToken });
    expect((await requests('stream')).map(({ method }) => method)).toEqual(['POST', 'PATCH']);
    expect(await readUser(chat, 'nora')).toMatchObject({ name: 'Nora North', image, role: 'user' });
  });

  test('tells the vendor again when the name has changed', async () => {
    await worker.signIn({ sub: 'nora', name: 'Nora North' }, ['chat']);
    const { chat } = await worker.signIn({ sub: 'nora', name: 'Nora South' }, ['chat']);
    expect(await readUser(chat, 'nora')).toMatchObject({ name: 'Nora South' });
  });

  test('leaves what the site’s backend keeps at the vendor', async () => {
    const backend = new StreamSigner(credentials.stream.apiSecret);
    const server = { apiKey: credentials.stream.apiKey, token: await backend.server() };
    const body = JSON.stringify({
      users: { nora: { id: 'nora', name: 'Nora North', plan: 'pro', role: 'admin' } },
    });
    await askStream(server, '/users', { method: 'POST', body });
    const { chat } = await worker.signIn({ sub: 'nora', name: 'Nora South' }, ['chat']);
    expect(await readUser(chat, 'nora')).toMatchObject({ name: 'Nora South', plan: 'pro', role: 'admin' });
  });

  test('names users by an escaped id where the vendor has no such letters', async () => {
    const session = await worker.signIn({ sub: 'auth0|Zoë.1' }, ['chat', 'feed']);
    expect(session.user.id).toBe('auth0|Zoë.1');
    expect(session.chat?.userId).toBe('auth0@x7cZo@xc3@xab@x2e1');
    expect(session.feed?.userId).toBe('auth0|Zoë.1');
  });

  test('is refused as a problem while the vendor fails', async () => {
    const { accessToken } = await worker.signIn({ sub: 'vera' });
    await addFault({
      vendor: 'stream',
      status: 503,
      headers: { 'retry-after': '17' },
      message: 'inner workings',
    });
    const problem = await worker.refused('createChatToken', { accessToken });
    expect(problem).toMatchObject({ status: 503, code: 'vendor_unavailable', retryAfter: 17 });
    expect(JSON.stringify(problem)).not.toContain('inner workings');
    expect(worker.log).toContainEqual(
      expect.objectContaining({ event: 'vendor_failed', vendor: 'stream', failure: 'status', status: 503 }),
    );
  });

  test('is not to be had where the site has no chat', async () => {
    const none = { STREAM_API_KEY: '', STREAM_API_SECRET: '', STREAM_BASE_URL: '' };
    worker = new TestWorker({ settings: none });
    const { accessToken, unavailable } = await worker.signIn({ sub: 'ann' }, ['chat']);
    expect(unavailable).toEqual(['chat']);
    expect(await worker.refused('createChatToken', { accessToken })).toMatchObject({
      status: 404,
      code: 'feature_off',
    });
    expect((await worker.call('getConfig')).features).toMatchObject({ chat: false, feed: true });
  });
});

describe('a feed token', () => {
  test('reads and marks the user’s own feed', async () => {
    const { accessToken } = await worker.signIn({ sub: 'ann' });
    const feed = await worker.call('createFeedToken', { accessToken });
    expect(feed).toMatchObject({
      publicKey: credentials.knock.publicKey,
      userId: 'ann',
      feedId: credentials.knock.feedChannelId,
      host: origins.knock,
    });
    expect((await askKnock(feed, `/v1/users/ann/feeds/${feed.feedId}`)).status).toBe(200);
    expect((await askKnock(feed, `/v1/users/ben/feeds/${feed.feedId}`)).status).toBeGreaterThanOrEqual(401);
  });

  test('cannot write preferences past the Worker', async () => {
    const { accessToken } = await worker.signIn({ sub: 'ann' });
    const feed = await worker.call('createFeedToken', { accessToken });
    const body = JSON.stringify({ categories: { security: false } });
    const response = await askKnock(feed, '/v1/users/ann/preferences/default', { method: 'PUT', body });
    expect(response.status).toBe(403);
  });

  test('is signed as the vendor’s own SDK signs', async () => {
    const { accessToken } = await worker.signIn({ sub: 'ann' });
    const { token } = await worker.call('createFeedToken', { accessToken });
    const theirs = await signUserToken('ann', {
      signingKey: inject('sandbox').signingKey,
      expiresInSeconds: 3600,
    });
    expect(decodeProtectedHeader(token)).toEqual(decodeProtectedHeader(theirs));
    const { explicit_grants: explicit, grants, ...claims } = decodeJwt(token);
    expect(Object.keys(claims).sort()).toEqual(Object.keys(decodeJwt(theirs)).sort());
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(3600);
    expect(explicit).toBe(true);
    expect(JSON.stringify(grants)).not.toContain('preferences/write');
  });

  test('is handed out again to page loads, and signed anew on request', async () => {
    const first = await worker.signIn({ sub: 'ann' }, ['feed']);
    worker.advance(10);
    const second = await worker.signIn({ sub: 'ann' }, ['feed']);
    expect(second.feed?.token).toBe(first.feed?.token);
    const renewed = await worker.call('createFeedToken', { accessToken: second.accessToken });
    expect(Date.parse(renewed.expiresAt)).toBeGreaterThan(Date.parse(first.feed?.expiresAt ?? ''));
    worker.advance(2400);
    const third = await worker.signIn({ sub: 'ann' }, ['feed']);
    expect(Date.parse(third.feed?.expiresAt ?? '')).toBeGreaterThan(Date.parse(renewed.expiresAt));
  });
});

describe('the summary', () => {
  test('counts what the vendors count', async () => {
    const { accessToken } = await worker.signIn({ sub: 'ann' });
    const summary = await worker.call('getSummary', { accessToken });
    const chat = await worker.call('createChatToken', { accessToken });
    const feed = await worker.call('createFeedToken', { accessToken });
    const unread: { total_unread_count: number } = await (await askStream(chat, '/unread')).json();
    const { meta }: { meta: { unseen_count: number; unread_count: number } } = await (
      await askKnock(feed, `/v1/users/ann/feeds/${feed.feedId}`)
    ).json();
    expect(summary.chat?.unread).toBe(unread.total_unread_count);
    expect(summary.feed).toEqual({ unseen: meta.unseen_count, unread: meta.unread_count });
  });

  test('leaves out the part of a vendor that fails', async () => {
    const { accessToken } = await worker.signIn({ sub: 'ann' });
    await addFault({ vendor: 'knock', status: 500 });
    const summary = await worker.call('getSummary', { accessToken });
    expect(summary.feed).toBeUndefined();
    expect(summary.chat).toBeDefined();
  });

  test('answers who is new to the vendors, and makes nobody a user there', async () => {
    const { accessToken } = await worker.call('createSession', { body: { grant: 'guest' } });
    await worker.call('getSummary', { accessToken });
    const writes = (await requests()).filter(({ method }) => method !== 'GET');
    expect(writes).toEqual([]);
    expect(worker.log.filter(({ event }) => event === 'vendor_failed')).toEqual([]);
  });
});
