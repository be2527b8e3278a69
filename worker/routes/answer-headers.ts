import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { routes, type Route } from '../contract/index.ts';
import type { AppEnv } from './register.ts';

/**
 * What every answer carries: it is data, to be read by the pages that may and to be shown by none. Headers that mean
 * something for documents or for what is embedded alone are not here: each costs a fiftieth of what a token does.
 */
const always = Object.entries({
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'strict-transport-security': 'max-age=15552000; includeSubDomains',
  'x-content-type-options': 'nosniff',
});

/** Paths that every origin may read. */
const openPaths: ReadonlySet<string> = new Set(
  Object.values<Route>(routes)
    .filter((route) => route.origin === 'any')
    .map((route) => route.path),
);

/** What a page may read of an answer beside its body. */
const exposed = ['Date', 'X-Request-Id', 'Retry-After'];

/**
 * Gives each answer its headers once it is finished, and answers preflights. By `c.header` each of them would make
 * another response of the finished one.
 * @param parts.now ms
 */
export function answerHeaders(parts: {
  origins: ReadonlySet<string>;
  now: () => number;
}): MiddlewareHandler<AppEnv> {
  const { origins, now } = parts;
  const allowed = (origin: string, path: string): string | undefined => {
    if (openPaths.has(path)) return '*';
    return origins.has(origin) ? origin : undefined;
  };
  const preflight = cors({
    origin: (origin, c) => allowed(origin, c.req.path),
    allowMethods: ['GET', 'POST', 'PATCH', 'DELETE'],
    allowHeaders: ['Authorization', 'Content-Type'],
    maxAge: 7200,
  });
  return async (c, next) => {
    const { path, method } = c.req;
    const forPages = isForPages(path);
    if (forPages && method === 'OPTIONS') c.res = (await preflight(c, next)) as Response;
    else await next();
    const { headers } = c.res;
    for (const [name, value] of always) headers.set(name, value);
    headers.set('x-request-id', c.get('requestId'));
    // Of what an answer says of times a visitor's own clock may know nothing.
    headers.set('date', new Date(now()).toUTCString());
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
    if (!forPages || method === 'OPTIONS') return;
    headers.append('vary', 'Origin');
    headers.set('access-control-expose-headers', exposed.join(','));
    const origin = allowed(c.req.header('origin') ?? '', path);
    if (origin !== undefined) headers.set('access-control-allow-origin', origin);
  };
}

/** What is for the site's backend gives no page leave, and no preflight an answer. */
const isForPages = (path: string): boolean =>
  (path.startsWith('/v1/') && !path.startsWith('/v1/server/')) || path.startsWith('/.well-known/');
