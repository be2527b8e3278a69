import { Hono } from 'hono';
import * as z from 'zod';
import { recipientKey } from '../model/recipient-reference.ts';
import type { Services } from '../services.ts';
import type { KnockEnv } from './app.ts';
import { readBody } from './body.ts';
import { bulkLimit } from './lists.ts';
import { objectProperties, setObject } from './recipients.ts';
import { addSubscriptions, removeSubscriptions, subscribers, subscriptionsBody } from './subscriptions.ts';

const id = z.string().min(1);
const bulkSet = z.object({ objects: z.array(objectProperties.extend({ id })).min(1).max(bulkLimit) });
const bulkDelete = z.object({ object_ids: z.array(id).min(1).max(bulkLimit) });
const bulkSubscribe = z.object({
  subscriptions: z.array(subscriptionsBody.extend({ id })).min(1).max(bulkLimit),
});
const bulkUnsubscribe = z.object({
  subscriptions: z.array(subscribers.extend({ id })).min(1).max(bulkLimit),
});

/** The same done to many objects of a collection. */
export function objectBulkRoutes({ environment }: Services): Hono<KnockEnv> {
  const app = new Hono<KnockEnv>();
  const { bulkOperations } = environment;

  app.post('/objects/:collection/bulk/set', async (c) => {
    c.get('caller').requireSecretKey();
    const { objects } = await readBody(c.req, bulkSet);
    const collection = c.req.param('collection');
    for (const { id: objectId, ...properties } of objects)
      setObject(environment, collection, objectId, properties);
    return c.json(bulkOperations.done('objects.bulk_set', objects.length));
  });

  app.post('/objects/:collection/bulk/delete', async (c) => {
    c.get('caller').requireSecretKey();
    const { object_ids: ids } = await readBody(c.req, bulkDelete);
    const collection = c.req.param('collection');
    for (const objectId of ids) environment.deleteObject(recipientKey({ collection, id: objectId }));
    return c.json(bulkOperations.done('objects.bulk_delete', ids.length));
  });

  app.post('/objects/:collection/bulk/subscriptions/add', async (c) => {
    c.get('caller').requireSecretKey();
    const { subscriptions } = await readBody(c.req, bulkSubscribe);
    const collection = c.req.param('collection');
    const added = subscriptions.flatMap(({ id: objectId, ...body }) => {
      const known = environment.objects.get(recipientKey({ collection, id: objectId }));
      if (!known) environment.objects.set(collection, objectId, {});
      return addSubscriptions(environment, recipientKey({ collection, id: objectId }), body);
    });
    return c.json(bulkOperations.done('objects.bulk_add_subscriptions', added.length));
  });

  app.post('/objects/:collection/bulk/subscriptions/delete', async (c) => {
    c.get('caller').requireSecretKey();
    const { subscriptions } = await readBody(c.req, bulkUnsubscribe);
    const collection = c.req.param('collection');
    const removed = subscriptions.flatMap(({ id: objectId, recipients }) =>
      removeSubscriptions(environment, recipientKey({ collection, id: objectId }), recipients),
    );
    return c.json(bulkOperations.done('objects.bulk_delete_subscriptions', removed.length));
  });

  return app;
}
