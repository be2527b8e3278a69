import { decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { credentials } from '../../sandbox/credentials.ts';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { startDemo, type Demo } from './server.ts';

const worker = 'http://localhost:18600';
let sandbox: Sandbox;
let demo: Demo;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  demo = await startDemo({ port: 0, worker, sandbox: sandbox.origins });
});

beforeEach(() => sandbox.reset());

afterAll(async () => {
  await demo.close();
  await sandbox.close();
});

const get = (path: string) => fetch(`${demo.origin}${path}`, { redirect: 'manual' });
const post = (path: string, body: unknown) =>
  fetch(`${demo.origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('the pages', () => {
  it.each(['/', '/index.html', '/two.html', '/phone.html', '/blank.html', '/gallery.html', '/cell.html'])(
    '%s is served without a hole in it, under the policy',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      const html = await response.text();
      expect(html).not.toMatch(/%[A-Z_]{3,}%|<!-- include/);
      expect(html, 'nothing inline, which the policy would block').not.toMatch(
        /\sstyle=|<style|<script(?![^>]*\ssrc=)|\son\w+=/,
      );
    },
  );

  it('allow scripts and connections to the Worker and the vendors, and to nobody else', async () => {
    const { control, stream, knock } = sandbox.origins;
    const socket = (origin: string) => origin.replace('http:', 'ws:');
    const expected =
      `default-src 'self'; script-src 'self' ${worker} ${control}; frame-src 'self' ${control}; ` +
      `connect-src 'self' ${worker} ${stream} ${socket(stream)} ${knock} ${socket(knock)} ${control}; ` +
      `img-src 'self' ${stream}; style-src 'self'; require-trusted-types-for 'script'; ` +
      `trusted-types lit-html belfry-challenge; base-uri 'none'; frame-ancestors 'self'; form-action 'self'`;
    expect((await get('/')).headers.get('content-security-policy')).toBe(expected);
    expect((await get('/nowhere')).headers.get('content-security-policy')).toBe(expected);
  });

  it('let only the cells of the gallery try an address where nothing answers', async () => {
    expect((await get('/cell.html')).headers.get('content-security-policy')).toMatch(
      / http:\/\/localhost:9;/,
    );
  });

  it('load the elements from the Worker; the blank page loads nothing else', async () => {
    const html = await (await get('/blank.html')).text();
    expect([...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url)).toEqual([
      `${worker}/v1/belfry.js`,
    ]);
  });

  it('name only files that exist', async () => {
    const pages = ['/', '/two.html', '/phone.html', '/gallery.html', '/cell.html'];
    const bodies = await Promise.all(pages.map(async (page) => (await get(page)).text()));
    const named = new Set(
      bodies.flatMap((html) => [...html.matchAll(/(?:src|href)="(\/[^"#?]*)/g)].map(([, url = '']) => url)),
    );
    expect(named.size).toBeGreaterThan(10);
    const answers = await Promise.all([...named].map(async (url) => [url, (await get(url)).status] as const));
    expect(answers.filter(([, status]) => status !== 200)).toEqual([]);
  });

  it('serve TypeScript as scripts that a browser runs', async () => {
    const response = await get('/scripts/shop.ts');
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await response.text()).not.toMatch(/import type|: string/);
  });

  it.each(['/../server/server.ts', '/%2e%2e/server/server.ts', '/partials/footer.html', '/nowhere'])(
    'do not hold %s',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
    },
  );

  it('lead the links of notifications to where the shop shows them', async () => {
    const response = await get('/orders.html');
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('/#order');
  });
});

describe('GET /identity', () => {
  it('answers a token of five minutes that the identity key verifies', async () => {
    const response = await get('/identity?visitor=ben');
    expect(response.headers.get('cache-control')).toBe('no-store');
    // A page of the reader's own asks it, too.
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const { token } = (await response.json()) as { token: string };
    const { payload } = await jwtVerify(token, new TextEncoder().encode(credentials.identity.secret));
    expect(payload).toMatchObject({ sub: 'ben', name: 'Ben Baker', email: 'ben@example.com' });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300);
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'HS256', kid: 'sandbox' });
  });

  it.each(['', '?visitor=', '?visitor=mallory', '?visitor=ann&role=admin', '?visitor=__proto__'])(
    'vouches for nobody else: %s',
    async (query) => {
      const response = await get(`/identity${query}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ title: 'Bad request', status: 400 });
    },
  );
});

describe('the backend', () => {
  it('triggers a workflow through the official SDK', async () => {
    const response = await post('/backend/notify', {
      workflow: 'order-status-updated',
      recipient: 'ann',
      data: { order: '1042', status: 'has shipped' },
    });
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ run: expect.stringMatching(/./) as string });
    const { requests } = (await (await fetch(`${sandbox.origins.control}/requests?vendor=knock`)).json()) as {
      requests: { path: string; status: number }[];
    };
    expect(requests).toContainEqual(
      expect.objectContaining({ path: '/v1/workflows/order-status-updated/trigger', status: 200 }),
    );
  });

  it('puts an unsubscribe link into the e-mail, for its reader and its row', async () => {
    await post('/backend/notify', { workflow: 'order-status-updated', recipient: 'ann' });
    await post('/backend/notify', { workflow: 'login-new-device', recipient: 'ann' });
    const { messages } = (await (
      await fetch(`${sandbox.origins.control}/messages?to=ann@example.com`)
    ).json()) as { messages: { body: string }[] };
    const links = messages.flatMap(({ body }) => /http\S+\/v1\/unsubscribe\?t=([\w.-]+)/.exec(body) ?? []);
    expect(links).toHaveLength(2);
    expect(links[0]).toMatch(new RegExp(`^${worker}/`));
    const key = new TextEncoder().encode(credentials.identity.secret);
    const { payload } = await jwtVerify(links[1] ?? '', key, { typ: 'belfry-preferences+jwt' });
    expect(payload).toMatchObject({ sub: 'ann', row: 'billing' });
  });

  it('leads to the page that such a link opens', async () => {
    const response = await get('/unsubscribe?visitor=ann&row=updates');
    expect(response.status).toBe(302);
    const address = new URL(response.headers.get('location') ?? '');
    expect(address.origin + address.pathname).toBe(`${worker}/v1/unsubscribe`);
    const key = new TextEncoder().encode(credentials.identity.secret);
    const { payload } = await jwtVerify(address.searchParams.get('t') ?? '', key);
    expect(payload).toMatchObject({ sub: 'ann', row: 'updates' });
    expect((await get('/unsubscribe?visitor=eve&row=updates')).status).toBe(400);
  });

  it('writes as somebody through the official SDK', async () => {
    const message = { channel: 'messaging:ann-ben', user: 'ben', text: 'The lamp has come.' };
    const response = await post('/backend/message', message);
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({ id: expect.stringMatching(/./) as string });
  });

  it('shows what was delivered to a number, and to that number only', async () => {
    const { deliveries } = sandbox.context;
    deliveries.add({
      channel: 'sms',
      to: '+12015550101',
      from: '+12015550100',
      body: 'Code 123456',
      code: '123456',
    });
    deliveries.add({ channel: 'sms', to: '+12015550102', from: '+12015550100', body: 'For Ben' });
    const response = await get('/backend/phone?to=%2B12015550101');
    const { messages } = (await response.json()) as { messages: { body: string }[] };
    expect(messages.map(({ body }) => body)).toEqual(['Code 123456']);
  });

  it.each([
    ['/backend/notify', { workflow: 'drop-tables', recipient: 'ann' }, 'workflow'],
    ['/backend/notify', { workflow: 'welcome', recipient: 'mallory' }, 'recipient'],
    ['/backend/notify', { workflow: 'welcome', recipient: 'ann', tenant: 'x' }, 'tenant'],
    ['/backend/message', { channel: 'general', user: 'ann', text: 'Hi' }, 'channel'],
    ['/backend/message', { channel: 'messaging:general', user: 'ann', text: '  ' }, 'text'],
    ['/backend/message', 'text', 'object'],
  ])('%s refuses %j and says why', async (path, body, named) => {
    const response = await post(path, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      status: 400,
      detail: expect.stringContaining(named) as string,
    });
  });

  it('takes JSON only, so that no other site can post a form to it', async () => {
    const body = JSON.stringify({ workflow: 'welcome', recipient: 'ann' });
    const asText = await fetch(`${demo.origin}/backend/notify`, { method: 'POST', body });
    expect(asText.status).toBe(400);
    const broken = await fetch(`${demo.origin}/backend/notify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(await broken.json()).toMatchObject({ status: 400, detail: 'The body is not JSON' });
  });

  it.each(['', '?to=', '?to=12015550101', '?to=ann'])('knows no phone by %s', async (query) => {
    expect((await get(`/backend/phone${query}`)).status).toBe(400);
  });

  it('says so when a vendor refuses', async () => {
    const response = await post('/backend/message', {
      channel: 'messaging:nowhere',
      user: 'ann',
      text: 'Hi',
    });
    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({
      status: 502,
      detail: expect.stringMatching(/^Stream: /) as string,
    });
  });
});

it('says which port is taken', async () => {
  const port = Number(new URL(demo.origin).port);
  await expect(startDemo({ port, worker, sandbox: sandbox.origins })).rejects.toThrow(
    `Port ${port} (demo site) is taken`,
  );
});
