import { SignJWT } from 'jose';
import { Hono } from 'hono';
import { credentials } from '../../credentials.ts';
import { KnockError } from '../errors.ts';
import { preferenceCenter } from '../preference-settings.ts';
import type { Services } from '../services.ts';
import type { KnockEnv } from './app.ts';

/** Where the vendor hosts its preference centers. */
const hostedAt = 'https://p.knock.app/';

/** The hosted preference center: how it is set up, and a user's own link to it. The page itself is not served here. */
export function preferenceCenterRoutes({ environment, settings }: Services): Hono<KnockEnv> {
  const app = new Hono<KnockEnv>();
  const { users } = environment;

  app.get('/users/:user/preference_center/config', (c) => {
    const user = c.req.param('user');
    c.get('caller').require('preferences/read', user);
    const email = users.get(user)?.email;
    return c.json({
      ...preferenceCenter,
      knock_branding_required: settings.brandingRequired,
      user_email: typeof email === 'string' ? email : user,
    });
  });

  app.post('/users/:user/preference_center/signed_url', async (c) => {
    c.get('caller').requireSecretKey();
    const user = c.req.param('user');
    if (!users.get(user)) throw KnockError.notFound('The resource you requested does not exist');
    // The link never ends, so that its token has no `exp`.
    const token = await new SignJWT({ sub: user })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .sign(new TextEncoder().encode(credentials.knock.secretKey));
    return c.json({ token, url: `${hostedAt}?t=${token}` });
  });

  return app;
}
