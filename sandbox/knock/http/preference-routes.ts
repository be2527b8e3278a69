import { Hono } from 'hono';
import * as z from 'zod';
import { check } from '../errors.ts';
import type { Services } from '../services.ts';
import { preferencePart, preferencePartItem, preferenceSetRequest } from '../model/preference-set.ts';
import { defaultSetId } from '../model/preferences.ts';
import type { KnockEnv } from './app.ts';
import { readBody } from './body.ts';

const parts = z.enum(['workflows', 'categories', 'channel_types']);

/** What a user wants to hear of, and over which channels. */
export function preferenceRoutes({ environment }: Services): Hono<KnockEnv> {
  const app = new Hono<KnockEnv>();
  const { preferences } = environment;

  app.get('/users/:user/preferences', (c) => {
    const user = c.req.param('user');
    const caller = c.get('caller');
    const sets = preferences
      .list(user)
      .filter(({ id }) => caller.may('preferences/read', user, tenantOf(id)));
    // A token for tenants alone sees theirs; one that sees nothing at all may not ask.
    if (sets.length === 0) caller.require('preferences/read', user);
    return c.json(sets);
  });

  app.get('/users/:user/preferences/:set', (c) => {
    const { user, set } = c.req.param();
    const tenant = c.req.query('tenant');
    c.get('caller').require('preferences/read', user, tenantOf(set) ?? tenant);
    return c.json(preferences.get(user, set, tenant));
  });

  app.put('/users/:user/preferences/:set', async (c) => {
    const { user, set } = c.req.param();
    c.get('caller').require('preferences/write', user, tenantOf(set));
    const request = await readBody(c.req, preferenceSetRequest);
    return c.json(preferences.set(user, set, request, 'replace'));
  });

  // Deprecated, and still in the API: a part of a set, or one preference of it, in the place of what was there.
  app.put('/users/:user/preferences/:set/:part', async (c) => {
    const { user, set } = c.req.param();
    c.get('caller').require('preferences/write', user, tenantOf(set));
    const part = check(parts, c.req.param('part'));
    return c.json(preferences.setAt(user, set, [part], await readBody(c.req, preferencePart[part])));
  });

  app.put('/users/:user/preferences/:set/:part/:key', async (c) => {
    const { user, set, key } = c.req.param();
    c.get('caller').require('preferences/write', user, tenantOf(set));
    const part = check(parts, c.req.param('part'));
    const value = await readBody(c.req, preferencePartItem[part]);
    // The part as a whole says which keys there are.
    check(preferencePart[part], { [key]: value });
    return c.json(preferences.setAt(user, set, [part, key], value));
  });

  app.delete('/users/:user/preferences/:set', (c) => {
    c.get('caller').requireSecretKey();
    const { user, set } = c.req.param();
    preferences.unset(user, set);
    return c.body(null, 204);
  });

  return app;
}

/** A set's id is a tenant's, unless it is the default one's. */
function tenantOf(setId: string): string | null {
  return setId === defaultSetId ? null : setId;
}
