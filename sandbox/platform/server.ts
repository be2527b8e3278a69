import { setTimeout as delay } from 'node:timers/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { SandboxContext, Vendor } from './context.ts';
import type { RequestLog } from './request-log.ts';

export interface Listener {
  readonly origin: string;
  close(): Promise<void>;
}

/** A server on a loopback port (0 = any free one). A taken port is an error that names it and what it was for. */
export function listen(
  name: string,
  port: number,
  fetch: (request: Request) => Response | Promise<Response>,
  upgrade?: Vendor['upgrade'],
): Promise<Listener> {
  const server = createServer(getRequestListener(fetch, { overrideGlobalObjects: false }));
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
  return async (request: Request): Promise<Response> => {
    // A browser's preflight is no call to the vendor: a fault must hit the call itself.
    if (request.method === 'OPTIONS') return vendor.fetch(request);
    const { pathname } = new URL(request.url);
    const entry = log.start(vendor.name, request.method, pathname);
    const fault = context.faults.forRequest(vendor.name, request.method, pathname);
    // Real time, not the clock's: a slow answer is for whoever waits for it. It keeps no process alive.
    if (fault?.latency) await delay(fault.latency, undefined, { ref: false });
    const response = fault?.status
      ? Response.json(vendor.errorBody(fault.status, fault.code, fault.message), {
          status: fault.status,
          headers: { ...corsHeaders(request), ...fault.headers },
        })
      : await vendor.fetch(request);
    log.finish(entry, response.status);
    return response;
  };
}

/** A vendor's sockets: each is logged, and refused while a fault says so. */
export function vendorUpgrade(vendor: Vendor, context: SandboxContext, log: RequestLog): Vendor['upgrade'] {
  const { upgrade } = vendor;
  if (!upgrade) return undefined;
  return (request: IncomingMessage, socket, head) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const entry = log.start(vendor.name, 'SOCKET', pathname);
    if (context.faults.refusesSocket(vendor.name)) {
      log.finish(entry, 503);
      socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
      return;
    }
    upgrade.call(vendor, request, socket, head);
  };
}

function corsHeaders(request: Request): Record<string, string> {
  return request.headers.has('origin')
    ? { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' }
    : {};
}
