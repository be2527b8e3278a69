import { Hono } from 'hono';
import * as z from 'zod';
import { preferenceSetRequest } from '../model/preference-set.ts';
import { defaultSetId } from '../model/preferences.ts';
import type { Services } from '../services.ts';
import type { KnockEnv } from './app.ts';
import { readBody } from './body.ts';
import { bulkLimit } from './lists.ts';
import { identifyUser, inlineUser } from './recipients.ts';

const userIds = z.array(z.string()).min(1).max(bulkLimit);
const bulkIdentify = z.object({ users: z.array(inlineUser).min(1).max(bulkLimit) });
const bulkDelete = z.object({ user_ids: userIds });
const bulkPreferences = z.object({
  user_ids: userIds,
  preferences: preferenceSetRequest.extend({ id: z.string().default(defaultSetId) }),
});

/** The same done to many users. */
export function userBulkRoutes({ environment }: Services): Hono<KnockEnv> {
  const app = new Hono<KnockEnv>();
  const { preferences, bulkOperations } = environment;

  app.post('/users/bulk/identify', async (c) => {
    c.get('caller').requireSecretKey();
    const { users: all } = await readBody(c.req, bulkIdentify);
    for (const { id, collection: _none, ...properties } of all) identifyUser(environment, id, properties);
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
