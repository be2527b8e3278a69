import { describe, expect, test } from 'vitest';
import { call, callPlivo, connectAnn, post, sandbox, startVerification } from './testing/control.ts';

describe('the API', () => {
  test('tells the credentials, the origins and the people', async () => {
    const { body } = await call('GET', '/credentials');
    expect(body).toMatchObject({
      credentials: sandbox.credentials,
      signingKey: sandbox.signingKey,
      origins: sandbox.origins,
    });
    expect(body.people).toContainEqual(expect.objectContaining({ id: 'ann', phone: '+12015550101' }));
  });

  test('is open to every origin, its problems too', async () => {
    const headers = { origin: 'http://shop.test' };
    for (const path of ['/clock', '/nothing', '/requests?vendor=acme']) {
      const response = await fetch(sandbox.origins.control + path, { headers });
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
    }
    const preflight = await fetch(`${sandbox.origins.control}/faults`, {
      method: 'OPTIONS',
      headers: { ...headers, 'access-control-request-method': 'DELETE' },
    });
    expect(preflight.headers.get('access-control-allow-methods')).toContain('DELETE');
  });

  test('answers what it does not have, and what is no JSON, with a problem', async () => {
    const unknown = await fetch(`${sandbox.origins.control}/page/../../sandbox.ts`);
    expect(unknown.status).toBe(404);
    expect(unknown.headers.get('content-type')).toBe('application/problem+json');
    const broken = await fetch(`${sandbox.origins.control}/clock`, { method: 'POST', body: '{' });
    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({ detail: 'The body is not JSON' });
  });

  test('serves a page that needs nothing inline and nothing from elsewhere', async () => {
    const page = await fetch(sandbox.origins.control);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const links = [...(await page.text()).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link);
    expect(links).toEqual([
      '/icon.svg',
      ...['/page.css', '/people.css', '/faults.css', '/requests.css'],
      '/page.ts',
    ]);
    for (const link of links) expect((await fetch(sandbox.origins.control + link)).status).toBe(200);
  });

  test('serves the page’s TypeScript as scripts that a browser runs, and nothing else of its folder', async () => {
    const script = await fetch(`${sandbox.origins.control}/api.ts`);
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await script.text()).not.toMatch(/import type|: Promise|interface /);
    for (const file of ['/tsconfig.json', '/page.e2e.ts']) {
      expect((await fetch(sandbox.origins.control + file)).status).toBe(404);
    }
  });
});

describe('health', () => {
  test('tells where the servers are, and how many sockets are open', async () => {
    const { client } = await connectAnn();
    const { status, body } = await call('GET', '/health');
    expect({ status, ...body }).toEqual({
      status: 'ok',
      uptime: expect.any(Number) as unknown,
      memory: expect.any(Number) as unknown,
      sockets: { stream: 1, knock: 0, twilio: 0, plivo: 0, turnstile: 0 },
      origins: sandbox.origins,
    });
    await client.disconnectUser();
  });
});

describe('changes', () => {
  test('are told as they happen, all of it at first', async () => {
    const abort = new AbortController();
    const stream = await fetch(`${sandbox.origins.control}/changes`, { signal: abort.signal });
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    const next = async () => (await reader?.read())?.value;
    const change = (...topics: string[]) => `event: change\ndata: ${JSON.stringify(topics)}\n\n`;
    expect(await next()).toBe(change('clock', 'messages', 'faults', 'requests'));
    await post('/clock', { advance: 10 });
    expect(await next()).toBe(change('clock'));
    await post('/faults', { vendor: 'plivo', status: 500 });
    expect(await next()).toBe(change('faults'));
    await callPlivo();
    // What a fault has done is news as well.
    expect(await next()).toBe(change('faults', 'requests'));
    sandbox.context.deliveries.add({ channel: 'push', to: 'ann', from: 'shop', body: 'New' });
    expect(await next()).toBe(change('messages'));
    abort.abort();
  });
});

describe('reset', () => {
  test('sets back the clock, the faults, the messages, the log and the vendors', async () => {
    await startVerification('+12015550101');
    await post('/clock', { advance: 60 });
    await post('/faults', { vendor: 'plivo', status: 500 });
    const written = await post('/events', {
      type: 'chat.message',
      channel: 'messaging:general',
      user: 'ben',
      text: 'Gone soon',
    });
    expect((await call('POST', '/reset')).status).toBe(204);
    expect((await call('GET', '/clock')).body.offset).toBe(0);
    expect((await call('GET', '/faults')).body.faults).toEqual([]);
    expect((await call('GET', '/messages')).body.messages).toEqual([]);
    expect((await call('GET', '/requests')).body.requests).toEqual([]);
    const reaction = {
      type: 'chat.reaction',
      message: written.body.result?.id,
      user: 'ann',
      reaction: 'love',
    };
    expect((await post('/events', reaction)).status).toBe(404);
  });
});
