import { Hono } from 'hono';
import * as z from 'zod';
import type { Caller } from '../access/caller.ts';
import { check, KnockError } from '../errors.ts';
import type { MarkName } from '../model/marks.ts';
import { markNames } from '../model/marks.ts';
import type { Message } from '../model/messages.ts';
import type { Services } from '../services.ts';
import type { KnockEnv } from './app.ts';
import { readBody } from './body.ts';
import { messageView } from './views.ts';

/** Flat pairs about an interaction, five at most. */
const interaction = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
  .refine((pairs) => Object.keys(pairs).length <= 5, 'must not hold more than 5 pairs');
const interactionBody = z.object({ metadata: interaction.nullish() });
const batchBody = interactionBody.extend({ message_ids: z.array(z.string()).min(1) });

const settable = z.enum(['seen', 'read', 'interacted', 'archived']);
const removable = z.enum(['seen', 'read', 'archived']);
const opposite = { seen: 'unseen', read: 'unread', archived: 'unarchived' } as const satisfies Record<
  string,
  MarkName
>;

/** Messages and their statuses, one or many by their ids. */
export function messageRoutes({ environment }: Services): Hono<KnockEnv> {
  const app = new Hono<KnockEnv>();
  const { messages, batchLimit } = environment;

  function find(id: string, caller: Caller, action: 'feed/read' | 'feed/write'): Message {
    const message = messages.get(id);
    if (!message) throw KnockError.notFound('The resource you requested does not exist');
    caller.require(action, message.recipient, message.tenant);
    return message;
  }

  app.post('/messages/batch/:status', async (c) => {
    const status = check(z.enum(markNames), c.req.param('status'));
    const { message_ids: ids, metadata = null } = await readBody(c.req, batchBody);
    const batch = [...new Set(ids)].flatMap((id) => messages.get(id) ?? []);
    for (const message of batch) c.get('caller').require('feed/write', message.recipient, message.tenant);
    const limited = batch.filter(({ id }) => !batchLimit.take(id));
    for (const message of batch) if (!limited.includes(message)) messages.mark(message, status, metadata);
    if (limited.length > 0) c.header('x-ratelimited-message_ids', limited.map(({ id }) => id).join(','));
    return c.json(batch.map(messageView));
  });

  app.get('/messages/:id', (c) => c.json(messageView(find(c.req.param('id'), c.get('caller'), 'feed/read'))));

  app.put('/messages/:id/:status', async (c) => {
    const status = check(settable, c.req.param('status'));
    const message = find(c.req.param('id'), c.get('caller'), 'feed/write');
    const { metadata = null } = await readBody(c.req, interactionBody);
    messages.mark(message, status, metadata);
    return c.json(messageView(message));
  });

  app.delete('/messages/:id/:status', (c) => {
    const status = check(removable, c.req.param('status'));
    const message = find(c.req.param('id'), c.get('caller'), 'feed/write');
    messages.mark(message, opposite[status]);
    return c.json(messageView(message));
  });

  return app;
}
