import Knock from '@knocklabs/node';
import { Hono, type Context } from 'hono';
import { StreamChat } from 'stream-chat';
import * as z from 'zod';
import { credentials } from '../../sandbox/credentials.ts';
import { unsubscribeLink } from './identity.ts';
import { Problem, validate } from './problem.ts';
import { visitorSchema } from './visitors.ts';

/** The origins that the shop's backend talks to. */
export interface BackendServices {
  readonly stream: string;
  readonly knock: string;
  /** The sandbox's control API, which knows what was delivered to a phone. */
  readonly control: string;
  /** Where the links of e-mails lead. */
  readonly worker: string;
}

/** The preference row that an e-mail of a workflow is about; the others cannot be unsubscribed from. */
const rowOf: Readonly<Record<string, string>> = {
  'new-comment': 'social',
  'new-message': 'social',
  'order-status-updated': 'billing',
  'product-update': 'updates',
};

const notifySchema = z.strictObject({
  workflow: z.enum([
    'new-comment',
    'new-message',
    'order-status-updated',
    'product-update',
    'welcome',
    'login-new-device',
  ]),
  recipient: visitorSchema,
  actor: visitorSchema.optional(),
  data: z.record(z.string().max(40), z.string().max(500)).optional(),
});

const messageSchema = z.strictObject({
  channel: z.string().regex(/^[\w-]+:[\w!-]+$/, { error: 'must be type:id, as messaging:general' }),
  user: visitorSchema,
  text: z.string().trim().min(1).max(5000),
  /** Of a message that the shop draws itself. */
  invoice: z
    .strictObject({ number: z.string().max(40), total: z.string().max(40), due: z.iso.date() })
    .optional(),
});

const phoneQuerySchema = z.strictObject({
  to: z
    .string()
    .transform((to) => to.replace(/^ /, '+'))
    .pipe(z.e164({ error: 'must be a number as +12015550101' })),
});

/** What the control API answers; more fields than the phone shows are left out. */
const deliveriesSchema = z.object({
  messages: z.array(
    z.object({
      id: z.string(),
      channel: z.enum(['sms', 'whatsapp', 'email', 'call', 'push']),
      from: z.string(),
      body: z.string(),
      at: z.iso.datetime(),
    }),
  ),
});

/**
 * What a shop's own backend does with the vendors' official server SDKs: it triggers workflows and writes messages.
 * `GET /phone` is the demo's: it looks at what the sandbox delivered to a number. A real shop's backend would know who
 * calls; this one serves a sandbox of made-up people and checks only that the input makes sense.
 */
export function backendRoutes({ stream, knock, control, worker }: BackendServices): Hono {
  const knockClient = new Knock({
    apiKey: credentials.knock.secretKey,
    baseURL: knock,
    maxRetries: 0,
    timeout: 5000,
  });
  const streamClient = new StreamChat(credentials.stream.apiKey, credentials.stream.apiSecret, {
    baseURL: stream,
    disableCache: true,
    timeout: 5000,
  });

  return new Hono()
    .post('/notify', async (c) => {
      const { workflow, recipient, actor, data } = validate(await readJson(c), notifySchema);
      const row = rowOf[workflow];
      const link = row && { unsubscribe_url: await unsubscribeLink(worker, recipient, row) };
      const run = await ask('Knock', () =>
        knockClient.workflows.trigger(workflow, {
          recipients: [recipient],
          ...(actor && { actor }),
          data: { ...data, ...link },
        }),
      );
      return c.json({ run: run.workflow_run_id }, 202);
    })
    .post('/message', async (c) => {
      const { channel, user, text, invoice } = validate(await readJson(c), messageSchema);
      const own = invoice && { custom_type: 'invoice', invoice };
      const [type = '', id = ''] = channel.split(':');
      const sent = await ask('Stream', () =>
        streamClient.channel(type, id).sendMessage({ text, user_id: user, ...own }),
      );
      return c.json({ id: sent.message.id }, 201);
    })
    .get('/phone', async (c) => {
      const { to } = validate(c.req.query(), phoneQuerySchema);
      const delivered = await ask('The sandbox', async () => {
        const response = await fetch(`${control}/messages?${new URLSearchParams({ to })}`);
        return deliveriesSchema.parse(await response.json());
      });
      return c.json(delivered, 200, { 'cache-control': 'no-store' });
    });
}

/** @throws {Problem} 400 for a body that is not sent as JSON; no other site's form can send one */
async function readJson(c: Context): Promise<unknown> {
  if (!c.req.header('content-type')?.startsWith('application/json')) {
    throw new Problem(400, 'Send the body as application/json');
  }
  try {
    return await c.req.json();
  } catch {
    throw new Problem(400, 'The body is not JSON');
  }
}

/** @throws {Problem} 502, with the vendor's own words: the demo's reader is the one who has to mend it */
async function ask<Answer>(vendor: string, call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    throw new Problem(502, `${vendor}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
