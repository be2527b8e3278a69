import { env, exports } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { routes, type Operation, type Route } from './contract/index.ts';
import { requests, resetSandbox } from './testing/sandbox.ts';
import { readProblem, shop, TestWorker, workerOrigin } from './testing/test-worker.ts';

let worker: TestWorker;

beforeEach(async () => {
  await resetSandbox();
  worker = new TestWorker();
});

const all = Object.keys(routes) as Operation[];
const where = (matches: (route: Route) => boolean): Operation[] =>
  all.filter((name) => matches(routes[name]));
const withBody = where((route) => route.body !== undefined);

describe('every route of the contract', () => {
  test.each(all)('%s is served', async (operation) => {
    const { accessToken } = await worker.signIn({ sub: 'ann' });
    const response = await worker.request(operation, {
      accessToken,
      params: { id: 'x' },
    });
    const problem = response.ok ? undefined : await readProblem(response);
    expect(problem?.code).not.toBe('route_not_found');
    expect(problem?.code).not.toBe('method_not_allowed');
    expect(problem?.code).not.toBe('internal_error');
  });

  test('is what the running Worker serves', async () => {
    const response = await exports.default.fetch('https://worker.example/v1/config');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ features: { chat: true, feed: true } });
  });
});

describe('bad input', () => {
  test('an unknown route', async () => {
    const paths = ['/v1/nothing', '/', '/v1/verifications/x/y/check', '/v1/sessions/', '/v1/openapi-json'];
    for (const path of paths) {
      expect(await readProblem(await worker.fetch(path))).toMatchObject({
        status: 404,
        code: 'route_not_found',
      });
    }
  });

  test('a method that the route does not have', async () => {
    const response = await worker.fetch('/v1/preferences', { method: 'PUT', headers: { origin: shop } });
    expect(response.headers.get('allow')).toBe('GET, PATCH, DELETE, OPTIONS');
    expect(await readProblem(response)).toMatchObject({ status: 405, code: 'method_not_allowed' });
  });

  test.each(withBody)('%s with a body that is no JSON', async (operation) => {
    const { accessToken } = await worker.signIn({ sub: 'ann' });
    for (const rawBody of ['', '{', 'grant=guest']) {
      const problem = await worker.refused(operation, { accessToken, params: { id: 'x' }, rawBody });
      expect(problem).toMatchObject({ status: 400, code: 'body_not_json' });
    }
    expect(await requests()).toEqual([]);
  });

  test.each(withBody)('%s with a body that breaks the schema', async (operation) => {
    const { accessToken } = await worker.signIn({ sub: 'ann' });
    for (const body of [null, [], 'text', { unknown: 1 }]) {
      const problem = await worker.refused(operation, { accessToken, params: { id: 'x' }, body });
      expect(problem).toMatchObject({ status: 422, code: 'body_invalid' });
      expect(problem.issues?.length).toBeGreaterThan(0);
    }
    expect(await requests()).toEqual([]);
  });

  test('a body may not name a user', async () => {
    const problem = await worker.refused('createSession', {
      body: { grant: 'guest', userId: 'ann', include: ['chat'] },
    });
    expect(problem.code).toBe('body_invalid');
    expect(await requests()).toEqual([]);
  });

  test.each(withBody)('%s with a body that is too large', async (operation) => {
    const { accessToken } = await worker.signIn({ sub: 'ann' });
    const rawBody = JSON.stringify({ padding: 'x'.repeat(65_536) });
    const problem = await worker.refused(operation, { accessToken, params: { id: 'x' }, rawBody });
    expect(problem).toMatchObject({ status: 413, code: 'body_too_large' });
    expect(await requests()).toEqual([]);
  });

  test('a query that breaks the schema', async () => {
    const { accessToken } = await worker.signIn({ sub: 'ann' });
    const body = { changes: [{ row: 'social', channel: 'email', enabled: false }] };
    for (const tenant of ['../users', '.', '..', '']) {
      const read = await worker.refused('getPreferences', { accessToken, query: { tenant } });
      expect(read).toMatchObject({ status: 422, code: 'query_invalid' });
      const write = await worker.refused('changePreferences', { accessToken, query: { tenant }, body });
      expect(write).toMatchObject({ status: 422, code: 'query_invalid' });
    }
    expect(await requests()).toEqual([]);
  });
});

describe('origins', () => {
  test.each(where((route) => route.origin === 'site'))(
    '%s refuses a foreign origin, and none',
    async (operation) => {
      const { accessToken } = await worker.signIn({ sub: 'ann' });
      for (const origin of [
        'https://evil.example',
        'https://shop.example.evil.example',
        'http://shop.example',
        'null',
        null,
      ]) {
        const options = {
          accessToken,
          origin,
          params: { id: 'x' },
          body: { grant: 'guest', include: ['chat'] },
        };
        const response = await worker.request(
          operation,
          routes[operation].method === 'GET' ? { accessToken, origin } : options,
        );
        expect(response.headers.get('access-control-allow-origin')).toBeNull();
        expect(await readProblem(response)).toMatchObject({ status: 403, code: 'origin_not_allowed' });
      }
      expect(await requests()).toEqual([]);
    },
  );

  test('of the site may read answers and problems', async () => {
    const response = await worker.request('createSession', { body: { grant: 'guest' } });
    expect(response.headers.get('access-control-allow-origin')).toBe(shop);
    expect(response.headers.get('vary')).toContain('Origin');
    const problem = await worker.request('createSession', { body: {} });
    expect(problem.headers.get('access-control-allow-origin')).toBe(shop);
    expect(problem.headers.get('access-control-expose-headers')).toContain('Retry-After');
  });

  test('are told apart, answer by answer, of all that is asked in one second', async () => {
    const partner = 'https://partner.example';
    worker = new TestWorker({ settings: { SITE_ORIGINS: `${shop},${partner}` } });
    const readers = [];
    for (const origin of [shop, 'https://evil.example', partner, null, shop]) {
      const { headers } = await worker.request('createSession', { origin, body: { grant: 'guest' } });
      readers.push(headers.get('access-control-allow-origin'));
    }
    expect(readers).toEqual([shop, null, partner, null, shop]);
    const backend = await worker.request('redeemProof', { origin: null, body: { proof: 'x' } });
    expect(backend.headers.get('access-control-expose-headers')).toBeNull();
  });

  test('of the site are told so before they ask', async () => {
    const preflight = (origin: string) =>
      worker.fetch('/v1/sessions', {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      });
    const allowed = await preflight(shop);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(shop);
    expect(allowed.headers.get('access-control-max-age')).toBe('7200');
    expect(allowed.headers.get('access-control-allow-headers')).toMatch(/authorization/i);
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });

  test('may be the Worker’s own, where the site is served from there', async () => {
    worker = new TestWorker({ settings: { SITE_ORIGINS: workerOrigin } });
    const { accessToken } = await worker.call('createSession', {
      body: { grant: 'guest' },
      origin: workerOrigin,
    });
    const read = (site: string) =>
      worker.fetch('/v1/preferences', {
        headers: { authorization: `Bearer ${accessToken}`, 'sec-fetch-site': site },
      });
    expect((await read('same-origin')).status).toBe(200);
    expect((await read('cross-site')).status).toBe(403);
    expect((await read('none')).status).toBe(403);
  });

  test('anywhere may read what is public', async () => {
    for (const operation of ['getConfig', 'getOpenApi'] as const) {
      const response = await worker.request(operation, { origin: 'https://evil.example' });
      expect(response.status).toBe(200);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
    }
  });
});

describe('headers', () => {
  test('keep every answer from being sniffed, framed, or held by a cache that should not', async () => {
    for (const path of ['/v1/sessions', '/nothing', '/healthz']) {
      const { headers } = await worker.fetch(path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
      expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/);
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  test('name the request by an id of our own', async () => {
    const response = await worker.fetch('/healthz', { headers: { 'x-request-id': 'forged' } });
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('the shield', () => {
  test('refuses a network that floods, and lets another through', async () => {
    const flooding = '2001:db8:1:2::/64';
    const SHIELD = { limit: ({ key }: { key: string }) => Promise.resolve({ success: key !== flooding }) };
    worker = new TestWorker({ bindings: { SHIELD } });
    const body = { grant: 'guest' };
    expect(await worker.refused('createSession', { body, network: '2001:db8:1:2::7' })).toMatchObject({
      status: 429,
      code: 'rate_limited',
      retryAfter: 60,
    });
    await worker.call('createSession', { body, network: '2001:db8:1:3::7' });
  });

  test('stands there in the Worker as it is deployed', async () => {
    expect(await env.SHIELD.limit({ key: 'anybody' })).toEqual({ success: true });
  });
});

describe('an error of our own', () => {
  test('says nothing about itself', async () => {
    const broken = new TestWorker({
      bindings: { SESSION_FAMILIES: { ...env.SESSION_FAMILIES, getByName: () => fail('secret eyJhbGciOi') } },
    });
    const response = await broken.request('createSession', { body: { grant: 'guest' } });
    const text = await response.clone().text();
    expect(await readProblem(response)).toMatchObject({ status: 500, code: 'internal_error' });
    expect(text).not.toContain('secret');
    expect(JSON.stringify(broken.log)).not.toContain('secret');
    expect(broken.log).toContainEqual(expect.objectContaining({ event: 'unhandled_error', error: 'Error' }));
  });
});

function fail(message: string): never {
  throw new Error(message);
}
