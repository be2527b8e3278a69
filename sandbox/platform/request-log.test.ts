import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Vendor } from './context.ts';
import { KeptBody, longestBody } from './log-body.ts';
import { openVendor, type OpenVendor } from './open-vendor.ts';
import { RequestLog, logLimits, type LoggedRequest } from './request-log.ts';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJ1c2VyX2lkIjoiYW5uIn0.c2lnbmF0dXJl';

/** A vendor that answers with what it was sent, as it was sent. */
function createMirror(): Vendor {
  return {
    name: 'twilio',
    async fetch(request) {
      const { pathname } = new URL(request.url);
      if (pathname === '/nothing') return new Response(null, { status: 204 });
      if (pathname === '/bytes')
        return new Response(new Uint8Array(9), { headers: { 'content-type': 'image/png' } });
      const type = request.headers.get('content-type') ?? 'text/plain';
      return new Response(await request.arrayBuffer(), { status: 201, headers: { 'content-type': type } });
    },
    errorBody: (status, code, message) => ({ status, code, message }),
    reset: () => undefined,
    cut: () => undefined,
    expireTokens: () => undefined,
  };
}

let mirror: OpenVendor<Vendor>;
beforeEach(async () => {
  mirror = await openVendor(createMirror);
});
afterEach(() => mirror.close());

/** Calls, and what the log holds of it. */
async function call(path: string, init?: RequestInit): Promise<{ answer: Response; logged: LoggedRequest }> {
  const answer = await fetch(mirror.origin + path, init);
  const [logged] = mirror.log.list();
  if (!logged) throw new Error('Nothing was logged');
  return { answer, logged };
}
const post = (body: string | FormData | Uint8Array<ArrayBuffer>, type?: string, path = '/') =>
  call(path, { method: 'POST', body, ...(type && { headers: { 'content-type': type } }) });

describe('a request', () => {
  test('is kept whole, with its answer', async () => {
    const { answer, logged } = await post('{"text":"Hello"}', 'application/json', '/a?b=1&c=2&c=3');
    expect(await answer.json()).toEqual({ text: 'Hello' });
    const body = { type: 'application/json', bytes: 16, json: { text: 'Hello' } };
    expect(logged).toEqual({
      id: 1,
      vendor: 'twilio',
      method: 'POST',
      path: '/a',
      query: { b: '1', c: ['2', '3'] },
      at: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
      body,
      status: 201,
      answer: body,
      duration: expect.any(Number) as unknown,
    });
  });

  test('with a form is kept by its fields', async () => {
    const { logged } = await post('To=%2B1&MediaUrl=a&MediaUrl=b', 'application/x-www-form-urlencoded');
    expect(logged.body).toEqual({
      type: 'application/x-www-form-urlencoded',
      bytes: 29,
      form: { To: '+1', MediaUrl: ['a', 'b'] },
    });
  });

  test('with text is kept as text, and as JSON where it is JSON all the same', async () => {
    expect((await post('Hello')).logged.body).toEqual({ type: 'text/plain', bytes: 5, text: 'Hello' });
    expect((await post('{broken', 'application/json')).logged.body).toMatchObject({ text: '{broken' });
    expect((await post('[1]')).logged.body).toMatchObject({ json: [1] });
  });

  test('reaches the vendor byte by byte, as its answer comes back, also where it is no text', async () => {
    const bytes = new Uint8Array([0xff, 0x00, 0xfe]);
    for (const type of ['application/json', 'application/octet-stream']) {
      const { answer } = await post(bytes, type);
      expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
    }
  });

  test('of bytes is kept by its type and length alone, its answer by its type', async () => {
    const { logged } = await post(new Uint8Array(9), 'image/png', '/bytes');
    expect(logged.body).toEqual({ type: 'image/png', bytes: 9 });
    expect(logged.answer).toEqual({ type: 'image/png' });
  });

  test('without a body, answered without one, has none', async () => {
    const { logged } = await call('/nothing', { method: 'DELETE' });
    expect(logged).toMatchObject({ status: 204 });
    expect(logged).not.toHaveProperty('body');
    expect(logged).not.toHaveProperty('answer');
  });

  test('that is long is kept by its beginning', async () => {
    const { answer, logged } = await post(
      JSON.stringify({ token, text: 'x'.repeat(longestBody) }),
      'application/json',
    );
    expect(logged.body).toMatchObject({ truncated: true, bytes: longestBody + token.length + 22 });
    expect(logged.body?.text).toMatch(/^\{"token":"\*\*\*","text":"x+$/);
    expect((await answer.text()).length).toBe(longestBody + token.length + 22);
    const wide = await post('€'.repeat(longestBody), 'text/plain');
    expect(wide.logged.body).toMatchObject({ truncated: true, bytes: 3 * longestBody });
    expect(wide.logged.body?.text).toBe('€'.repeat(Math.floor(longestBody / 3)));
  });

  test('that is very long is not read for the log', async () => {
    const { answer, logged } = await post('x'.repeat(1024 * 1024 + 1), 'text/plain');
    expect(logged.body).toEqual({ type: 'text/plain', bytes: 1024 * 1024 + 1 });
    expect((await answer.text()).length).toBe(1024 * 1024 + 1);
  });

  test('that a fault answers says which', async () => {
    mirror.context.faults.add({ vendor: 'twilio', status: 503, message: 'down' });
    const { logged } = await post('{"a":1}', 'application/json');
    expect(logged).toMatchObject({
      fault: 'fault-1',
      status: 503,
      body: { json: { a: 1 } },
      answer: { json: { status: 503, message: 'down' } },
    });
  });
});

describe('secrets', () => {
  test('are masked in JSON at any depth, in what is sent and in what is answered', async () => {
    const { logged } = await post(
      JSON.stringify({
        access_token: 'a',
        user: { api_secret: 'b', password: '', note: `see ${token}.` },
        channel: [{ tokens: ['c', 'd'] }],
        error: { code: 60200 },
        code: 'invalid_params',
      }),
      'application/json',
    );
    const json = {
      access_token: '***',
      user: { api_secret: '***', password: '', note: 'see ***.' },
      channel: [{ tokens: ['***', '***'] }],
      error: { code: 60200 },
      code: 'invalid_params',
    };
    expect(logged).toMatchObject({ body: { json }, answer: { json } });
  });

  test('are masked in forms, in queries and in text', async () => {
    const form = await post('Code=123456&CustomCode=1234&To=%2B1', 'application/x-www-form-urlencoded');
    expect(form.logged.body?.form).toEqual({ Code: '***', CustomCode: '***', To: '+1' });
    const query = await call(
      `/ws?user_token=${token}&api_key=pk_test&authorization=x&next=${token}&PageToken=7`,
    );
    expect(query.logged.query).toEqual({
      user_token: '***',
      api_key: 'pk_test',
      authorization: '***',
      next: '***',
      PageToken: '7',
    });
    expect((await post(`signed ${token}`)).logged.body).toMatchObject({ text: 'signed ***' });
  });
});

describe('the log', () => {
  const arrival = { vendor: 'stream', method: 'GET', path: '/', query: {} } as const;

  test('forgets the oldest past its number', () => {
    const log = new RequestLog(() => '');
    for (let count = 0; count < logLimits.requests * 2 + 5; count += 1) log.start(arrival);
    const ids = log.list().map(({ id }) => id);
    expect(ids).toHaveLength(logLimits.requests);
    expect([ids[0], ids.at(-1)]).toEqual([logLimits.requests * 2 + 5, logLimits.requests + 6]);
    expect(log.get(1)).toBeUndefined();
    expect(log.get(logLimits.requests + 6)).toMatchObject({ path: '/' });
  });

  test('forgets the oldest past its size, also while they are being answered', () => {
    const log = new RequestLog(() => '');
    const body = (bytes: number) => ({ body: new KeptBody('text/plain', Buffer.alloc(bytes)) });
    const ids = () => log.list().map(({ id }) => id);
    const oldest = log.start(arrival);
    for (let weight = 0; weight < logLimits.bytes; weight += longestBody)
      log.tell(log.start(arrival), body(longestBody));
    const whole = logLimits.bytes / longestBody;
    expect(ids()).toHaveLength(whole + 1);
    log.tell(log.start(arrival), body(1));
    expect(ids().at(-1)).toBe(3);
    log.tell(oldest, { status: 200, ...body(5) });
    log.tell(log.start(arrival), body(longestBody - 1));
    expect([ids()[0], ids().at(-1)]).toEqual([whole + 3, 3]);
  });

  test('counts every change', () => {
    const log = new RequestLog(() => '');
    const versions = [log.version];
    const entry = log.start(arrival);
    versions.push(log.version);
    log.tell(entry, { status: 200 });
    versions.push(log.version);
    log.finish(entry);
    versions.push(log.version);
    log.clear();
    versions.push(log.version);
    expect(new Set(versions).size).toBe(versions.length);
  });
});
