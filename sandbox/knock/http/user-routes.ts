import { Hono } from 'hono';
import * as z from 'zod';
import { check, KnockError } from '../errors.ts';
import { preferenceSetRequest } from '../model/preference-set.ts';
import { defaultSetId } from '../model/preferences.ts';
import { pageQuery, parseQuery } from './query.ts';
import { identifyUser, userProperties, inlineUser } from './recipients.ts';
import type { KnockEnv } from './app.ts';
import type { Services } from '../services.ts';
import { readBody } from './body.ts';

/** How many users a bulk request may name. */
const bulkLimit = 1000;

const userIds = z.array(z.string()).min(1).max(bulkLimit);
const bulkIdentify = z.object({ users: z.array(inlineUser).min(1).max(bulkLimit) });
const bulkDelete = z.object({ user_ids: userIds });
const bulkPreferences = z.object({
  user_ids: userIds,
  preferences: preferenceSetRequest.extend({ id: z.string().default(defaultSetId) }),
});

/** The people whom the site tells something. */
export function userRoutes({ environment }: Services): Hono<KnockEnv> {
  const app = new Hono<KnockEnv>();
  const { users, preferences, bulkOperations } = environment;

  app.get('/users', (c) => {
    c.get('caller').requireSecretKey();
    const query = check(z.object(pageQuery), parseQuery(new URL(c.req.url).searchParams));
    const { entries, pageInfo } = users.list({ ...query, pageSize: query.page_size });
    return c.json({ entries, page_info: pageInfo });
  });

  app.get('/users/:user', (c) => {
    const id = c.req.param('user');
    c.get('caller').require('user/read', id);
    const user = users.get(id);
    if (!user) throw KnockError.notFound('The resource you requested does not exist');
    return c.json(user);
  });

  app.put('/users/:user', async (c) => {
    const id = c.req.param('user');
    c.get('caller').require('user/write', id);
    return c.json(identifyUser(environment, id, await readBody(c.req, userProperties)));
  });

  app.delete('/users/:user', (c) => {
    c.get('caller').requireSecretKey();
    environment.deleteUser(c.req.param('user'));
    return c.body(null, 204);
  });

  app.post('/users/bulk/identify', async (c) => {
    c.get('caller').requireSecretKey();
    const { users: all } = await readBody(c.req, bulkIdentify);
    for (const { id, ...properties } of all) identifyUser(environment, id, properties);
    return c.json(bulkOperations.done('users.bulk_identify', all.length));
  });

  app.post('/users/bulk/delete', async (c) => {
    c.get('caller').requireSecretKey();
    const { user_ids: ids } = await readBody(c.req, bulkDelete);
    for (const id of ids) environment.deleteUser(id);
    return c.json(bulkOperations.done('users.bulk_delete', ids.length));
  });

  app.post('/users/bulk/preferences', async (c) => {
    c.get('caller').requireSecretKey();
    const { user_ids: ids, preferences: request } = await readBody(c.req, bulkPreferences);
    const { id: setId, ...set } = request;
    for (const id of ids)
      preferences.set(id, setId, { ...set, __persistence_strategy__: 'replace' }, 'replace');
    return c.json(bulkOperations.done('users.bulk_set_preferences', ids.length));
  });

  return app;
}
