import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadSigningKey } from '../signing-key.ts';
import { feedChannelId, publicKey, secretKey, startKnock } from '../testing/start-knock.ts';

const feed = `/v1/users/ann/feeds/${feedChannelId}`;
const annUri = 'https://api.knock.app/v1/users/ann';

async function answer(response: Response): Promise<{ status: number; body: unknown }> {
  return { status: response.status, body: await response.json() };
}

test('without a key nothing opens, and a wrong one does not fit', async () => {
  const { origin } = await startKnock();
  expect(await answer(await fetch(`${origin}/v1/users/ann`))).toEqual({
    status: 401,
    body: {
      code: 'authentication_required',
      message: 'This endpoint requires authentication.',
      status: 401,
      type: 'authentication_error',
    },
  });
  const headers = { authorization: 'Bearer sk_test_other' };
  expect(await answer(await fetch(`${origin}/v1/users/ann`, { headers }))).toEqual({
    status: 401,
    body: {
      code: 'api_key_missing',
      message: 'The API key you provided is invalid.',
      status: 401,
      type: 'authentication_error',
    },
  });
});

test('the public key needs a user token, whole and of the right signer', async () => {
  const knock = await startKnock();
  const otherKey = loadSigningKey(mkdtempSync(join(tmpdir(), 'knock-key-')));
  const withToken = (token?: string) =>
    fetch(`${knock.origin}${feed}`, {
      headers: { authorization: `Bearer ${publicKey}`, ...(token && { 'x-knock-user-token': token }) },
    });
  const invalid = { status: 401, body: { code: 'invalid_user_token', type: 'authentication_error' } };

  expect(await answer(await withToken())).toMatchObject({
    status: 401,
    body: { code: 'missing_user_token' },
  });
  expect(await answer(await withToken('not.a.token'))).toMatchObject(invalid);
  expect(await answer(await withToken(await knock.token('ann', { key: otherKey })))).toMatchObject(invalid);
  expect((await withToken(await knock.token('ann'))).status).toBe(200);
});

test('a user token ends by the clock of the sandbox, or when it is expired by hand', async () => {
  const knock = await startKnock();
  const token = await knock.token('ann', { lifetime: 60 });
  const status = async () => {
    const headers = { authorization: `Bearer ${publicKey}`, 'x-knock-user-token': token };
    return (await fetch(`${knock.origin}${feed}`, { headers })).status;
  };
  expect(await status()).toBe(200);
  knock.context.clock.advance(61);
  expect(await status()).toBe(401);
  knock.context.clock.setOffset(0);
  expect(await status()).toBe(200);
  knock.vendor.expireTokens();
  expect(await status()).toBe(401);
  knock.vendor.reset();
  expect(await status()).toBe(200);
});

test.each([
  ['GET', '/v1/users'],
  ['POST', '/v1/workflows/new-comment/trigger'],
  ['POST', '/v1/workflows/new-comment/cancel'],
  ['POST', '/v1/users/bulk/identify'],
  ['DELETE', '/v1/users/ann'],
  ['DELETE', '/v1/users/ann/preferences/default'],
  ['GET', '/v1/bulk_operations/1'],
  ['PUT', '/v1/tenants/acme'],
  ['POST', `/v1/channels/${feedChannelId}/messages/bulk/delete`],
  ['GET', '/v1/users/ben'],
  ['PUT', '/v1/users/ben'],
  ['GET', '/v1/users/ben/preferences/default'],
  ['GET', `/v1/users/ben/feeds/${feedChannelId}`],
])('%s %s is not for a browser of ann', async (method, path) => {
  const knock = await startKnock();
  const body = method === 'GET' || method === 'DELETE' ? {} : { body: { user_ids: ['ann'] } };
  expect(await answer(await knock.request(method, path, { as: 'ann', ...body }))).toEqual({
    status: 403,
    body: {
      code: 'incorrect_token_type',
      message: 'You cannot call this endpoint with this token.',
      status: 403,
      type: 'authentication_error',
    },
  });
});

test("another user's messages cannot be marked, alone, in a batch or in bulk", async () => {
  const knock = await startKnock();
  const { entries } = await knock.server.users.feeds.listItems('ben', feedChannelId);
  const id = entries[0]?.id ?? '';
  const bulk = `/v1/channels/${feedChannelId}/messages/bulk/read`;
  const attempts: [string, string, unknown][] = [
    ['PUT', `/v1/messages/${id}/read`, {}],
    ['POST', '/v1/messages/batch/read', { message_ids: [id] }],
    ['POST', bulk, { user_ids: ['ann', 'ben'] }],
    ['POST', bulk, {}],
  ];
  for (const [method, path, body] of attempts) {
    expect((await knock.request(method, path, { as: 'ann', body })).status).toBe(403);
  }
  const after = await knock.server.users.feeds.listItems('ben', feedChannelId);
  expect(after.entries).toEqual(entries);
});

test('a token with explicit grants may do what they name and nothing else', async () => {
  const knock = await startKnock();
  const grants = { [annUri]: { 'user/feed_read': [], 'preferences/read': [{}] } };
  const client = await knock.client('ann', { claims: { explicit_grants: true, grants } });
  const items = client.feeds.initialize(feedChannelId);

  expect(await items.fetch()).toMatchObject({ status: 'ok' });
  expect(await client.user.getPreferences()).toMatchObject({ id: 'default' });
  await expect(client.user.setPreferences({ channel_types: { email: false } })).rejects.toThrow('403');
  await expect(client.user.get()).rejects.toThrow('403');
  const first = items.getState().items[0];
  const marked = await client.messages.batchUpdateStatuses([first?.id ?? ''], 'read');
  expect(marked).toMatchObject({ response: { status: 403, data: { code: 'incorrect_token_type' } } });
  expect((await knock.server.users.getPreferences('ann', 'default')).channel_types).toMatchObject({
    email: true,
  });
});

test.each([
  ['the SDK’s spelling and value', { 'user/feed_read': [] }],
  ['the table of the documentation', { 'user_feed/read': [{}] }],
  ['its example', { 'feed/read': [{}] }],
])('a grant in %s opens the feed', async (_spelling, grant) => {
  const knock = await startKnock();
  const client = await knock.client('ann', {
    claims: { explicit_grants: true, grants: { [annUri]: grant } },
  });
  expect(await client.feeds.initialize(feedChannelId).fetch()).toMatchObject({ status: 'ok' });
});

test("a grant for another user's resource opens nothing", async () => {
  const knock = await startKnock();
  const grants = { 'https://api.knock.app/v1/users/ben': { 'user/feed_read': [] } };
  const client = await knock.client('ann', { claims: { explicit_grants: true, grants } });
  const result = await client.feeds.initialize(feedChannelId).fetch();
  expect(result).toMatchObject({ status: 'error', data: { response: { status: 403 } } });
});

test.each(['https://api.knock.app/v1/tenants/acme', 'https://api.knock.app/v1/objects/$tenants/acme'])(
  'a token for one tenant (%s) reads what belongs to it alone',
  async (uri) => {
    const knock = await startKnock();
    for (const tenant of ['acme', 'umbrella']) {
      knock.vendor.trigger({ workflow: 'new-message', recipients: ['ann'], tenant });
    }
    const claims = { explicit_grants: true, grants: { [uri]: { 'user_feed/read': [{}] } } };
    const client = await knock.client('ann', { claims });
    const read = async (options: { tenant?: string }) => {
      const feed = client.feeds.initialize(feedChannelId, options);
      await feed.fetch();
      return feed.getState();
    };

    const acme = await read({ tenant: 'acme' });
    expect(acme.items.map(({ tenant }) => tenant)).toEqual(['acme']);
    expect(acme.metadata.total_count).toBe(1);
    expect((await read({ tenant: 'umbrella' })).networkStatus).toBe('error');
    expect((await read({})).networkStatus).toBe('error');
  },
);

test('a browser of any origin may call, with the headers that the SDK sends', async () => {
  const { origin } = await startKnock();
  const preflight = await fetch(`${origin}${feed}`, {
    method: 'OPTIONS',
    headers: {
      origin: 'http://shop.test',
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'authorization,content-type,x-knock-client,x-knock-user-token',
    },
  });
  expect(preflight.status).toBe(204);
  expect(Object.fromEntries(preflight.headers)).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET,PUT,POST,DELETE',
    'access-control-allow-headers':
      'Authorization,Content-Type,X-Knock-User-Token,X-Knock-Client,X-Knock-Branch',
  });
  const refused = await fetch(`${origin}${feed}`, { headers: { origin: 'http://shop.test' } });
  expect(refused.status).toBe(401);
  expect(refused.headers.get('access-control-allow-origin')).toBe('*');
  expect(refused.headers.get('access-control-expose-headers')).toBe('retry-after,x-ratelimited-message_ids');
});

test('what the sandbox does not have is refused by name', async () => {
  const knock = await startKnock();
  expect(await answer(await knock.request('GET', '/v1/audiences/beta/members'))).toEqual({
    status: 404,
    body: {
      code: 'resource_missing',
      message: 'GET /v1/audiences/beta/members is no endpoint of this sandbox.',
      status: 404,
      type: 'api_error',
    },
  });
});

test('a body that is no JSON is refused', async () => {
  const { origin } = await startKnock();
  const headers = { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' };
  const response = await fetch(`${origin}/v1/users/ann`, { method: 'PUT', headers, body: '{"name":' });
  expect(await answer(response)).toMatchObject({ status: 400, body: { code: 'invalid_params' } });
});
