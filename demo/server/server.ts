import { Hono } from 'hono';
import { listen } from '../../sandbox/platform/server.ts';
import { backendRoutes } from './backend.ts';
import { identityRoutes, unsubscribeRoutes } from './identity.ts';
import { contentSecurityPolicy, deadOrigin } from './policy.ts';
import { Problem } from './problem.ts';
import { siteFiles } from './site.ts';

export interface DemoOptions {
  /** 0 = any free port. */
  port: number;
  /** The Worker's origin; the pages load the elements from there. */
  worker: string;
  /** The sandbox's origins. */
  sandbox: {
    readonly control: string;
    readonly stream: string;
    readonly knock: string;
    readonly twilio: string;
  };
}

export interface Demo {
  readonly origin: string;
  close(): Promise<void>;
}

/** Links in notifications that name pages which this small shop shows as sections of its one page. */
const movedPages: Readonly<Record<string, string>> = {
  '/orders.html': '/#order',
  '/preferences.html': '/#settings',
  '/security.html': '/#settings',
};

/** The page that stands in each of the gallery's frames. */
const cellPage = '/cell.html';

/**
 * Starts the customer's site: the shop's pages and, on the same origin, the shop's backend.
 * @throws {Error} when the port is taken
 */
export async function startDemo({ port, worker, sandbox }: DemoOptions): Promise<Demo> {
  const files = siteFiles({ WORKER: worker, CONTROL: sandbox.control, DEAD: deadOrigin });
  const origins = { worker, stream: sandbox.stream, knock: sandbox.knock, turnstile: sandbox.control };
  const policy = contentSecurityPolicy(origins);
  const cellPolicy = contentSecurityPolicy(origins, deadOrigin);

  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    c.header('content-security-policy', c.req.path === cellPage ? cellPolicy : policy);
    c.header('x-content-type-options', 'nosniff');
    c.header('referrer-policy', 'strict-origin-when-cross-origin');
  });
  app.route('/identity', identityRoutes());
  app.route('/unsubscribe', unsubscribeRoutes(worker));
  app.route('/backend', backendRoutes({ ...sandbox, worker }));
  for (const [from, to] of Object.entries(movedPages)) app.get(from, (c) => c.redirect(to));
  // Browsers ask for it on a page that names no icon, such as blank.html.
  app.get('/favicon.ico', (c) => c.redirect('/pictures/wren.svg'));
  app.get('*', async (c, next) => {
    const file = await files.get(c.req.path)?.();
    return file ? c.body(file.body, 200, headersOf(file.contentType)) : next();
  });
  app.notFound((c) => new Problem(404, `There is no ${c.req.method} ${c.req.path}`).response());
  app.onError((error) => {
    if (error instanceof Problem) return error.response();
    throw error;
  });
  return listen('demo site', port, app.fetch);
}

function headersOf(contentType: string): Record<string, string> {
  return { 'content-type': contentType, 'cache-control': 'no-cache' };
}
