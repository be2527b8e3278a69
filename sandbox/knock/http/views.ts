import type { Environment } from '../model/environment.ts';
import { namedUuid } from '../model/ids.ts';
import { engagementStatuses } from '../model/marks.ts';
import { blocksOf } from '../model/message-content.ts';
import type { DeliveryLog } from '../model/message-events.ts';
import type { Activity, Message } from '../model/messages.ts';
import { actorsOf, orderKey } from '../model/messages.ts';
import { toCursor } from '../model/page.ts';
import { recipientReference } from '../model/recipient-reference.ts';
import { isoMicros, isoMicrosOrNull } from '../model/time.ts';

/** A message, as the message endpoints show it. */
export function messageView(message: Message): Record<string, unknown> {
  const { channel, source } = message;
  return {
    __typename: 'Message',
    id: message.id,
    channel_id: channel.id,
    channel: { ...channel, created_at: epoch, updated_at: epoch },
    recipient: recipientReference(message.recipient),
    actors: actorsOf(message).map(recipientReference),
    tenant: message.tenant,
    data: message.data,
    status: message.status,
    engagement_statuses: engagementStatuses(message),
    metadata: {},
    source: {
      __typename: 'NotificationSource',
      type: 'workflow',
      key: source.key,
      version_id: source.versionId,
      categories: source.categories,
      step_ref: source.stepRef,
      workflow_run_id: source.runId,
      workflow_recipient_run_id: source.recipientRunId,
    },
    workflow: source.key,
    recipient_snapshot: message.snapshot,
    scheduled_at: null,
    ...dates(message),
  };
}

/** What a message says. */
export function contentView(message: Message): Record<string, unknown> {
  return {
    __typename: 'MessageContent',
    message_id: message.id,
    data: message.content,
    inserted_at: isoMicros(message.insertedAt),
  };
}

/** One try to hand a message to its provider. */
export function deliveryLogView({
  id,
  insertedAt,
  service,
  request,
  response,
}: DeliveryLog): Record<string, unknown> {
  return {
    __typename: 'MessageDeliveryLog',
    id,
    environment_id: environmentId,
    inserted_at: isoMicros(insertedAt),
    service_name: service,
    request: { ...request, query: null, headers: {} },
    response: { ...response, headers: {} },
  };
}

const environmentId = namedUuid('environment');
const epoch = '2026-01-01T00:00:00.000000Z';

/**
 * A message, as a feed shows it. `compact` leaves out the activities, nested data and all actors but the latest.
 */
export function feedItemView(
  environment: Environment,
  message: Message,
  mode: 'rich' | 'compact',
): Record<string, unknown> {
  const actors = actorsOf(message).flatMap((key) => environment.recipient(key) ?? []);
  const common = {
    __typename: 'FeedItem',
    __cursor: toCursor(orderKey(message)),
    id: message.id,
    blocks: blocksOf(message.content),
    tenant: message.tenant,
    total_actors: message.totalActors,
    source: {
      __typename: 'Workflow',
      key: message.source.key,
      version_id: message.source.versionId,
      categories: message.source.categories,
    },
    ...dates(message),
  };
  return mode === 'compact'
    ? { ...common, actors: actors.slice(0, 1), data: flat(message.data) }
    : {
        ...common,
        actors,
        data: message.data,
        activities: message.activities.map((activity) => activityView(environment, message, activity)),
        total_activities: message.totalActivities,
      };
}

/** One trigger that went into a message. */
export function activityView(
  environment: Environment,
  message: Message,
  activity: Activity,
): Record<string, unknown> {
  return {
    __typename: 'Activity',
    id: activity.id,
    actor: activity.actor === null ? null : (environment.recipient(activity.actor) ?? null),
    recipient: environment.recipient(message.recipient) ?? null,
    data: activity.data,
    inserted_at: isoMicros(activity.insertedAt),
    updated_at: isoMicros(activity.insertedAt),
  };
}

function dates(message: Message): Record<string, string | null> {
  return {
    inserted_at: isoMicros(message.insertedAt),
    updated_at: isoMicros(message.updatedAt),
    seen_at: isoMicrosOrNull(message.seenAt),
    read_at: isoMicrosOrNull(message.readAt),
    interacted_at: isoMicrosOrNull(message.interactedAt),
    clicked_at: isoMicrosOrNull(message.linkClickedAt),
    link_clicked_at: isoMicrosOrNull(message.linkClickedAt),
    archived_at: isoMicrosOrNull(message.archivedAt),
  };
}

function flat(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).filter(([, value]) => typeof value !== 'object' || value === null),
  );
}
