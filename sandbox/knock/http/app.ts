import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { Caller } from '../access/caller.ts';
import type { UserTokens } from '../access/user-tokens.ts';
import { KnockError } from '../errors.ts';
import { pooledBytes } from '../model/ids.ts';
import type { Services } from '../services.ts';
import { bulkRoutes } from './bulk-routes.ts';
import { feedRoutes } from './feed-routes.ts';
import { channelDataRoutes } from './channel-data-routes.ts';
import { messageLogRoutes } from './message-log-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { objectBulkRoutes } from './object-bulk-routes.ts';
import { objectRoutes } from './object-routes.ts';
import { preferenceCenterRoutes } from './preference-center-routes.ts';
import { preferenceRoutes } from './preference-routes.ts';
import { rateLimits } from './rate-limits.ts';
import { runRoutes } from './run-routes.ts';
import { scheduleRoutes } from './schedule-routes.ts';
import { subscriptionRoutes } from './subscription-routes.ts';
import { tenantRoutes } from './tenant-routes.ts';
import { userBulkRoutes } from './user-bulk-routes.ts';
import { userRoutes } from './user-routes.ts';
import { workflowRoutes } from './workflow-routes.ts';

/** What every handler finds in its context: who calls. */
export interface KnockEnv {
  Variables: { caller: Caller };
}

const groups = [
  userRoutes,
  userBulkRoutes,
  objectRoutes,
  objectBulkRoutes,
  subscriptionRoutes,
  channelDataRoutes,
  tenantRoutes,
  feedRoutes,
  preferenceRoutes,
  messageLogRoutes,
  preferenceCenterRoutes,
  messageRoutes,
  bulkRoutes,
  workflowRoutes,
  scheduleRoutes,
  runRoutes,
];

/** The vendor's REST API. */
export function createApp(services: Services, tokens: UserTokens): Hono<KnockEnv> {
  const app = new Hono<KnockEnv>();
  app.use(
    cors({
      origin: '*',
      allowMethods: ['GET', 'PUT', 'POST', 'DELETE'],
      allowHeaders: [
        'Authorization',
        'Content-Type',
        'X-Knock-User-Token',
        'X-Knock-Client',
        'X-Knock-Branch',
      ],
      exposeHeaders: ['retry-after', 'x-ratelimited-message_ids'],
    }),
  );
  app.use(async (c, next) => {
    c.header('x-request-id', pooledBytes(15).toString('base64url'));
    await next();
  });
  app.use('/v1/*', async (c, next) => {
    c.set('caller', await Caller.of(c.req.raw.headers, tokens, services.settings.enhancedSecurity));
    await next();
  });

  app.use('/v1/*', rateLimits(services.clock, services.settings));

  for (const routes of groups) {
    app.route('/v1', routes(services));
  }

  app.notFound((c) => {
    const { body } = KnockError.notFound(`${c.req.method} ${c.req.path} is no endpoint of this sandbox.`);
    return c.json(body, 404);
  });
  app.onError((error) => {
    if (!(error instanceof KnockError)) throw error;
    return Response.json(error.body, { status: error.body.status });
  });
  return app;
}
