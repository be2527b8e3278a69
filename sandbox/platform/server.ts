import { setTimeout as delay } from 'node:timers/promises';
import { createServer, ServerResponse, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { SandboxContext, Vendor } from './context.ts';
import { captureAnswer, captureRequest } from './log-body.ts';
import { maskFields } from './mask.ts';
import type { RequestLog } from './request-log.ts';

export interface Listener {
  readonly origin: string;
  close(): Promise<void>;
}

/** What a request came by. */
export interface Connection {
  readonly outgoing: ServerResponse;
}

/** A server on a loopback port (0 = any free one). A taken port is an error that names it and what it was for. */
export function listen(
  name: string,
  port: number,
  fetch: (request: Request, connection: Connection) => Response | Promise<Response>,
  upgrade?: Vendor['upgrade'],
): Promise<Listener> {
  const listener = getRequestListener(
    (request, { outgoing }) => {
      if (!(outgoing instanceof ServerResponse)) throw new TypeError('This server speaks HTTP/1 alone.');
      return fetch(request, { outgoing });
    },
    { overrideGlobalObjects: false },
  );
  const server = createServer(listener);
  // As vendors' own do: after Node's five seconds, a client's next call would meet the end of its connection.
  server.keepAliveTimeout = 75_000;
  server.headersTimeout = 80_000;
  if (upgrade) server.on('upgrade', upgrade);
  // A socket that was upgraded is no longer the server's own: only a list of all of them can end it.
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} (${name}) is taken. End what uses it, or choose other ports.`)
          : error,
      );
    });
    // Loopback only: nothing outside the machine may reach a sandbox.
    server.listen(port, 'localhost', () => resolve(toListener(server, sockets)));
  });
}

function toListener(server: Server, sockets: Set<Socket>): Listener {
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A vendor's server: its door and its sockets. */
export function listenVendor(
  vendor: Vendor,
  port: number,
  context: SandboxContext,
  log: RequestLog,
): Promise<Listener> {
  return listen(vendor.name, port, vendorDoor(vendor, context, log), vendorUpgrade(vendor, context, log));
}

/** A vendor's door: every request is logged, meets the faults that are switched on, then the vendor. */
export function vendorDoor(vendor: Vendor, context: SandboxContext, log: RequestLog) {
  const { name } = vendor;
  return async (arrived: Request, { outgoing }: Connection): Promise<Response> => {
    // A browser's preflight is no call to the vendor: a fault must hit the call itself.
    if (arrived.method === 'OPTIONS') return vendor.fetch(arrived);
    const { pathname, searchParams } = new URL(arrived.url);
    const { method } = arrived;
    const entry = log.start({ vendor: name, method, path: pathname, query: maskFields(searchParams) });
    const sent = await captureRequest(arrived);
    if (sent.body) log.tell(entry, { body: sent.body });

    const fault = context.faults.forRequest(name, method, pathname);
    if (fault) log.tell(entry, { fault: fault.id });
    // Real time, not the clock's: a slow answer is for whoever waits for it. It keeps no process alive.
    if (fault?.latency) await delay(fault.latency, undefined, { ref: false });
    if (isUpload(arrived)) await context.faults.holdUpload(name, method, pathname);

    const given = fault?.status
      ? Response.json(vendor.errorBody(fault.status, fault.code, fault.message), {
          status: fault.status,
          headers: { ...corsHeaders(arrived), ...fault.headers },
        })
      : await vendor.fetch(sent.message);
    const { bytes, body } = await captureAnswer(given);
    log.tell(entry, { status: given.status, answer: body });
    log.finish(entry);
    if (!bytes && !fault?.half) return given;
    const whole = bytes ?? Buffer.from(await given.arrayBuffer());
    outgoing.setHeaders(given.headers).setHeader('content-length', whole.length);
    outgoing.writeHead(given.status);
    // Half of it, and the line breaks.
    if (fault?.half) outgoing.write(whole.subarray(0, whole.length / 2), () => outgoing.destroy());
    else outgoing.end(whole);
    return RESPONSE_ALREADY_SENT;
  };
}

const isUpload = ({ headers }: Request): boolean =>
  headers.get('content-type')?.startsWith('multipart/form-data') === true;

/** A vendor's sockets: each is logged and counted, and refused while a fault says so. */
export function vendorUpgrade(vendor: Vendor, context: SandboxContext, log: RequestLog): Vendor['upgrade'] {
  const { name, upgrade } = vendor;
  if (!upgrade) return undefined;
  return (request: IncomingMessage, socket, head) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const query = maskFields(searchParams);
    const entry = log.start({ vendor: name, method: 'SOCKET', path: pathname, query });
    onStatus(socket, (status) => {
      log.tell(entry, { status });
      if (status === 101) context.sockets.add(name, socket);
    });
    socket.once('close', () => log.finish(entry));
    const fault = context.faults.refusesSocket(name);
    if (fault) {
      log.tell(entry, { fault });
      socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
      return;
    }
    upgrade.call(vendor, request, socket, head);
  };
}

/** The status that an upgrade is answered with: it stands in the first line that is written, by whichever way. */
function onStatus(socket: Duplex, tell: (status: number) => void): void {
  for (const name of ['write', 'end'] as const) {
    const original = socket[name];
    Reflect.set(socket, name, (...written: unknown[]): unknown => {
      Reflect.deleteProperty(socket, 'write');
      Reflect.deleteProperty(socket, 'end');
      const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(String(written[0])) ?? [];
      if (status) tell(Number(status));
      return Reflect.apply(original, socket, written);
    });
  }
}

function corsHeaders(request: Request): Record<string, string> {
  return request.headers.has('origin')
    ? { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' }
    : {};
}
