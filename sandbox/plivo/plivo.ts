import { randomUUID } from 'node:crypto';
import type { Vendor } from '../platform/context.ts';

/** Plivo's room: its port answers in its error shape that nothing is built here yet. */
export function createPlivo(): Vendor {
  const body = (error: string) => ({ api_id: randomUUID(), error });
  return {
    name: 'plivo',
    fetch: ({ method, url }) =>
      Response.json(body(`${method} ${new URL(url).pathname} is not implemented by the sandbox`), {
        status: 501,
      }),
    errorBody: (_status, _code, message) => body(message ?? 'internal server error'),
    reset: () => undefined,
    cut: () => undefined,
    expireTokens: () => undefined,
  };
}
