import { Hono, type Context } from 'hono';
import { cors } from 'hono/cors';
import type * as z from 'zod';
import { credentials } from '../credentials.ts';
import type { SigningKey } from '../knock/signing-key.ts';
import { people } from '../people.ts';
import type { SandboxContext, Vendor } from '../platform/context.ts';
import { faultSchema } from '../platform/fault-schema.ts';
import type { VendorName } from '../platform/faults.ts';
import type { LoggedRequest, RequestLog } from '../platform/request-log.ts';
import { vendorDoor, type Connection } from '../platform/server.ts';
import { turnstilePath } from '../turnstile/turnstile.ts';
import type { Answers } from './answers.ts';
import { streamChanges } from './changes.ts';
import { act, type Actors } from './events.ts';
import { mailDocument } from './mail.ts';
import { pageFiles } from './page.ts';
import { Problem, invalid } from './problem.ts';
import { clockSchema, eventSchema, messagesQuerySchema, requestsQuerySchema } from './schemas.ts';

/** What the control API steers. */
export interface Controlled {
  readonly context: SandboxContext;
  readonly log: RequestLog;
  readonly vendors: Actors & Readonly<Record<VendorName, Vendor>>;
  readonly signingKey: SigningKey;
  reset(): void;
}

/** The control API (JSON, open to every origin) and its page. See sandbox/README.md for each call. */
export function createControl({ context, log, vendors, signingKey, reset }: Controlled) {
  const { clock, faults, deliveries } = context;
  const files = pageFiles();
  const showClock = (): Answers['/clock'] => ({ now: clock.iso(), offset: clock.offset });
  const showFaults = (): Answers['/faults'] => ({ faults: faults.list() });

  const app = new Hono();
  app.use(cors({ origin: '*', allowMethods: ['GET', 'POST', 'DELETE'] }));

  app.post('/reset', (c) => {
    reset();
    return c.body(null, 204);
  });

  app.get('/clock', (c) => c.json(showClock()));
  app.post('/clock', async (c) => {
    const { advance, offset, at } = await readBody(c, clockSchema);
    if (advance !== undefined) clock.advance(advance);
    if (offset !== undefined) clock.setOffset(offset);
    if (at !== undefined) clock.setTo(Date.parse(at));
    return c.json(showClock());
  });

  app.get('/messages', (c) => {
    const { to, channel } = readQuery(c, messagesQuerySchema);
    return c.json<Answers['/messages']>({ messages: deliveries.list(to, channel) });
  });
  app.get('/messages/:id/html', (c) => {
    const html = deliveries.get(c.req.param('id'))?.html;
    if (html === undefined) throw new Problem(404, `There is no HTML of ${c.req.param('id')}`);
    return mailDocument(html, context);
  });

  app.get('/faults', (c) => c.json(showFaults()));
  app.post('/faults', async (c) => {
    const fault = await readBody(c, faultSchema);
    const vendor = vendors[fault.vendor];
    // What stays comes first: a client that is cut off may be back before this call ends.
    faults.add(fault);
    if (fault.expire) vendor.expireTokens();
    if (fault.cut !== undefined) vendor.cut(fault.cut);
    return c.json(showFaults(), 201);
  });
  app.delete('/faults', (c) => {
    faults.clear();
    return c.body(null, 204);
  });
  app.delete('/faults/:id', (c) => {
    const id = c.req.param('id');
    if (!faults.remove(id)) throw new Problem(404, `The fault ${id} is not on`);
    return c.body(null, 204);
  });

  app.post('/events', async (c) => {
    const event = await readBody(c, eventSchema);
    return c.json({ result: act(event, vendors) }, 201);
  });

  app.get('/requests', (c) => {
    const { vendor, limit, bodies } = readQuery(c, requestsQuerySchema);
    const requests = bodies ? log.list(vendor, limit) : log.heads(vendor, limit);
    return c.json<Answers['/requests']>({ requests });
  });
  app.get('/requests/:id', (c) => {
    const id = c.req.param('id');
    const request = log.get(Number(id));
    if (!request) throw new Problem(404, `The log holds no request ${id}`);
    return c.json<LoggedRequest>(request);
  });

  app.get('/changes', (c) => streamChanges(context, log, c.req.raw.signal));

  app.get('/health', (c) =>
    c.json<Answers['/health']>({
      status: 'ok',
      uptime: Math.floor(process.uptime()),
      memory: process.memoryUsage.rss(),
      sockets: context.sockets.count(),
      origins: context.origins,
    }),
  );

  app.get('/credentials', (c) =>
    c.json<Answers['/credentials']>({
      credentials,
      signingKey,
      origins: context.origins,
      demoOrigin: context.demoOrigin,
      people,
    }),
  );

  // The page's other scripts are modules; this one is what a site's page loads.
  app.get(`${turnstilePath}/api.js`, (_, next) => files.get('/turnstile.ts')?.() ?? next());
  app.get('*', (c, next) => files.get(c.req.path)?.() ?? next());

  app.notFound((c) => new Problem(404, `There is no ${c.req.method} ${c.req.path}`).response());
  app.onError((error) => {
    if (error instanceof Problem) return error.response();
    throw error;
  });
  const turnstile = vendorDoor(vendors.turnstile, context, log);
  return (request: Request, connection: Connection) =>
    request.method !== 'GET' && new URL(request.url).pathname.startsWith(`${turnstilePath}/`)
      ? turnstile(request, connection)
      : app.fetch(request);
}

/** @throws Problem 400 */
async function readBody<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  let body: unknown;
  try {
    body = await c.req.json();
  } catch {
    throw new Problem(400, 'The body is not JSON');
  }
  return validate(body, schema);
}

/** @throws Problem 400 */
function readQuery<T>(c: Context, schema: z.ZodType<T>): T {
  return validate(c.req.query(), schema);
}

function validate<T>(value: unknown, schema: z.ZodType<T>): T {
  const result = schema.safeParse(value);
  if (!result.success) throw invalid(result.error);
  return result.data;
}
