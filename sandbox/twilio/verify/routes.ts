import { Hono } from 'hono';
import type { Deliveries } from '../../platform/deliveries.ts';
import { cutPage, presentMetaPage } from '../pages.ts';
import { isoSeconds } from '../time.ts';
import type { VerifyAccount } from './account.ts';
import { attemptRoutes } from './attempt-routes.ts';
import { messagingConfigurationRoutes } from './messaging-configurations.ts';
import { rateLimitRoutes } from './rate-limit-routes.ts';
import { safeListRoutes } from './safe-list.ts';
import { serviceRoutes } from './service-routes.ts';
import { presentTemplate, templates } from './templates.ts';
import { verificationRoutes } from './verification-routes.ts';

/** Verify v2, to be mounted on `/v2`. Webhooks, entities, factors, passkeys and access tokens are not built. */
export function verifyRoutes(account: VerifyAccount, deliveries: Deliveries) {
  const app = new Hono();
  const origin = () => account.origin();

  app.route('/Services', serviceRoutes(account));
  app.route('/Services', verificationRoutes(account, deliveries));
  app.route('/Services', rateLimitRoutes(account));
  app.route('/Services', messagingConfigurationRoutes(account));
  app.route('/SafeList/Numbers', safeListRoutes(account.protection.safeList, origin));
  app.route(
    '/Attempts',
    attemptRoutes({
      attempts: account.attempts,
      accountSid: account.sid,
      origin,
      now: () => account.now(),
    }),
  );
  app.get('/Templates', (c) => {
    const url = new URL(c.req.url);
    const name = url.searchParams.get('FriendlyName');
    const items = templates
      .newestFirst()
      .filter(({ friendlyName }) => name === null || friendlyName === name);
    // The account is as old as its first service.
    const [first] = account.services.values();
    const at = isoSeconds(first?.createdAt ?? account.now());
    return c.json(
      presentMetaPage(cutPage(url, items, templates), 'templates', origin(), (template) =>
        presentTemplate(template, account.sid, at),
      ),
    );
  });
  return app;
}
