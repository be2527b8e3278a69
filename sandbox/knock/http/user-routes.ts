import { Hono } from 'hono';
import * as z from 'zod';
import { check, KnockError } from '../errors.ts';
import type { Environment } from '../model/environment.ts';
import { mergeUsers } from '../model/user-merge.ts';
import type { Services } from '../services.ts';
import type { KnockEnv } from './app.ts';
import { readBody } from './body.ts';
import { entries } from './lists.ts';
import { pageQuery, parseQuery } from './query.ts';
import { identifyUser, userProperties } from './recipients.ts';

const mergeBody = z.object({ from_user_id: z.string().min(1) });

/** What else a list of users, objects or subscriptions may show of each. */
export const include = z.array(z.enum(['preferences'])).optional();

/** The people whom the site tells something. */
export function userRoutes({ environment, clock }: Services): Hono<KnockEnv> {
  const app = new Hono<KnockEnv>();
  const { users } = environment;

  app.get('/users', (c) => {
    c.get('caller').requireSecretKey();
    const query = check(z.object({ ...pageQuery, include }), parseQuery(new URL(c.req.url).searchParams));
    const page = users.list({ ...query, pageSize: query.page_size });
    return c.json(entries(page, (user) => withIncluded(environment, user.id, user, query.include)));
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

  app.post('/users/:user/merge', async (c) => {
    c.get('caller').requireSecretKey();
    const { from_user_id: from } = await readBody(c.req, mergeBody);
    return c.json(mergeUsers(environment, clock, c.req.param('user'), from));
  });

  return app;
}

/** A recipient as a list shows it, with their preference sets by id where it is asked to. */
export function withIncluded(
  environment: Environment,
  key: string,
  recipient: object,
  included: z.infer<typeof include>,
): object {
  if (!included?.includes('preferences')) return recipient;
  const sets = environment.preferences.list(key);
  return { ...recipient, preferences: Object.fromEntries(sets.map((set) => [set.id, set])) };
}
