import * as z from 'zod';
import { hasTriggerData } from '../model/feed.ts';
import { engagementStatuses, markNames } from '../model/marks.ts';
import { deliveryStatuses } from '../model/message-events.ts';
import type { Message } from '../model/messages.ts';
import { moment, triggerData } from './feed-query.ts';
import { pageQuery } from './query.ts';

/** How many messages a list can be asked for by id. */
const idLimit = 50;

/** `GET /v1/messages`, and those of a user or object. */
export const messageListQuery = z.object({
  ...pageQuery,
  channel_id: z.string().optional(),
  engagement_status: z.array(z.enum([...markNames, 'link_clicked'])).optional(),
  'inserted_at.gt': moment.optional(),
  'inserted_at.gte': moment.optional(),
  'inserted_at.lt': moment.optional(),
  'inserted_at.lte': moment.optional(),
  message_ids: z.array(z.string()).max(idLimit).optional(),
  source: z.string().optional(),
  status: z.array(z.enum(deliveryStatuses)).optional(),
  tenant: z.string().optional(),
  trigger_data: triggerData.optional(),
  workflow_categories: z.array(z.string()).optional(),
  workflow_recipient_run_id: z.string().optional(),
  workflow_run_id: z.string().optional(),
});
type MessageFilter = z.infer<typeof messageListQuery>;

/** Whether a message is one of those asked for: every filter must fit, of a filter's values any. */
export function isListed(message: Message, filter: MessageFilter): boolean {
  const { source, insertedAt } = message;
  const tests: readonly [unknown, () => boolean][] = [
    [filter.channel_id, () => message.channel.id === filter.channel_id],
    [filter.engagement_status, () => hasAny(message, filter.engagement_status ?? [])],
    [filter['inserted_at.gt'], () => insertedAt > (filter['inserted_at.gt'] ?? 0)],
    [filter['inserted_at.gte'], () => insertedAt >= (filter['inserted_at.gte'] ?? 0)],
    [filter['inserted_at.lt'], () => insertedAt < (filter['inserted_at.lt'] ?? 0)],
    [filter['inserted_at.lte'], () => insertedAt <= (filter['inserted_at.lte'] ?? 0)],
    [filter.message_ids, () => filter.message_ids?.includes(message.id) ?? false],
    [filter.source, () => source.key === filter.source],
    [filter.status, () => filter.status?.includes(message.status) ?? false],
    [filter.tenant, () => message.tenant === filter.tenant],
    [filter.trigger_data, () => hasTriggerData(message, filter.trigger_data ?? {})],
    [
      filter.workflow_categories,
      () => source.categories.some((one) => filter.workflow_categories?.includes(one)),
    ],
    [filter.workflow_recipient_run_id, () => source.recipientRunId === filter.workflow_recipient_run_id],
    [filter.workflow_run_id, () => source.runId === filter.workflow_run_id],
  ];
  return tests.every(([asked, fits]) => asked === undefined || fits());
}

function hasAny(message: Message, wanted: NonNullable<MessageFilter['engagement_status']>): boolean {
  const statuses = engagementStatuses(message);
  return wanted.some((status) =>
    status.startsWith('un') ? !statuses.includes(status.slice(2)) : statuses.includes(status),
  );
}
