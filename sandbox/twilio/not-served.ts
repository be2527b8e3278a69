import type { Hono } from 'hono';
import { TwilioError, notFound } from './errors.ts';

/**
 * What a call gets that nothing answers, always named: 20004 when its path is served by other methods, else 20404.
 * @param request the call's method and path
 */
export function notServed(app: Hono, request: { method: string; path: string }): TwilioError {
  const { method, path } = request;
  const isKnown = app.routes.some(
    // The checks that every call meets stand for `ALL` methods; they serve nothing.
    (route) => route.method !== 'ALL' && toPattern(route.path).test(path),
  );
  if (isKnown) return new TwilioError(405, 20004, `Method not allowed: ${method} ${path}`);
  const { status, code, message } = notFound(`${method} ${path}`);
  return new TwilioError(status, code, `${message}: the sandbox does not serve it`);
}

/** A route's path, `/v2/Services/:service`, with a pattern of its own or without, as an expression. */
function toPattern(path: string): RegExp {
  const source = path
    .split('/')
    .map((part) => {
      if (!part.startsWith(':')) return part.replaceAll('.', '\\.');
      return /\{(.*)\}$/.exec(part)?.[1] ?? '[^/]+';
    })
    .join('/');
  return new RegExp(`^${source}$`);
}
