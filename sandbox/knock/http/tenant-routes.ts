import { Hono } from 'hono';
import * as z from 'zod';
import { check, KnockError } from '../errors.ts';
import type { Services } from '../services.ts';
import type { KnockEnv } from './app.ts';
import { readBody } from './body.ts';
import { bulkLimit, entries } from './lists.ts';
import { flag, pageQuery, parseQuery } from './query.ts';
import { identifyTenant, setTenant, tenantProperties, tenantRequest } from './tenants.ts';
import type { Tenant } from '../model/tenants.ts';

const listQuery = z.object({ ...pageQuery, name: z.string().optional(), tenant_id: z.string().optional() });
const setQuery = z.object({ resolve_full_preference_settings: flag.default(false) });
const bulkSet = z.object({ tenants: z.array(tenantRequest).min(1).max(bulkLimit) });
const bulkDelete = z.object({ tenant_ids: z.array(z.string()).min(1).max(bulkLimit) });

/** Tenants, and the preferences that are the default for their people. */
export function tenantRoutes({ environment }: Services): Hono<KnockEnv> {
  const app = new Hono<KnockEnv>();
  const { tenants, preferences, bulkOperations } = environment;

  function remove(id: string): boolean {
    preferences.setTenant(id, null);
    return tenants.delete(id);
  }

  /** With the environment's preferences under its own, where the request asks for that. */
  function shown(tenant: Tenant, search: URLSearchParams): Tenant {
    const { resolve_full_preference_settings: full } = check(setQuery, parseQuery(search));
    if (!full) return tenant;
    const preferenceSet = preferences.ofTenant(tenant.id);
    return { ...tenant, settings: { ...tenant.settings, preference_set: preferenceSet } };
  }

  app.get('/tenants', (c) => {
    c.get('caller').requireSecretKey();
    const query = check(listQuery, parseQuery(new URL(c.req.url).searchParams));
    return c.json(
      entries(tenants.list({ ...query, id: query.tenant_id, pageSize: query.page_size }), (tenant) => tenant),
    );
  });

  app.get('/tenants/:tenant', (c) => {
    c.get('caller').requireSecretKey();
    const tenant = tenants.get(c.req.param('tenant'));
    if (!tenant) throw KnockError.notFound('The resource you requested does not exist');
    return c.json(shown(tenant, new URL(c.req.url).searchParams));
  });

  app.put('/tenants/:tenant', async (c) => {
    c.get('caller').requireSecretKey();
    const tenant = identifyTenant(
      environment,
      c.req.param('tenant'),
      await readBody(c.req, tenantProperties),
    );
    return c.json(shown(tenant, new URL(c.req.url).searchParams));
  });

  app.delete('/tenants/:tenant', (c) => {
    c.get('caller').requireSecretKey();
    remove(c.req.param('tenant'));
    return c.body(null, 204);
  });

  app.post('/tenants/bulk/set', async (c) => {
    c.get('caller').requireSecretKey();
    const { tenants: all } = await readBody(c.req, bulkSet);
    for (const tenant of all) setTenant(environment, tenant);
    return c.json(bulkOperations.done('tenants.bulk_set', all.length));
  });

  app.post('/tenants/bulk/delete', (c) => {
    c.get('caller').requireSecretKey();
    // The SDK sends the ids in the query, as the API's document has it.
    const { tenant_ids: ids } = check(bulkDelete, parseQuery(new URL(c.req.url).searchParams));
    for (const id of ids) remove(id);
    return c.json(bulkOperations.done('tenants.bulk_delete', ids.length));
  });

  return app;
}
