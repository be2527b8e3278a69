import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { StreamChat } from 'stream-chat';
import { WebSocket } from 'ws';
import * as z from 'zod';
import { startSandbox, type Sandbox } from '../sandbox.ts';

/** What the tests read of the answers. */
const answerSchema = z.looseObject({
  detail: z.string().optional(),
  now: z.iso.datetime().optional(),
  offset: z.number().optional(),
  messages: z.array(z.unknown()).optional(),
  faults: z.array(z.unknown()).optional(),
  requests: z.array(z.unknown()).optional(),
  people: z.array(z.unknown()).optional(),
  result: z.looseObject({ id: z.string().optional(), workflowRunId: z.string().optional() }).optional(),
});

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

async function call(method: string, path: string, body?: unknown) {
  const response = await fetch(sandbox.origins.control + path, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer: unknown = response.status === 204 ? {} : await response.json();
  return { status: response.status, body: answerSchema.parse(answer) };
}
const post = (path: string, body: unknown) => call('POST', path, body);

/** A call to a vendor, for what it leaves in the log. */
const callPlivo = (path = '/v1/') => fetch(sandbox.origins.plivo + path);

function startVerification(to: string) {
  const { accountSid, authToken, verifyServiceSid } = sandbox.credentials.twilio;
  return fetch(`${sandbox.origins.twilio}/v2/Services/${verifyServiceSid}/Verifications`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
    body: new URLSearchParams({ To: to, Channel: 'sms' }),
  });
}

/** Ann's chat, through the vendor's SDK. */
async function connectAnn() {
  const { apiKey, apiSecret } = sandbox.credentials.stream;
  const server = new StreamChat(apiKey, apiSecret);
  const client = new StreamChat(apiKey, { baseURL: sandbox.origins.stream, allowServerSideConnect: true });
  await client.connectUser({ id: 'ann' }, server.createToken('ann'));
  const channel = client.channel('messaging', 'general');
  await channel.watch();
  return { client, channel };
}

describe('the clock', () => {
  test('is moved on, set and read', async () => {
    expect((await post('/clock', { advance: 90 })).body).toMatchObject({ offset: 90 });
    expect((await post('/clock', { advance: 10 })).body).toMatchObject({ offset: 100 });
    const { body } = await call('GET', '/clock');
    expect(body).toMatchObject({ offset: 100 });
    expect(Date.parse(body.now ?? '') - Date.now()).toBeGreaterThan(95_000);
    expect((await post('/clock', { at: '2030-01-01T00:00:00+01:00' })).body.now).toMatch(
      /^2029-12-31T23:00:00/,
    );
    expect((await post('/clock', { offset: 0 })).body).toMatchObject({ offset: 0 });
  });

  test.each([
    [{}, ''],
    [{ advance: 1, offset: 1 }, ''],
    [{ advance: 1, at: '2030-01-01T00:00:00Z' }, ''],
    [{ at: 'tomorrow' }, 'at'],
    [{ at: '2130-01-01T00:00:00Z' }, 'at'],
    [{ advance: -1 }, 'advance'],
    [{ offset: 'tomorrow' }, 'offset'],
    [{ advance: 1, sleep: true }, 'sleep'],
  ])('refuses %j', async (body, field) => {
    const answer = await post('/clock', body);
    expect(answer).toMatchObject({ status: 400, body: { status: 400, errors: [{ field }] } });
  });
});

describe('messages', () => {
  test('are listed newest first, all or those to one number, with their codes', async () => {
    await startVerification('+12015550101');
    await startVerification('+12015550102');
    const all = await call('GET', '/messages');
    expect(all.body.messages).toMatchObject([
      { channel: 'sms', to: '+12015550102', code: expect.stringMatching(/^\d{6}$/) },
      { channel: 'sms', to: '+12015550101' },
    ]);
    const escaped = await call('GET', '/messages?to=%2B12015550101');
    expect(escaped.body.messages).toHaveLength(1);
    expect(await call('GET', '/messages?to=+12015550101')).toEqual(escaped);
  });

  test('of every kind are kept whole, and listed by kind', async () => {
    const kinds = ['sms', 'whatsapp', 'call', 'email', 'push', 'chat'] as const;
    for (const channel of kinds)
      sandbox.context.deliveries.add({
        channel,
        to: 'ann',
        from: 'shop',
        user: 'ann',
        body: `By ${channel}`,
      });
    expect((await call('GET', '/messages')).body.messages).toHaveLength(kinds.length);
    for (const channel of kinds) {
      expect((await call('GET', `/messages?channel=${channel}`)).body.messages).toEqual([
        {
          id: expect.any(String) as unknown,
          at: expect.any(String) as unknown,
          channel,
          to: 'ann',
          from: 'shop',
          user: 'ann',
          body: `By ${channel}`,
        },
      ]);
    }
  });

  test.each([
    ['from=x', 'from'],
    ['channel=pigeon', 'channel'],
    ['to=', 'to'],
  ])('refuse the filter %s', async (query, field) => {
    expect(await call('GET', `/messages?${query}`)).toMatchObject({
      status: 400,
      body: { errors: [{ field }] },
    });
  });

  test('give an e-mail’s HTML as a page that can do nothing', async () => {
    const html = '<p>Hello</p><script>alert(1)</script>';
    const mail = {
      channel: 'email',
      to: 'ann@example.com',
      from: 'shop@example.com',
      body: 'Hello',
    } as const;
    const { id } = sandbox.context.deliveries.add({ ...mail, html });
    const plain = sandbox.context.deliveries.add(mail);
    const page = await fetch(`${sandbox.origins.control}/messages/${id}/html`);
    expect(await page.text()).toMatch(/^<!doctype html>.*<p>Hello<\/p><script>alert\(1\)<\/script>$/);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = page.headers.get('content-security-policy')?.split('; ') ?? [];
    expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "frame-ancestors 'self'"]));
    expect(policy.find((rule) => rule.startsWith('sandbox'))).not.toContain('allow-scripts');
    expect(policy.find((rule) => rule.startsWith('script-src'))).toBeUndefined();
    for (const other of [plain.id, 'delivery-0'])
      expect((await call('GET', `/messages/${other}/html`)).status).toBe(404);
  });
});

describe('faults', () => {
  test('are switched on, listed, act and are cleared', async () => {
    const fault = { vendor: 'plivo', status: 503, message: 'down' };
    const shown = { id: expect.stringMatching(/^fault-\d+$/) as unknown, acted: 0, ...fault };
    expect(await post('/faults', fault)).toEqual({ status: 201, body: { faults: [shown] } });
    expect((await callPlivo()).status).toBe(503);
    expect((await call('GET', '/faults')).body.faults).toEqual([{ ...shown, acted: 1 }]);
    expect((await call('DELETE', '/faults')).status).toBe(204);
    expect((await call('GET', '/faults')).body).toEqual({ faults: [] });
    expect((await callPlivo()).status).toBe(501);
  });

  test('are switched off one by one', async () => {
    await post('/faults', { vendor: 'plivo', status: 503 });
    await post('/faults', { vendor: 'plivo', status: 500 });
    const [first] = sandbox.context.faults.list();
    expect((await call('DELETE', `/faults/${first?.id}`)).status).toBe(204);
    expect((await callPlivo()).status).toBe(500);
    expect(await call('DELETE', `/faults/${first?.id}`)).toMatchObject({
      status: 404,
      body: { detail: `The fault ${first?.id} is not on` },
    });
  });

  test.each([
    [{ vendor: 'acme', status: 500 }, 'vendor'],
    [{ vendor: 'stream' }, ''],
    [{ vendor: 'stream', status: 99 }, 'status'],
    [{ vendor: 'twilio', cut: 1006 }, 'cut'],
    [{ vendor: 'stream', status: 500, explode: true }, 'explode'],
  ])('refuses %j', async (body, field) => {
    expect(await post('/faults', body)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
    expect(sandbox.context.faults.list()).toEqual([]);
  });

  test('cut open sockets at once and refuse new ones', async () => {
    const { client } = await connectAnn();
    const socket = client.wsConnection?.ws;
    if (!socket) throw new Error('Ann has no socket');
    const closed = new Promise<number>((resolve) =>
      socket.addEventListener('close', ({ code }) => resolve(code)),
    );
    await post('/faults', { vendor: 'stream', cut: 4001, refuse: true });
    expect(await closed).toBe(4001);
    const again = new WebSocket(sandbox.origins.stream.replace('http', 'ws') + '/connect');
    const [error] = await once(again, 'error');
    expect(String(error)).toContain('503');
    await client.disconnectUser();
  });

  test('expire the tokens that were seen', async () => {
    const { client, channel } = await connectAnn();
    await post('/faults', { vendor: 'stream', expire: true });
    await expect(channel.query({})).rejects.toMatchObject({ code: 40 });
    await client.disconnectUser();
  });
});

describe('events', () => {
  const message = { type: 'chat.message', channel: 'messaging:general', user: 'ben', text: 'Hi' };

  test('make somebody write, type and react, as ann sees live', async () => {
    const { client, channel } = await connectAnn();
    const seen: string[] = [];
    channel.on((event) => void seen.push(`${event.type} ${event.user?.id}`));
    const general = { channel: 'messaging:general', user: 'ben' };
    await post('/events', { type: 'chat.typing', ...general });
    const sent = await post('/events', { type: 'chat.message', ...general, text: 'Hello Ann' });
    expect(sent).toMatchObject({ status: 201, body: { result: { text: 'Hello Ann', user: { id: 'ben' } } } });
    const reaction = { type: 'chat.reaction', message: sent.body.result?.id, user: 'cleo', reaction: 'love' };
    expect((await post('/events', reaction)).status).toBe(201);
    await vi.waitFor(() =>
      expect(seen).toEqual(
        expect.arrayContaining(['typing.start ben', 'message.new ben', 'reaction.new cleo']),
      ),
    );
    await client.disconnectUser();
  });

  test('make somebody edit and delete a message, as the others see', async () => {
    const { client, channel } = await connectAnn();
    const { body } = await post('/events', { ...message, text: 'Helo' });
    const own = { message: body.result?.id, user: 'ben' };
    const edited = new Promise((resolve) => channel.on('message.updated', resolve));
    expect(await post('/events', { type: 'chat.update', ...own, text: 'Hello' })).toMatchObject({
      status: 201,
      body: { result: { id: own.message, text: 'Hello' } },
    });
    expect(await edited).toMatchObject({ message: { text: 'Hello' } });
    const deleted = new Promise((resolve) => channel.on('message.deleted', resolve));
    expect(await post('/events', { type: 'chat.delete', ...own })).toMatchObject({
      status: 201,
      body: { result: { id: own.message, type: 'deleted' } },
    });
    expect(await deleted).toMatchObject({ message: { id: own.message } });
    expect((await post('/events', { type: 'chat.update', ...own, text: 'Again' })).status).toBe(422);
    await client.disconnectUser();
  });

  test('make somebody read, as the others see', async () => {
    const { client, channel } = await connectAnn();
    const read = new Promise((resolve) => channel.on('message.read', resolve));
    const { status } = await post('/events', {
      type: 'chat.read',
      channel: 'messaging:general',
      user: 'ben',
    });
    expect(status).toBe(201);
    expect(await read).toMatchObject({ user: { id: 'ben' } });
    await client.disconnectUser();
  });

  test('run a workflow', async () => {
    const trigger = { type: 'workflow.trigger', workflow: 'new-comment', recipients: ['ann'], actor: 'ben' };
    const { status, body } = await post('/events', trigger);
    expect(status).toBe(201);
    expect(body.result?.workflowRunId).toEqual(expect.any(String));
  });

  test('change what became of a text message', async () => {
    const { accountSid, authToken, phoneNumber } = sandbox.credentials.twilio;
    const headers = { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` };
    const messages = `${sandbox.origins.twilio}/2010-04-01/Accounts/${accountSid}/Messages`;
    const sent = await fetch(`${messages}.json`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ To: '+12015550101', From: phoneNumber, Body: 'Hello Ann' }),
    });
    const { sid } = z.object({ sid: z.string() }).parse(await sent.json());
    const change = { type: 'sms.status', message: sid, status: 'undelivered', errorCode: 30005 };
    expect(await post('/events', change)).toEqual({
      status: 201,
      body: { result: { sid, status: 'undelivered', errorCode: 30005, statusCallback: null } },
    });
    const fetched = await fetch(`${messages}/${sid}.json`, { headers });
    expect(await fetched.json()).toMatchObject({ status: 'undelivered', error_code: 30005 });
    expect((await post('/events', { ...change, status: 'read' })).status).toBe(422);
  });

  test.each([
    ['channel', { ...message, channel: 'messaging:nowhere' }, 'messaging:nowhere'],
    ['user', { ...message, user: 'zed' }, 'zed'],
    ['edited message', { type: 'chat.update', message: 'none', user: 'ben', text: 'Hi' }, 'none'],
    ['deleted message', { type: 'chat.delete', message: 'none', user: 'ben' }, 'none'],
    ['message', { type: 'chat.reaction', message: 'none', user: 'ben', reaction: 'love' }, 'none'],
    ['workflow', { type: 'workflow.trigger', workflow: 'no-such', recipients: ['ann'] }, 'no-such'],
    ['text message', { type: 'sms.status', message: 'SM0', status: 'delivered' }, 'SM0'],
  ])('name an unknown %s with 404', async (_what, event, named) => {
    const { status, body } = await post('/events', event);
    expect(status).toBe(404);
    expect(body.detail).toContain(named);
  });

  test('pass on what the vendor refuses with 422', async () => {
    const { status, body } = await post('/events', { ...message, channel: 'messaging:ann-ben', user: 'dan' });
    expect({ status, title: body['title'] }).toEqual({ status: 422, title: 'Not possible' });
    expect(body.detail).toContain('dan');
  });

  test.each([
    [{ type: 'chat.shout' }, 'type'],
    [{ type: 'chat.message', channel: 'messaging:general', user: 'ben' }, 'text'],
    [{ ...message, channel: 'general' }, 'channel'],
    [{ type: 'chat.read', channel: 'messaging:general' }, 'user'],
    [{ type: 'chat.update', message: 'm', user: 'ben', text: '' }, 'text'],
    [{ type: 'chat.delete', user: 'ben' }, 'message'],
    [{ ...message, volume: 11 }, 'volume'],
    [{ type: 'workflow.trigger', workflow: 'new-comment', recipients: [] }, 'recipients'],
    [{ type: 'sms.status', message: 'SM0', status: 'scheduled' }, 'status'],
  ])('refuse %j with 400', async (event, field) => {
    expect(await post('/events', event)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
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

describe('health', () => {
  test('tells where the servers are, and how many sockets are open', async () => {
    const { client } = await connectAnn();
    const { status, body } = await call('GET', '/health');
    expect({ status, ...body }).toEqual({
      status: 'ok',
      uptime: expect.any(Number) as unknown,
      memory: expect.any(Number) as unknown,
      sockets: { stream: 1, knock: 0, twilio: 0, plivo: 0 },
      origins: sandbox.origins,
    });
    await client.disconnectUser();
  });
});

describe('requests', () => {
  test('are kept with their answers; a list may leave the bodies out', async () => {
    await startVerification('+12015550101');
    const [logged] = (await call('GET', '/requests')).body.requests ?? [];
    expect(logged).toMatchObject({
      vendor: 'twilio',
      method: 'POST',
      status: 201,
      query: {},
      body: { form: { To: '+12015550101', Channel: 'sms' } },
      answer: { type: 'application/json', json: { status: 'pending', to: '+12015550101' } },
    });
    const { requests: [short] = [] } = (await call('GET', '/requests?bodies=false')).body;
    expect(logged).toMatchObject(short ?? {});
    expect(short).not.toHaveProperty('body');
    expect(short).not.toHaveProperty('answer');
    const { id } = z.looseObject({ id: z.number() }).parse(short);
    expect((await call('GET', `/requests/${id}`)).body).toEqual(logged);
    expect((await call('GET', '/requests/999999')).status).toBe(404);
    expect((await call('GET', '/requests/first')).status).toBe(404);
  });

  test('are logged newest first, by vendor, up to a limit', async () => {
    await callPlivo('/v1/first');
    await callPlivo('/v1/second');
    await fetch(sandbox.origins.twilio);
    expect((await call('GET', '/requests?vendor=plivo')).body.requests).toMatchObject([
      { vendor: 'plivo', method: 'GET', path: '/v1/second', status: 501 },
      { vendor: 'plivo', method: 'GET', path: '/v1/first', status: 501 },
    ]);
    expect((await call('GET', '/requests?limit=1')).body.requests).toMatchObject([{ vendor: 'twilio' }]);
  });

  test.each([
    ['vendor=acme', 'vendor'],
    ['limit=0', 'limit'],
    ['bodies=maybe', 'bodies'],
    ['since=1', 'since'],
  ])('refuse %s', async (query, field) => {
    expect(await call('GET', `/requests?${query}`)).toMatchObject({
      status: 400,
      body: { errors: [{ field }] },
    });
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
