import { Hono } from 'hono';
import * as z from 'zod';
import { check, KnockError } from '../errors.ts';
import { findChannel } from '../model/channels.ts';
import { archivedScopes, hasTriggerData, isArchivedAs } from '../model/feed.ts';
import type { MarkName } from '../model/marks.ts';
import { engagementStatuses, markNames } from '../model/marks.ts';
import type { Message } from '../model/messages.ts';
import type { Services } from '../services.ts';
import type { KnockEnv } from './app.ts';
import { readBody } from './body.ts';
import { moment, triggerData } from './feed-query.ts';

/** The actions of a bulk update; the SDKs and the API disagree about the ending of "archive", and both are taken. */
const actions = {
  seen: 'seen',
  unseen: 'unseen',
  read: 'read',
  unread: 'unread',
  interacted: 'interacted',
  archive: 'archived',
  archived: 'archived',
  unarchive: 'unarchived',
  unarchived: 'unarchived',
  delete: 'delete',
} as const satisfies Record<string, MarkName | 'delete'>;
const actionNames = z.enum(Object.keys(actions) as [keyof typeof actions]);

const engagement = [...markNames, 'link_clicked'] as const;
const delivery = [
  'queued',
  'sent',
  'delivered',
  'delivery_attempted',
  'undelivered',
  'not_sent',
  'bounced',
] as const;

const bulkBody = z.object({
  /** The API's name, and the one that the client SDK sends. */
  recipient_ids: z.array(z.string()).optional(),
  user_ids: z.array(z.string()).optional(),
  archived: z.enum(archivedScopes).default('include'),
  engagement_status: z.enum(engagement).optional(),
  delivery_status: z.enum(delivery).optional(),
  has_tenant: z.boolean().optional(),
  tenants: z.array(z.string()).optional(),
  trigger_data: triggerData.optional(),
  workflows: z.array(z.string()).optional(),
  newer_than: moment.optional(),
  older_than: moment.optional(),
});
type BulkFilter = z.infer<typeof bulkBody>;

/** Statuses of all messages of a channel that a filter names, and how such operations went. */
export function bulkRoutes({ environment }: Services): Hono<KnockEnv> {
  const app = new Hono<KnockEnv>();
  const { messages, bulkOperations } = environment;

  app.post('/channels/:channel/messages/bulk/:action', async (c) => {
    const caller = c.get('caller');
    const channel = findChannel(c.req.param('channel'));
    if (!channel) throw KnockError.channelInvalid(c.req.param('channel'));
    const name = check(actionNames, c.req.param('action'));
    const filter = await readBody(c.req, bulkBody);
    const recipients = filter.recipient_ids ?? filter.user_ids;
    const action = actions[name];
    if (!recipients || action === 'delete') caller.requireSecretKey();
    for (const recipient of recipients ?? []) {
      for (const tenant of filter.tenants ?? [null]) caller.require('feed/write', recipient, tenant);
    }
    const found = (recipients?.flatMap((id) => messages.of(id)) ?? messages.all()).filter(
      (message) =>
        message.channel === channel &&
        caller.may('feed/write', message.recipient, message.tenant) &&
        matches(message, filter),
    );
    for (const message of found) {
      if (action === 'delete') messages.delete(message);
      else messages.mark(message, action);
    }
    return c.json(bulkOperations.done(`messages.${name}`, found.length));
  });

  app.get('/bulk_operations/:id', (c) => {
    c.get('caller').requireSecretKey();
    const operation = bulkOperations.get(c.req.param('id'));
    if (!operation) throw KnockError.notFound('The resource you requested does not exist');
    return c.json(operation);
  });

  return app;
}

function matches(message: Message, filter: BulkFilter): boolean {
  const { has_tenant: hasTenant, engagement_status: engaged, newer_than: newer, older_than: older } = filter;
  return (
    isArchivedAs(message, filter.archived) &&
    (engaged === undefined || hasEngagement(message, engaged)) &&
    (filter.delivery_status === undefined || message.status === filter.delivery_status) &&
    (hasTenant === undefined || (message.tenant !== null) === hasTenant) &&
    (filter.tenants === undefined || (message.tenant !== null && filter.tenants.includes(message.tenant))) &&
    (filter.trigger_data === undefined || hasTriggerData(message, filter.trigger_data)) &&
    (filter.workflows === undefined || filter.workflows.includes(message.source.key)) &&
    (newer === undefined || message.insertedAt > newer) &&
    (older === undefined || message.insertedAt < older)
  );
}

function hasEngagement(message: Message, status: (typeof engagement)[number]): boolean {
  const statuses = engagementStatuses(message);
  return status.startsWith('un') ? !statuses.includes(status.slice(2)) : statuses.includes(status);
}
