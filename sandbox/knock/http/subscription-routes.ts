import { Hono } from 'hono';
import * as z from 'zod';
import { check, KnockError } from '../errors.ts';
import type { Environment } from '../model/environment.ts';
import { pageOf, type PageQuery } from '../model/page.ts';
import { recipientKey, type RecipientKey } from '../model/recipient-reference.ts';
import type { Subscription } from '../model/subscriptions.ts';
import type { Services } from '../services.ts';
import type { KnockEnv } from './app.ts';
import { readBody } from './body.ts';
import { entries, latestFirst, sequenceKey } from './lists.ts';
import { pageQuery, parseQuery, referencesIn } from './query.ts';
import {
  addSubscriptions,
  removeSubscriptions,
  subscribers,
  subscriptionsBody,
  subscriptionView,
} from './subscriptions.ts';
import { include } from './user-routes.ts';

const listQuery = z.object({ ...pageQuery, include });
const modeQuery = listQuery.extend({ mode: z.enum(['recipient', 'object']).default('object') });

/** Who hears of an object, and of which objects somebody hears. */
export function subscriptionRoutes({ environment }: Services): Hono<KnockEnv> {
  const app = new Hono<KnockEnv>();
  const { subscriptions } = environment;

  app.post('/objects/:collection/:id/subscriptions', async (c) => {
    c.get('caller').requireSecretKey();
    const object = known(environment, recipientKey(c.req.param()));
    const added = addSubscriptions(environment, object, await readBody(c.req, subscriptionsBody));
    return c.json(added.map((subscription) => subscriptionView(environment, subscription)));
  });

  app.delete('/objects/:collection/:id/subscriptions', async (c) => {
    c.get('caller').requireSecretKey();
    const object = known(environment, recipientKey(c.req.param()));
    const { recipients } = await readBody(c.req, subscribers);
    const removed = removeSubscriptions(environment, object, recipients);
    return c.json(removed.map((subscription) => subscriptionView(environment, subscription)));
  });

  app.get('/objects/:collection/:id/subscriptions', (c) => {
    c.get('caller').requireSecretKey();
    const key = recipientKey(c.req.param());
    const search = new URL(c.req.url).searchParams;
    const query = check(modeQuery, parseQuery(search));
    const found =
      query.mode === 'object'
        ? only(subscriptions.of(key), 'recipient', referencesIn(search, 'recipients'))
        : only(subscriptions.by(key), 'object', referencesIn(search, 'objects'));
    return c.json(listed(environment, found, query, query.include));
  });

  app.get('/users/:user/subscriptions', (c) => {
    c.get('caller').requireSecretKey();
    const search = new URL(c.req.url).searchParams;
    const query = check(listQuery, parseQuery(search));
    const found = only(subscriptions.by(c.req.param('user')), 'object', referencesIn(search, 'objects'));
    return c.json(listed(environment, found, query, query.include));
  });

  return app;
}

function known(environment: Environment, object: RecipientKey): RecipientKey {
  if (!environment.objects.get(object))
    throw KnockError.notFound('The resource you requested does not exist');
  return object;
}

function only(
  subscriptions: readonly Subscription[],
  side: 'object' | 'recipient',
  wanted: readonly RecipientKey[] | undefined,
): readonly Subscription[] {
  return wanted ? subscriptions.filter((subscription) => wanted.includes(subscription[side])) : subscriptions;
}

function listed(
  environment: Environment,
  found: readonly Subscription[],
  query: Omit<PageQuery, 'pageSize'> & { readonly page_size: number },
  included: z.infer<typeof include>,
): object {
  const page = pageOf(found, sequenceKey, { ...query, pageSize: query.page_size }, latestFirst);
  return entries(page, (subscription) => subscriptionView(environment, subscription, included));
}
