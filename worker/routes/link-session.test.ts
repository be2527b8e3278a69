import { beforeEach, describe, expect, test } from 'vitest';
import { routes, type Operation, type Route, type Session } from '../contract/index.ts';
import { signLink, type LinkClaims } from '../testing/link-token.ts';
import { resetSandbox } from '../testing/sandbox.ts';
import { identityToken, shop, TestWorker, workerOrigin } from '../testing/test-worker.ts';

let worker: TestWorker;

beforeEach(async () => {
  await resetSandbox();
  worker = new TestWorker();
});

const linkToken = (claims?: LinkClaims) => signLink(worker.now(), claims);

describe('the session of a link', () => {
  const begin = async (claims: LinkClaims = {}): Promise<Session> =>
    worker.call('createSession', {
      origin: workerOrigin,
      body: { grant: 'link', token: await linkToken(claims) },
    });

  test('reads and writes the preferences of its user', async () => {
    const { accessToken, user, chat, feed } = await begin();
    expect([user.id, chat, feed]).toEqual(['ann', undefined, undefined]);
    const body = { changes: [{ row: 'social', channel: 'email', enabled: false }] };
    await worker.call('changePreferences', { origin: workerOrigin, accessToken, body });
    await worker.call('resetPreferences', { origin: workerOrigin, accessToken });
    const { rows } = await worker.call('getPreferences', { origin: workerOrigin, accessToken });
    expect(rows.length).toBeGreaterThan(0);
  });

  const others = (Object.keys(routes) as Operation[]).filter((name) => {
    const route: Route = routes[name];
    return route.auth === 'session' && !route.linked;
  });
  test.each(others)('is refused by %s, on either origin', async (operation) => {
    const { accessToken } = await begin();
    const own = await worker.refused(operation, { origin: workerOrigin, accessToken });
    expect(own).toMatchObject({ status: 403, code: 'origin_not_allowed' });
    const site = await worker.refused(operation, { accessToken });
    expect(site).toMatchObject({ status: 401, code: 'session_invalid' });
  });

  test('is refused for what is not preferences even where the Worker’s origin is one of the site’s', async () => {
    worker = new TestWorker({ settings: { SITE_ORIGINS: `${shop},${workerOrigin}` } });
    const { accessToken } = await begin();
    for (const operation of others) {
      const problem = await worker.refused(operation, { origin: workerOrigin, accessToken });
      expect(problem).toMatchObject({ status: 403, code: 'scope_insufficient' });
    }
  });

  test('is for the link’s tenant, and for no other or none', async () => {
    const { accessToken } = await begin({ tenant: 'acme' });
    const read = { origin: workerOrigin, accessToken };
    await worker.call('getPreferences', { ...read, query: { tenant: 'acme' } });
    for (const query of [{}, { tenant: 'other' }]) {
      for (const [operation, body] of [
        ['getPreferences', undefined],
        ['resetPreferences', undefined],
        ['changePreferences', { changes: [{ row: 'social', channel: 'email', enabled: false }] }],
      ] as const) {
        const problem = await worker.refused(operation, { ...read, query, ...(body && { body }) });
        expect(problem).toMatchObject({ status: 403, code: 'scope_insufficient' });
      }
    }
  });

  test('stays within its scope when it is renewed, and ends with the link', async () => {
    const exp = Math.floor(worker.now() / 1000) + 3600;
    const { refreshToken = '' } = await begin({ tenant: 'acme', exp });
    const renew = (token: string) => ({
      origin: workerOrigin,
      body: { grant: 'refresh', refreshToken: token, include: ['chat', 'feed'] },
    });
    const renewed = await worker.call('createSession', renew(refreshToken));
    expect([renewed.chat, renewed.feed]).toEqual([undefined, undefined]);
    const { accessToken } = renewed;
    const problem = await worker.refused('getPreferences', { origin: workerOrigin, accessToken });
    expect(problem.code).toBe('scope_insufficient');
    worker.advance(3601);
    expect(await worker.refused('createSession', renew(renewed.refreshToken ?? ''))).toMatchObject({
      code: 'refresh_invalid',
    });
  });

  test('is given on the link’s own page alone, where nobody else is signed in', async () => {
    const token = await linkToken();
    expect(await worker.refused('createSession', { body: { grant: 'link', token } })).toMatchObject({
      status: 403,
      code: 'link_not_here',
    });
    for (const body of [
      { grant: 'guest' },
      { grant: 'identity', token: await identityToken({ sub: 'ann' }, { now: worker.now() }) },
    ]) {
      expect(await worker.refused('createSession', { origin: workerOrigin, body })).toMatchObject({
        code: 'origin_not_allowed',
      });
    }
  });

  test('a link signs nobody in, also in its last hour', async () => {
    const token = await linkToken({ exp: Math.floor(worker.now() / 1000) + 600 });
    expect(await worker.refused('createSession', { body: { grant: 'identity', token } })).toMatchObject({
      status: 401,
      code: 'identity_invalid',
    });
  });

  test('an ended or forged link gives none', async () => {
    const refused = (token: string) =>
      worker.refused('createSession', { origin: workerOrigin, body: { grant: 'link', token } });
    expect(await refused(await linkToken({ exp: Math.floor(worker.now() / 1000) - 120 }))).toMatchObject({
      code: 'link_expired',
    });
    expect(await refused('junk')).toMatchObject({ code: 'link_invalid' });
  });
});
