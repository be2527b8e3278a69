import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type * as z from 'zod/mini';
import { routes, type Operation, type Route } from '../contract/index.ts';
import type { linkOperations } from '../contract/link-page.ts';
import '../platform/messages.ts';
import { clientNetwork } from '../platform/network.ts';
import { ProblemError } from '../platform/problem.ts';
import type { Access } from '../services/access-token.ts';
import type { Ports, Services } from '../services/services.ts';
import type { Sender } from '../services/verifications.ts';
import type { Answers } from './answers.ts';
import type { Handlers } from './handler.ts';

/** What a request carries on its way through the app. */
export interface AppEnv {
  Variables: { requestId: string; operation?: Operation | keyof typeof linkOperations; code?: string };
}

/** What serves a request: the policy and bindings it runs by, what it calls, and how its answer is written. */
export interface Parts {
  readonly ports: Ports;
  readonly services: Services;
  readonly answers: Answers;
}

/** Bytes. */
const LONGEST_BODY = 65_536;

const limitBody = bodyLimit({
  maxSize: LONGEST_BODY,
  onError: () => {
    throw new ProblemError('body_too_large', 'A body has at most 64 kB.');
  },
});

/**
 * Serves every route of the contract. Each request meets the same checks in the same order (origin, shield, session or
 * key, query, body) before its handler is called.
 */
export function registerRoutes(
  app: Hono<AppEnv>,
  handlers: Handlers,
  { ports, services, answers }: Parts,
): void {
  for (const operation of Object.keys(routes) as Operation[]) {
    const route: Route = routes[operation];
    // The loop forgets which handler belongs to which route; `Handlers` proved that they match.
    const handle = handlers[operation] as (input: never) => unknown;
    const path = toHonoPath(route.path);
    if (route.body) app.on(route.method, path, limitBody);
    const hasParams = path !== route.path;
    const own =
      route.maxAge === undefined ? undefined : { 'cache-control': `public, max-age=${route.maxAge}` };
    app.on(route.method, path, async (c) => {
      c.set('operation', operation);
      const sender = senderOf(c, ports.now());
      if (route.origin === 'none') refuseBrowser(c);
      if (route.auth === 'server') await services.serverKeys.check(c.req.header('authorization'));
      if (route.origin === 'site') {
        const own = route.linked === true && sender.origin === new URL(c.req.url).origin;
        if (!own) checkOrigin(sender.origin, services.siteOrigins);
        await checkShield(ports, sender.network);
      }
      const access = await authenticate(c, route, sender, services);
      const idempotencyKey = route.idempotent && readIdempotencyKey(c);
      const query = route.query && parse(route.query, c.req.query(), 'query_invalid');
      const body = route.body && parse(route.body, await readJson(c), 'body_invalid');
      const input = {
        params: hasParams ? c.req.param() : {},
        query,
        body,
        access,
        idempotencyKey,
        sender: access ? { ...sender, ...askerOf(access) } : sender,
        get server() {
          return new URL(c.req.url).origin;
        },
        services,
      };
      const answer = await handle(input as never);
      return answers.write(c, route.status, route.response ? JSON.stringify(answer) : null, own);
    });
  }
}

const askerOf = ({ kind, sessionId, userId }: Access): Pick<Sender, 'sessionId' | 'userId'> => ({
  sessionId,
  ...(kind === 'site' && { userId }),
});

/** The methods that answer at this path; empty when there is no such route. */
export function methodsAt(path: string): string[] {
  return Object.values<Route>(routes)
    .filter((route) => toPattern(route.path).test(path))
    .map((route) => route.method);
}

const toPattern = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);

const toHonoPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');

function senderOf(c: Context<AppEnv>, now: number): Sender {
  const address = c.req.header('cf-connecting-ip');
  return {
    origin: originOf(c),
    network: clientNetwork(address),
    ...(address !== undefined && { address }),
    requestId: c.get('requestId'),
    now,
  };
}

/**
 * Where the request comes from, as the browser says. A GET of a page on the Worker's own origin carries no Origin; the
 * browser then says so in Sec-Fetch-Site, which no page can set. Empty when nothing is known.
 */
function originOf(c: Context<AppEnv>): string {
  const origin = c.req.header('origin');
  if (origin !== undefined) return origin;
  return c.req.header('sec-fetch-site') === 'same-origin' ? new URL(c.req.url).origin : '';
}

/** Refused here, not only by CORS: CORS keeps a page from reading an answer, not the request from working. */
function checkOrigin(origin: string, origins: ReadonlySet<string>): void {
  if (!origins.has(origin)) {
    throw new ProblemError('origin_not_allowed', 'Send the Origin header of one of the site’s own pages.');
  }
}

export async function checkShield({ bindings }: Ports, network: string): Promise<void> {
  const { success } = await bindings.SHIELD.limit({ key: network });
  if (!success)
    throw new ProblemError('rate_limited', 'Too many requests from this network.', { retryAfter: 60 });
}

/** A server key in a page would be everybody's. */
function refuseBrowser(c: Context<AppEnv>): void {
  if (c.req.header('origin') !== undefined || c.req.header('sec-fetch-site') !== undefined)
    throw new ProblemError('origin_not_allowed', 'This is for the site’s backend, never for a page.');
}

function readIdempotencyKey(c: Context<AppEnv>): string | undefined {
  const key = c.req.header('idempotency-key');
  if (key === undefined || /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new ProblemError('idempotency_key_invalid', 'Up to 255 visible ASCII characters, such as a UUID.');
}

/** Who acts. A token that is given must be good, also where none is needed: else a session would get lost unseen. */
async function authenticate(
  c: Context<AppEnv>,
  route: Route,
  sender: Sender,
  services: Services,
): Promise<Access | undefined> {
  if (route.auth !== 'session' && route.auth !== 'optional') return undefined;
  const authorization = c.req.header('authorization');
  if (authorization === undefined && route.auth === 'optional') return undefined;
  const token = /^Bearer ([^\s]+)$/i.exec(authorization ?? '')?.[1];
  if (!token) {
    const code = route.auth === 'session' ? 'session_required' : 'session_invalid';
    throw new ProblemError(code, 'Send the access token as a bearer token.');
  }
  const access = await services.accessTokens.verify(token, sender.origin, sender.now);
  if (access.link && !route.linked) {
    throw new ProblemError('scope_insufficient', 'A link opens preferences, and nothing else.');
  }
  return access;
}

async function readJson(c: Context<AppEnv>): Promise<unknown> {
  const text = await c.req.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError('body_not_json', 'Send a JSON document.');
  }
}

function parse(schema: z.ZodMiniType, value: unknown, code: 'body_invalid' | 'query_invalid'): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new ProblemError(code, 'See issues.', { issues });
}
