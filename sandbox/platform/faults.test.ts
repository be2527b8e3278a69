import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { SandboxContext, Vendor } from './context.ts';
import { faultSchema } from './fault-schema.ts';
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
    expect(echo.context.faults.list()).toEqual([
      { id: 'fault-1', acted: 0, vendor: 'stream', status: 500, times: 2 },
    ]);
    const statuses = [];
    statuses.push((await get('/')).status);
    expect(echo.context.faults.list()).toMatchObject([{ acted: 1, times: 1 }]);
    for (let call = 0; call < 2; call += 1) statuses.push((await get('/')).status);
    expect(statuses).toEqual([500, 500, 200]);
    expect(echo.context.faults.list()).toEqual([]);
  });

  test('wait for a latency and are answered in the end', async () => {
    add({ latency: 80 });
    const before = performance.now();
    expect((await get('/late')).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThanOrEqual(79);
  });

  test('of several faults meet the first that fits, and the next when it is switched off', async () => {
    add({ status: 500 });
    add({ status: 503 });
    expect((await get('/')).status).toBe(500);
    expect(echo.context.faults.remove('fault-1')).toBe(true);
    expect((await get('/')).status).toBe(503);
    expect(echo.context.faults.list()).toMatchObject([{ id: 'fault-2', acted: 1 }]);
    expect(echo.context.faults.remove('fault-1')).toBe(false);
  });

  test('past a rate limit are refused until its window has gone by, and only those count as acted', async () => {
    add({ limit: { calls: 2, seconds: 60 }, path: '/channels' });
    const statuses = async (count: number) => {
      const all = [];
      for (let call = 0; call < count; call += 1) all.push((await get('/channels')).status);
      return all;
    };
    expect(await statuses(3)).toEqual([200, 200, 429]);
    expect((await get('/users')).status).toBe(200);
    expect(echo.context.faults.list()).toMatchObject([{ acted: 1 }]);
    echo.context.clock.advance(59);
    expect(await statuses(1)).toEqual([429]);
    echo.context.clock.advance(1);
    expect(await statuses(3)).toEqual([200, 200, 429]);
  });

  test('of a reached rate limit leave those below it to the next fault', async () => {
    add({ limit: { calls: 1, seconds: 60 } });
    add({ status: 500, times: 1 });
    expect((await get('/')).status).toBe(500);
    expect((await get('/')).status).toBe(429);
  });

  test('say in their headers when the limit ends', async () => {
    echo.context.faults.add({ vendor: 'stream', limit: { calls: 0, seconds: 60 } });
    const { headers } = await get('/');
    expect(headers.get('x-ratelimit-limit')).toBe('0');
    expect(headers.get('x-ratelimit-remaining')).toBe('0');
    const left = Number(headers.get('x-ratelimit-reset')) - echo.context.clock.seconds();
    expect(left).toBeGreaterThanOrEqual(59);
    expect(left).toBeLessThanOrEqual(61);
    expect(headers.has('retry-after')).toBe(false);
  });

  test.each([
    ['knock', 'rate_limited'],
    ['twilio', 20429],
    ['plivo', undefined],
  ] as const)('past a limit of %s are told so in its words', (vendor, code) => {
    const { faults } = echo.context;
    faults.add({ vendor, limit: { calls: 0, seconds: 60 } });
    expect(faults.forRequest(vendor, 'GET', '/')).toMatchObject({
      status: 429,
      code,
      headers: { 'retry-after': '60' },
    });
  });

  test('of a limit may be answered in other words than the vendor’s', () => {
    const { faults } = echo.context;
    faults.add({ vendor: 'twilio', limit: { calls: 0, seconds: 1 }, status: 503, code: 1, message: 'full' });
    expect(faults.forRequest('twilio', 'GET', '/')).toMatchObject({ status: 503, code: 1, message: 'full' });
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

describe('uploads', () => {
  const upload = () => {
    const body = new FormData();
    body.set('file', new File(['pixels'], 'photo.png', { type: 'image/png' }));
    return get('/image', { method: 'POST', body });
  };
  const waiting = () => vi.waitFor(() => expect(echo.context.faults.list()).toMatchObject([{ acted: 1 }]));

  test('are held until the fault is switched off; other requests are not', async () => {
    add({ hold: true });
    const answer = upload();
    await waiting();
    expect((await get('/channels')).status).toBe(200);
    expect(echo.log.list()).toMatchObject([{ path: '/channels' }, { path: '/image' }]);
    expect(echo.log.list()[1]).not.toHaveProperty('status');
    echo.context.faults.remove('fault-1');
    expect((await answer).status).toBe(200);
  });

  test('are held for so many seconds of the clock each', async () => {
    add({ hold: 30 });
    const answer = upload();
    await waiting();
    echo.context.clock.advance(29);
    expect(echo.log.list()[0]).not.toHaveProperty('status');
    echo.context.clock.advance(1);
    expect((await answer).status).toBe(200);
  });

  test('that a fault holds whose uses are up go on when all faults are cleared', async () => {
    add({ hold: true, times: 1 });
    const answer = upload();
    await vi.waitFor(() => expect(echo.context.faults.list()).toEqual([]));
    expect((await upload()).status).toBe(200);
    echo.context.faults.clear();
    expect((await answer).status).toBe(200);
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
    expect(echo.log.list()).toMatchObject([
      { method: 'SOCKET', path: '/connect', status: 101 },
      { method: 'SOCKET', path: '/connect', status: 503, fault: 'fault-1' },
    ]);
  });

  test('are refused for so many seconds of the clock', async () => {
    add({ refuse: 30 });
    echo.context.clock.advance(29);
    expect(echo.context.faults.list()).toMatchObject([{ vendor: 'stream', refuse: 1, acted: 0 }]);
    expect(await outcome(connect())).toContain('503');
    echo.context.clock.advance(1);
    expect(echo.context.faults.list()).toEqual([]);
    expect(await outcome(connect())).toBe('open');
  });

  test('are counted while they are open', async () => {
    const socket = connect();
    await once(socket, 'open');
    expect(echo.context.sockets.count()).toEqual({ stream: 1, knock: 0, twilio: 0, plivo: 0, turnstile: 0 });
    expect(echo.log.list()[0]).not.toHaveProperty('duration');
    socket.close();
    await vi.waitFor(() => expect(echo.context.sockets.count().stream).toBe(0));
    expect(echo.log.list()[0]?.duration).toBeGreaterThan(0);
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
    ['reorders what has no events', { vendor: 'twilio', reorder: true }, 'reorder'],
    ['holds uploads where there are none', { vendor: 'knock', hold: true }, 'hold'],
    ['limits without saying how long', { vendor: 'stream', limit: { calls: 1 } }, 'limit.seconds'],
    ['waits longer than a day', { vendor: 'stream', delay: 86_401 }, 'delay'],
    [
      'has a header that HTTP cannot carry',
      { vendor: 'stream', status: 500, headers: { a: 'b\nc' } },
      'headers.a',
    ],
  ])('that %s is refused', (_reason, fault, field) => {
    const issues = faultSchema.safeParse(fault).error?.issues.map(({ path }) => path.join('.'));
    expect(issues).toEqual([field]);
  });

  test('that acts at once does not stay', () => {
    add({ cut: 1006 });
    add({ expire: true });
    expect(echo.context.faults.list()).toEqual([]);
    add({ cut: 1006, expire: true, refuse: true });
    expect(echo.context.faults.list()).toEqual([{ id: 'fault-1', acted: 0, vendor: 'stream', refuse: true }]);
  });
});
