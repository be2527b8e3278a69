import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Clock } from '../../platform/clock.ts';
import { KnockError } from '../errors.ts';
import type { KnockSettings } from '../settings.ts';
import type { KnockEnv } from './app.ts';

/** How many calls a second each of the vendor's tiers allows. */
export const perSecond = { 1: 1, 2: 5, 3: 60, 4: 200, 5: 1000 } as const;
export type Tier = keyof typeof perSecond;

const windowMilliseconds = 1000;
const feedList = '/v1/users/:user/feeds/:channel';

/** The tier of an endpoint, by the API's document (`x-ratelimit-tier`): what stands first, holds. */
export function tierOf(method: string, path: string): Tier {
  if (method === 'GET') return path === feedList ? 2 : 4;
  if (path.startsWith('/v1/workflows/')) return 5;
  if (path.startsWith('/v1/channels/') || /^\/v1\/messages\/:\w+\/:\w+$/.test(path)) return 2;
  return path.includes('/bulk/') ? 1 : 3;
}

/**
 * Refuses calls beyond an endpoint's tier with the vendor's 429. They are counted by the environment, or by the user
 * where a token names one; a feed's list always by the user whose feed it is. A second begins with the first call in it.
 */
export function rateLimits(clock: Clock, settings: Readonly<KnockSettings>): MiddlewareHandler<KnockEnv> {
  const windows = new Map<string, { from: number; count: number }>();
  return async (c, next) => {
    const path = matchedRoutes(c).at(-1)?.path ?? '';
    // What only the checks before every endpoint match is no endpoint.
    if (settings.rateLimits === 'off' || path.endsWith('*')) return next();
    const limit = perSecond[tierOf(c.req.method, path)];
    const key = `${c.req.method} ${path} ${scopeOf(c, path)}`;
    const now = clock.now();
    const known = windows.get(key);
    const isOver = !known || now < known.from || now - known.from >= windowMilliseconds;
    const window = isOver ? { from: now, count: 0 } : known;
    windows.set(key, window);
    window.count += 1;
    if (window.count <= limit) return next();
    c.header('retry-after', String(Math.ceil((window.from + windowMilliseconds - now) / 1000)));
    c.header('x-ratelimit-limit', String(limit));
    c.header('x-ratelimit-remaining', '0');
    return c.json(KnockError.rateLimited().body, 429);
  };
}

function scopeOf(c: Context<KnockEnv>, path: string): string {
  if (path === feedList) return `user ${/^\/v1\/users\/([^/]+)/.exec(c.req.path)?.[1] ?? ''}`;
  const { user } = c.get('caller');
  return user === undefined ? 'environment' : `user ${user}`;
}
