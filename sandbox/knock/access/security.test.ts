import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { feedChannelId, publicKey, startKnock } from '../testing/start-knock.ts';
import type { RunningKnock } from '../testing/start-knock.ts';

const feed = `/v1/users/ann/feeds/${feedChannelId}`;

/** A request by the public key, with a token or without. */
function ask(
  knock: RunningKnock,
  method: string,
  path: string,
  token?: string,
  body?: unknown,
): Promise<Response> {
  return fetch(knock.origin + path, {
    method,
    headers: {
      authorization: `Bearer ${publicKey}`,
      'content-type': 'application/json',
      ...(token !== undefined && { 'x-knock-user-token': token }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

test('without enhanced security the public key reads and writes for every user, and nothing more', async () => {
  const knock = await startKnock();
  knock.vendor.settings.enhancedSecurity = false;
  for (const user of ['ann', 'ben']) {
    expect((await ask(knock, 'GET', `/v1/users/${user}/feeds/${feedChannelId}`)).status).toBe(200);
    const write = await ask(knock, 'PUT', `/v1/users/${user}/preferences/default`, undefined, {});
    expect(write.status).toBe(200);
  }
  for (const [method, path] of [
    ['GET', '/v1/users'],
    ['DELETE', '/v1/users/ann'],
    ['DELETE', '/v1/users/ann/preferences/default'],
    ['POST', '/v1/users/ann/preference_center/signed_url'],
    ['POST', '/v1/workflows/welcome/trigger'],
  ] as const) {
    const refused = await ask(knock, method, path);
    expect(refused.status).toBe(403);
    expect(await refused.json()).toEqual({
      code: 'incorrect_token_type',
      message: 'You cannot call this endpoint with this token.',
      status: 403,
      type: 'authentication_error',
    });
  }
});

test('without enhanced security a token that is sent still counts', async () => {
  const knock = await startKnock();
  knock.vendor.settings.enhancedSecurity = false;
  const ben = await knock.token('ben');
  expect((await ask(knock, 'GET', feed, ben)).status).toBe(403);
  expect((await ask(knock, 'GET', feed, 'no.token')).status).toBe(401);
  knock.vendor.reset();
  expect((await ask(knock, 'GET', feed)).status).toBe(401);
});

test.each<[string, (knock: RunningKnock) => Promise<string>]>([
  [
    'is signed with a shared secret',
    (knock) =>
      new SignJWT({ sub: 'ann', exp: knock.context.clock.seconds() + 60 })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .sign(new TextEncoder().encode('a secret that is no key of this environment')),
  ],
  [
    'is not signed',
    (knock) => {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const claims = { sub: 'ann', exp: knock.context.clock.seconds() + 60 };
      return Promise.resolve(`${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`);
    },
  ],
  ['names nobody', (knock) => knock.token('')],
  ['has ended', (knock) => knock.token('ann', { lifetime: -1 })],
  ['holds for later', (knock) => knock.token('ann', { claims: { nbf: knock.context.clock.seconds() + 60 } })],
  ['has grants that are none', (knock) => knock.token('ann', { claims: { grants: ['feed/read'] } })],
])('a token that %s is refused', async (_what, make) => {
  const knock = await startKnock();
  const response = await ask(knock, 'GET', feed, await make(knock));
  expect(response.status).toBe(401);
  expect(await response.json()).toEqual({
    code: 'invalid_user_token',
    message: 'The user token supplied is invalid.',
    status: 401,
    type: 'authentication_error',
  });
});

const ann = 'https://api.knock.app/v1/users/ann';
const acme = 'https://api.knock.app/v1/tenants/acme';

test.each<[string, object, Record<string, number>]>([
  [
    'no explicit grants',
    { grants: { [ann]: { 'feed/read': [] } } },
    { feed: 200, mark: 200, preferences: 200, write: 200, tenant: 200, user: 200 },
  ],
  [
    'reading alone',
    {
      explicit_grants: true,
      grants: { [ann]: { 'user/read': [{}], 'feed/read': [{}], 'preferences/read': [{}] } },
    },
    { feed: 200, mark: 403, preferences: 200, write: 403, tenant: 200, user: 200 },
  ],
  [
    'explicit grants and none named',
    { explicit_grants: true },
    { feed: 403, mark: 403, preferences: 403, write: 403, tenant: 403, user: 403 },
  ],
  [
    'a tenant and nothing explicit',
    { grants: { [acme]: { 'feed/read': [] } } },
    { feed: 403, mark: 403, preferences: 403, write: 403, tenant: 200, user: 200 },
  ],
  [
    'a tenant beside the user’s own',
    {
      explicit_grants: true,
      grants: {
        [ann]: { 'user_feed/read': [{}], 'user_feed/write': [{}] },
        [acme]: { 'preferences/read': [{}] },
      },
    },
    { feed: 200, mark: 200, preferences: 403, write: 403, tenant: 200, user: 403 },
  ],
])('with %s a token opens what it names', async (_what, claims, expected) => {
  const knock = await startKnock();
  const token = await knock.token('ann', { claims: { ...claims } });
  const { entries } = await knock.server.users.feeds.listItems('ann', feedChannelId, { page_size: 1 });
  const body = { message_ids: [entries[0]?.id] };
  const calls: Record<string, Promise<Response>> = {
    feed: ask(knock, 'GET', feed, token),
    mark: ask(knock, 'POST', '/v1/messages/batch/seen', token, body),
    preferences: ask(knock, 'GET', '/v1/users/ann/preferences/default', token),
    write: ask(knock, 'PUT', '/v1/users/ann/preferences/default', token, {}),
    tenant: ask(knock, 'GET', '/v1/users/ann/preferences/acme', token),
    user: ask(knock, 'GET', '/v1/users/ann', token),
  };
  const statuses = await Promise.all(
    Object.entries(calls).map(async ([name, call]) => [name, (await call).status] as const),
  );
  expect(Object.fromEntries(statuses)).toEqual(expected);
});
