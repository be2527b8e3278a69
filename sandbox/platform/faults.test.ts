import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { SandboxContext, Vendor } from './context.ts';
import { faultSchema } from './faults.ts';
import { openVendor, type OpenVendor } from './open-vendor.ts';

/** A vendor that answers every call with its path, and every socket with an echo. */
function createEcho(_context: SandboxContext): Vendor {
  const sockets = new WebSocketServer({ noServer: true });
  return {
    name: 'stream',
    fetch: (request) => new Response(new URL(request.url).pathname),
    upgrade: (request, socket, head) =>
      sockets.handleUpgrade(request, socket, head, (opened) =>
        opened.on('message', (data) => opened.send(data)),
      ),
    errorBody: (status, code, message) => ({ status, code, message }),
    reset: () => undefined,
    cut: () => undefined,
    expireTokens: () => undefined,
  };
}

let echo: OpenVendor<Vendor>;
const add = (fault: object) => echo.context.faults.add(faultSchema.parse({ vendor: 'stream', ...fault }));
const get = (path: string, init?: RequestInit) => fetch(echo.origin + path, init);

beforeEach(async () => {
  echo = await openVendor(createEcho);
});
afterEach(() => echo.close());

describe('requests', () => {
  test('get the status, code, message and headers of a fault', async () => {
    add({ status: 429, code: 9, message: 'slow down', headers: { 'retry-after': '7' } });
    const response = await get('/channels', { headers: { origin: 'http://shop.test' } });
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(await response.json()).toEqual({ status: 429, code: 9, message: 'slow down' });
  });

  test('are hit only where path and method fit', async () => {
    add({ status: 500, path: '/channels', method: 'post' });
    expect((await get('/users', { method: 'POST' })).status).toBe(200);
    expect((await get('/channels')).status).toBe(200);
    expect((await get('/channels', { method: 'OPTIONS' })).status).toBe(200);
    expect((await get('/channels', { method: 'POST' })).status).toBe(500);
  });

  test('are hit so many times, then answered again', async () => {
    add({ status: 500, times: 2 });
    expect(echo.context.faults.list()).toMatchObject([{ times: 2 }]);
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await get('/')).status);
    expect(statuses).toEqual([500, 500, 200]);
    expect(echo.context.faults.list()).toEqual([]);
  });

  test('wait for a latency and are answered in the end', async () => {
    add({ latency: 80 });
    const before = performance.now();
    expect((await get('/late')).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThanOrEqual(79);
  });

  test('are logged with their status, newest first', async () => {
    add({ status: 503, times: 1 });
    await get('/first?token=secret');
    await get('/second', { method: 'PUT' });
    expect(echo.log.list('stream')).toMatchObject([
      { method: 'PUT', path: '/second', status: 200 },
      { method: 'GET', path: '/first', status: 503 },
    ]);
    expect(echo.log.list('knock')).toEqual([]);
  });
});

describe('sockets', () => {
  const connect = () => new WebSocket(echo.origin.replace('http', 'ws') + '/connect');
  const outcome = (socket: WebSocket) =>
    new Promise<string>((resolve) => {
      socket.once('open', () => resolve('open'));
      socket.once('error', (error) => resolve(error.message));
    });

  test('are refused until the fault is cleared', async () => {
    add({ refuse: true });
    expect(await outcome(connect())).toContain('503');
    echo.context.faults.clear();
    expect(await outcome(connect())).toBe('open');
    expect(echo.log.list()).toMatchObject([{ method: 'SOCKET' }, { method: 'SOCKET', status: 503 }]);
  });

  test('are refused for so many seconds of the clock', async () => {
    add({ refuse: 30 });
    echo.context.clock.advance(29);
    expect(echo.context.faults.list()).toEqual([{ vendor: 'stream', refuse: 1 }]);
    expect(await outcome(connect())).toContain('503');
    echo.context.clock.advance(1);
    expect(echo.context.faults.list()).toEqual([]);
    expect(await outcome(connect())).toBe('open');
  });

  test('are ended when the server closes', async () => {
    const socket = connect();
    await once(socket, 'open');
    const closed = once(socket, 'close');
    await echo.close();
    expect((await closed)[0]).toBe(1006);
  });
});

describe('events', () => {
  test('meet a fault only when the type fits', () => {
    add({ drop: true, event: 'message.new', times: 1 });
    const { faults } = echo.context;
    expect(faults.forEvent('stream', 'typing.start')).toBeUndefined();
    expect(faults.forEvent('knock', 'message.new')).toBeUndefined();
    expect(faults.forEvent('stream', 'message.new')).toMatchObject({ drop: true });
    expect(faults.forEvent('stream', 'message.new')).toBeUndefined();
  });
});

describe('a fault', () => {
  test.each([
    ['names no vendor of the sandbox', { vendor: 'acme', status: 500 }, 'vendor'],
    ['does nothing', { vendor: 'stream', path: '/channels' }, ''],
    ['answers with success', { vendor: 'stream', status: 204 }, 'status'],
    ['closes with a reserved code', { vendor: 'stream', cut: 1005 }, 'cut'],
    ['cuts what has no sockets', { vendor: 'twilio', cut: 1006 }, 'cut'],
    ['expires what has no tokens', { vendor: 'plivo', expire: true }, 'expire'],
  ])('that %s is refused', (_reason, fault, field) => {
    const issues = faultSchema.safeParse(fault).error?.issues.map(({ path }) => path.join('.'));
    expect(issues).toEqual([field]);
  });

  test('that acts at once does not stay', () => {
    add({ cut: 1006 });
    add({ expire: true });
    expect(echo.context.faults.list()).toEqual([]);
    add({ cut: 1006, expire: true, refuse: true });
    expect(echo.context.faults.list()).toEqual([{ vendor: 'stream', refuse: true }]);
  });
});
