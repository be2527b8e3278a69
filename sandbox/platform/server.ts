import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { SandboxContext, Vendor } from './context.ts';
import type { RequestLog } from './request-log.ts';

export interface Listener {
  readonly origin: string;
  close(): Promise<void>;
}

/** A server on a loopback port (0 = any free one). A taken port is an error that names it. */
export function listen(
  name: string,
  port: number,
  fetch: (request: Request) => Response | Promise<Response>,
  upgrade?: Vendor['upgrade'],
): Promise<Listener> {
  const server = createServer(getRequestListener(fetch, { overrideGlobalObjects: false }));
  if (upgrade) server.on('upgrade', upgrade);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} (${name}) is taken. End what uses it, or choose other ports.`)
          : error,
      );
    });
    // No host: both loopback families answer to "localhost".
    server.listen(port, 'localhost', () => resolve(toListener(server)));
  });
}

function toListener(server: Server): Listener {
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A vendor's door: every request is logged, meets the faults that are switched on, then the vendor. */
export function vendorDoor(vendor: Vendor, context: SandboxContext, log: RequestLog) {
  return async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    // A browser's preflight is no call to the vendor: a fault must hit the call itself.
    if (request.method === 'OPTIONS') return vendor.fetch(request);
    const entry = log.start(vendor.name, request.method, url.pathname);
    const fault = context.faults.forRequest(vendor.name, request.method, url.pathname);
    if (fault?.latency) await new Promise((resolve) => setTimeout(resolve, fault.latency));
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

/** A vendor's sockets: refused while a fault says so. */
export function vendorUpgrade(vendor: Vendor, context: SandboxContext): Vendor['upgrade'] {
  const { upgrade } = vendor;
  if (!upgrade) return undefined;
  return (request: IncomingMessage, socket, head) => {
    if (context.faults.refusesSocket(vendor.name)) {
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
