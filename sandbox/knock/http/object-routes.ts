import { Hono } from 'hono';
import * as z from 'zod';
import { check, KnockError } from '../errors.ts';
import { preferenceSetRequest } from '../model/preference-set.ts';
import { recipientKey } from '../model/recipient-reference.ts';
import type { Services } from '../services.ts';
import type { KnockEnv } from './app.ts';
import { readBody } from './body.ts';
import { entries } from './lists.ts';
import { pageQuery, parseQuery } from './query.ts';
import { objectProperties, setObject } from './recipients.ts';
import { include, withIncluded } from './user-routes.ts';

/** The site's things: objects by collection, with their preferences. All is the site's backend's alone. */
export function objectRoutes({ environment }: Services): Hono<KnockEnv> {
  const app = new Hono<KnockEnv>();
  const { objects, preferences } = environment;

  app.get('/objects/:collection', (c) => {
    c.get('caller').requireSecretKey();
    const query = check(z.object({ ...pageQuery, include }), parseQuery(new URL(c.req.url).searchParams));
    const page = objects.list(c.req.param('collection'), { ...query, pageSize: query.page_size });
    return c.json(
      entries(page, (object) => withIncluded(environment, recipientKey(object), object, query.include)),
    );
  });

  app.get('/objects/:collection/:id', (c) => {
    c.get('caller').requireSecretKey();
    const object = objects.get(recipientKey(c.req.param()));
    if (!object) throw KnockError.notFound('The resource you requested does not exist');
    return c.json(object);
  });

  app.put('/objects/:collection/:id', async (c) => {
    c.get('caller').requireSecretKey();
    const { collection, id } = c.req.param();
    return c.json(setObject(environment, collection, id, await readBody(c.req, objectProperties)));
  });

  app.delete('/objects/:collection/:id', (c) => {
    c.get('caller').requireSecretKey();
    environment.deleteObject(recipientKey(c.req.param()));
    return c.body(null, 204);
  });

  app.get('/objects/:collection/:id/preferences', (c) => {
    c.get('caller').requireSecretKey();
    return c.json(preferences.list(recipientKey(c.req.param())));
  });

  app.get('/objects/:collection/:id/preferences/:set', (c) => {
    c.get('caller').requireSecretKey();
    return c.json(preferences.get(recipientKey(c.req.param()), c.req.param('set')));
  });

  app.put('/objects/:collection/:id/preferences/:set', async (c) => {
    c.get('caller').requireSecretKey();
    const { collection, id, set } = c.req.param();
    const request = await readBody(c.req, preferenceSetRequest);
    // By the documentation an object that is not known yet comes into being.
    if (!objects.get(recipientKey({ collection, id }))) objects.set(collection, id, {});
    return c.json(preferences.set({ collection, id }, set, request, 'replace'));
  });

  app.delete('/objects/:collection/:id/preferences/:set', (c) => {
    c.get('caller').requireSecretKey();
    preferences.unset(recipientKey(c.req.param()), c.req.param('set'));
    return c.body(null, 204);
  });

  return app;
}
