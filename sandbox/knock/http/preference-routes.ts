import { Hono } from 'hono';
import type { Services } from '../services.ts';
import { preferenceSetRequest } from '../model/preference-set.ts';
import { defaultSetId } from '../model/preferences.ts';
import { preferenceCenter } from '../preference-settings.ts';
import type { KnockEnv } from './app.ts';
import { readBody } from './body.ts';

/** What a user wants to hear of, and over which channels. */
export function preferenceRoutes({ environment }: Services): Hono<KnockEnv> {
  const app = new Hono<KnockEnv>();
  const { preferences, users } = environment;

  app.get('/users/:user/preferences', (c) => {
    const user = c.req.param('user');
    const caller = c.get('caller');
    caller.require('preferences/read', user);
    return c.json(
      preferences.list(user).filter(({ id }) => caller.may('preferences/read', user, tenantOf(id))),
    );
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

  app.delete('/users/:user/preferences/:set', (c) => {
    c.get('caller').requireSecretKey();
    const { user, set } = c.req.param();
    preferences.unset(user, set);
    return c.body(null, 204);
  });

  app.get('/users/:user/preference_center/config', (c) => {
    const user = c.req.param('user');
    c.get('caller').require('preferences/read', user);
    const email = users.get(user)?.email;
    return c.json({ ...preferenceCenter, user_email: typeof email === 'string' ? email : user });
  });

  return app;
}

/** A set's id is a tenant's, unless it is the default one's. */
function tenantOf(setId: string): string | null {
  return setId === defaultSetId ? null : setId;
}
