import { Hono } from 'hono';
import * as z from 'zod';
import { KnockError } from '../errors.ts';
import { preferenceSetRequest } from '../model/preference-set.ts';
import type { Services } from '../services.ts';
import type { KnockEnv } from './app.ts';
import { readBody } from './body.ts';

const tenantBody = z.looseObject({
  name: z.string().nullish(),
  settings: z.looseObject({ preference_set: preferenceSetRequest.nullish() }).nullish(),
});

/** Tenants, and the preferences that are the default for their people. */
export function tenantRoutes({ environment }: Services): Hono<KnockEnv> {
  const app = new Hono<KnockEnv>();
  const { tenants, preferences } = environment;

  app.get('/tenants/:tenant', (c) => {
    c.get('caller').requireSecretKey();
    const tenant = tenants.get(c.req.param('tenant'));
    if (!tenant) throw KnockError.notFound('The resource you requested does not exist');
    return c.json(tenant);
  });

  app.put('/tenants/:tenant', async (c) => {
    c.get('caller').requireSecretKey();
    const id = c.req.param('tenant');
    const { settings, ...properties } = await readBody(c.req, tenantBody);
    const { preference_set: request, ...otherSettings } = settings ?? {};
    const known = tenants.get(id)?.settings;
    const set = request ? { preference_set: preferences.setTenant(id, request) } : {};
    return c.json(tenants.set(id, { ...properties, settings: { ...known, ...otherSettings, ...set } }));
  });

  return app;
}
