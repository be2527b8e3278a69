import type { Context } from 'hono';
import { routes, type Route } from '../contract/index.ts';
import type { AppEnv } from './register.ts';

/**
 * What every answer carries: it is data, to be read by the pages that may and to be shown by none. Headers that mean
 * something for documents or for what is embedded alone are not here: each costs a fiftieth of what a token does.
 */
const always = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'content-type': 'application/json',
  'strict-transport-security': 'max-age=15552000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};

/** What a page may read of an answer beside its body. */
const exposed = 'Date,X-Request-Id,Retry-After';

const preflight = {
  'access-control-allow-methods': 'GET,POST,PATCH,DELETE',
  'access-control-allow-headers': 'Authorization,Content-Type',
  'access-control-max-age': '7200',
};

/** Paths that every origin may read. */
const openPaths: ReadonlySet<string> = new Set(
  Object.values<Route>(routes)
    .filter((route) => route.origin === 'any')
    .map((route) => route.path),
);

interface Ports {
  /** The site's own. */
  readonly origins: ReadonlySet<string>;
  /** ms */
  readonly now: () => number;
}

/**
 * Writes every answer of the Worker. The headers of a request's kind are made once in a second and copied as a whole:
 * a header that is set on an answer costs a fiftieth of what a token does.
 */
export class Answers {
  readonly #ports: Ports;
  /** By the origin that may read; of one second. */
  readonly #common = new Map<string | undefined, Headers>();
  #second = 0;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /**
   * @param body a JSON text, unless `own` says otherwise; null with a status that has none.
   * @param own headers of this answer alone; of one name they stand before the common ones.
   */
  write(
    c: Context<AppEnv>,
    status: number,
    body: string | null,
    own?: Readonly<Record<string, string>>,
  ): Response {
    const answer = new Response(body, { status, headers: this.#headersFor(c) });
    const { headers } = answer;
    headers.set('x-request-id', c.get('requestId'));
    if (body === null) headers.delete('content-type');
    for (const name in own) headers.set(name, own[name] ?? '');
    return answer;
  }

  /** What a browser asks before a page's request; undefined where none may come from a page. */
  preflight(c: Context<AppEnv>): Response | undefined {
    return isForPages(c.req.path) ? this.write(c, 204, null, preflight) : undefined;
  }

  #headersFor(c: Context<AppEnv>): Headers {
    const { now } = this.#ports;
    const second = Math.floor(now() / 1000);
    if (second !== this.#second) {
      this.#common.clear();
      this.#second = second;
    }
    const reader = this.#readerOf(c);
    let headers = this.#common.get(reader);
    if (!headers) {
      // Of what an answer says of times a visitor's own clock may know nothing.
      headers = new Headers({ ...always, date: new Date(second * 1000).toUTCString() });
      if (reader !== undefined) {
        headers.set('vary', 'Origin');
        headers.set('access-control-expose-headers', exposed);
        if (reader !== NOBODY) headers.set('access-control-allow-origin', reader);
      }
      this.#common.set(reader, headers);
    }
    return headers;
  }

  /** The origin whose pages may read this answer; undefined where it is for no page whatever. */
  #readerOf(c: Context<AppEnv>): string | undefined {
    const { path } = c.req;
    if (!isForPages(path)) return undefined;
    if (openPaths.has(path)) return '*';
    const origin = c.req.header('origin') ?? NOBODY;
    return this.#ports.origins.has(origin) ? origin : NOBODY;
  }
}

/** No page may read it, but one of another origin might. */
const NOBODY = 'nobody';

/** What is for the site's backend gives no page leave, and no preflight an answer. */
const isForPages = (path: string): boolean =>
  (path.startsWith('/v1/') && !path.startsWith('/v1/server/')) || path.startsWith('/.well-known/');
