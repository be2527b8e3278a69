import { expect, onTestFinished, test, vi } from 'vitest';
import { startSandbox, type Sandbox } from '../../sandbox.ts';
import { feedChannelId, secretKey, startKnock } from '../testing/start-knock.ts';
import type { RunningKnock } from '../testing/start-knock.ts';
import { perSecond, tierOf } from './rate-limits.ts';

/** An environment that limits calls, in which time stands still but for the sandbox's own clock. */
async function limitedKnock(): Promise<RunningKnock> {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const knock = await startKnock();
  knock.vendor.settings.rateLimits = 'on';
  return knock;
}

const feedOf = (user: string) => `/v1/users/${user}/feeds/${feedChannelId}`;

async function statuses(times: number, ask: () => Promise<Response>): Promise<number[]> {
  const all = [];
  for (let call = 0; call < times; call += 1) all.push((await ask()).status);
  return all;
}

test.each([
  ['POST', '/v1/users/bulk/identify', 1],
  ['POST', '/v1/objects/:collection/bulk/set', 1],
  ['GET', '/v1/users/:user/feeds/:channel', 2],
  ['PUT', '/v1/messages/:id/:status', 2],
  ['DELETE', '/v1/messages/:id/:status', 2],
  ['POST', '/v1/channels/:channel/messages/bulk/:action', 2],
  ['PUT', '/v1/users/:user', 3],
  ['PUT', '/v1/users/:user/preferences/:set', 3],
  ['POST', '/v1/messages/batch/:status', 3],
  ['POST', '/v1/users/:user/preference_center/signed_url', 3],
  ['GET', '/v1/users/:user/preferences/:set', 4],
  ['GET', '/v1/messages/:id', 4],
  ['POST', '/v1/workflows/:key/trigger', 5],
  ['POST', '/v1/workflows/:key/cancel', 5],
])('%s %s is in tier %d', (method, path, tier) => {
  expect(tierOf(method, path)).toBe(tier);
});

test('the sixth reading of a feed in a second is refused, for that user, whoever asks', async () => {
  const knock = await limitedKnock();
  expect(await statuses(5, () => knock.request('GET', feedOf('ann'), { as: 'ann' }))).toEqual(
    Array(5).fill(200),
  );
  const refused = await knock.request('GET', feedOf('ann'));
  expect(refused.status).toBe(429);
  expect(await refused.json()).toEqual({
    code: 'rate_limited',
    message: 'You have made too many requests.',
    status: 429,
    type: 'api_error',
  });
  expect(Object.fromEntries(refused.headers)).toMatchObject({
    'retry-after': '1',
    'x-ratelimit-limit': '5',
    'x-ratelimit-remaining': '0',
  });
  expect((await knock.request('GET', feedOf('ben'))).status).toBe(200);

  knock.context.clock.advance(0.999);
  expect((await knock.request('GET', feedOf('ann'))).status).toBe(429);
  knock.context.clock.advance(0.001);
  expect((await knock.request('GET', feedOf('ann'))).status).toBe(200);
});

test('bulk calls come one a second, each endpoint by itself', async () => {
  const knock = await limitedKnock();
  const identify = () =>
    knock.request('POST', '/v1/users/bulk/identify', { body: { users: [{ id: 'eve' }] } });
  expect(await statuses(2, identify)).toEqual([200, 429]);
  const { user_ids: ids } = { user_ids: ['eve'] };
  expect((await knock.request('POST', '/v1/users/bulk/delete', { body: { user_ids: ids } })).status).toBe(
    200,
  );
  knock.context.clock.advance(1);
  expect(await statuses(2, identify)).toEqual([200, 429]);
});

test('with a user token each user has a count of their own, with a key the environment has one', async () => {
  const knock = await limitedKnock();
  const limit = perSecond[3];
  const write = (user: string, as?: string) => () =>
    knock.request('PUT', `/v1/users/${user}/preferences/default`, { body: {}, ...(as && { as }) });
  expect((await statuses(limit + 1, write('ann', 'ann'))).at(-1)).toBe(429);
  expect(await statuses(1, write('ben', 'ben'))).toEqual([200]);
  expect((await statuses(limit, write('ann'))).at(-1)).toBe(200);
  expect(await statuses(1, write('ben'))).toEqual([429]);
});

test('a refused call does nothing, and unknown ones are not counted', async () => {
  const knock = await limitedKnock();
  const [first, second] = await Promise.all(
    ['ann', 'ben'].map(async (user) => {
      const { entries } = await knock.server.users.feeds.listItems(user, feedChannelId);
      return entries[0]?.id ?? '';
    }),
  );
  const mark = () => knock.request('PUT', `/v1/messages/${first}/read`, { body: {} });
  expect(await statuses(5, mark)).toEqual(Array(5).fill(200));
  expect((await knock.request('PUT', `/v1/messages/${second}/read`, { body: {} })).status).toBe(429);
  knock.context.clock.advance(1);
  expect((await knock.server.messages.get(second ?? '')).read_at).toBeNull();
  expect(await statuses(6, () => knock.request('GET', '/v1/nowhere'))).toEqual(Array(6).fill(404));
});

test('without limits nothing is refused', async () => {
  const knock = await startKnock();
  expect(await statuses(8, () => knock.request('GET', feedOf('ann')))).toEqual(Array(8).fill(200));
});

test('the SDK waits as it is told and tries again', async () => {
  const knock = await startKnock();
  knock.vendor.settings.rateLimits = 'on';
  const patient = knock.server.withOptions({ maxRetries: 3 });
  const reads = Array.from({ length: 6 }, () => patient.users.feeds.listItems('ann', feedChannelId));
  const pages = await Promise.all(reads);
  expect(pages.every(({ entries }) => entries.length === 50)).toBe(true);
  await expect(
    Promise.all(Array.from({ length: 12 }, () => knock.server.users.feeds.listItems('ann', feedChannelId))),
  ).rejects.toMatchObject({ status: 429, error: { code: 'rate_limited' } });
});

test('a whole sandbox has limits, unless it is started without', async () => {
  const [sandbox, unlimited] = await Promise.all([
    startSandbox({ port: 0 }),
    startSandbox({ port: 0, knock: { rateLimits: 'off' } }),
  ]);
  onTestFinished(() => unlimited.close());
  onTestFinished(() => sandbox.close());
  const headers = { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ users: [{ id: 'eve' }] });
  const identify = async ({ origins }: Sandbox) =>
    (await fetch(`${origins.knock}/v1/users/bulk/identify`, { method: 'POST', headers, body })).status;
  expect(await Promise.all([identify(sandbox), identify(sandbox)])).toContain(429);
  sandbox.reset();
  expect(await identify(sandbox)).toBe(200);
  expect(await Promise.all([identify(unlimited), identify(unlimited)])).toEqual([200, 200]);
});
