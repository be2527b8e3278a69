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
    expect((await post('/clock', { offset: 0 })).body).toMatchObject({ offset: 0 });
  });

  test.each([
    [{}, ''],
    [{ advance: 1, offset: 1 }, ''],
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

  test('refuse an unknown filter', async () => {
    expect(await call('GET', '/messages?from=x')).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'from' }] },
    });
  });
});

describe('faults', () => {
  test('are switched on, listed, act and are cleared', async () => {
    const fault = { vendor: 'plivo', status: 503, message: 'down' };
    expect(await post('/faults', fault)).toEqual({ status: 201, body: { faults: [fault] } });
    expect((await callPlivo()).status).toBe(503);
    expect((await call('DELETE', '/faults')).status).toBe(204);
    expect((await call('GET', '/faults')).body).toEqual({ faults: [] });
    expect((await callPlivo()).status).toBe(501);
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

  const message = { type: 'chat.message', channel: 'messaging:general', user: 'ben', text: 'Hi' };
  test.each([
    ['channel', { ...message, channel: 'messaging:nowhere' }, 'messaging:nowhere'],
    ['user', { ...message, user: 'zed' }, 'zed'],
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
    [{ ...message, volume: 11 }, 'volume'],
    [{ type: 'workflow.trigger', workflow: 'new-comment', recipients: [] }, 'recipients'],
    [{ type: 'sms.status', message: 'SM0', status: 'scheduled' }, 'status'],
  ])('refuse %j with 400', async (event, field) => {
    expect(await post('/events', event)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
  });
});

describe('requests', () => {
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

  test('refuse an unknown vendor', async () => {
    expect(await call('GET', '/requests?vendor=acme')).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'vendor' }] },
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
    expect(body).toMatchObject({ credentials: sandbox.credentials, origins: sandbox.origins });
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
    expect(links).toEqual(['/icon.svg', '/page.css', '/phone.css', '/page.ts']);
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
