import { Hono, type Context } from 'hono';
import { cors } from 'hono/cors';
import type * as z from 'zod';
import { credentials } from '../credentials.ts';
import { people } from '../people.ts';
import type { SandboxContext, Vendor } from '../platform/context.ts';
import { faultSchema, type VendorName } from '../platform/faults.ts';
import type { RequestLog } from '../platform/request-log.ts';
import type { Answers } from './answers.ts';
import { act, type Actors } from './events.ts';
import { pageFiles } from './page.ts';
import { Problem, invalid } from './problem.ts';
import { clockSchema, eventSchema, messagesQuerySchema, requestsQuerySchema } from './schemas.ts';

/** What the control API steers. */
export interface Controlled {
  readonly context: SandboxContext;
  readonly log: RequestLog;
  readonly vendors: Actors & Readonly<Record<VendorName, Vendor>>;
  reset(): void;
}

/** The control API (JSON, open to every origin) and its page. See sandbox/README.md for each call. */
export function createControl({ context, log, vendors, reset }: Controlled) {
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
    const { advance, offset } = await readBody(c, clockSchema);
    if (advance !== undefined) clock.advance(advance);
    if (offset !== undefined) clock.setOffset(offset);
    return c.json(showClock());
  });

  app.get('/messages', (c) => {
    const { to } = readQuery(c, messagesQuerySchema);
    return c.json<Answers['/messages']>({ messages: deliveries.list(to) });
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

  app.post('/events', async (c) => {
    const event = await readBody(c, eventSchema);
    return c.json({ result: act(event, vendors) }, 201);
  });

  app.get('/requests', (c) => {
    const { vendor, limit } = readQuery(c, requestsQuerySchema);
    return c.json<Answers['/requests']>({ requests: log.list(vendor).slice(0, limit) });
  });

  app.get('/credentials', (c) =>
    c.json<Answers['/credentials']>({
      credentials,
      origins: context.origins,
      demoOrigin: context.demoOrigin,
      people,
    }),
  );

  app.get('*', (c, next) => files.get(c.req.path)?.() ?? next());

  app.notFound((c) => new Problem(404, `There is no ${c.req.method} ${c.req.path}`).response());
  app.onError((error) => {
    if (error instanceof Problem) return error.response();
    throw error;
  });
  return app.fetch;
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
