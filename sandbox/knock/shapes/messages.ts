import * as z from 'zod';
import { data, ksuid, micros, recipientShape, referenceShape } from './recipients.ts';

const text = z.string();
const marks = {
  inserted_at: micros,
  updated_at: micros,
  seen_at: micros.nullable(),
  read_at: micros.nullable(),
  interacted_at: micros.nullable(),
  clicked_at: micros.nullable(),
  link_clicked_at: micros.nullable(),
  archived_at: micros.nullable(),
};

const block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('markdown'), name: text, content: text, rendered: text }),
  z.strictObject({ type: z.literal('text'), name: text, content: text, rendered: text }),
  z.strictObject({
    type: z.literal('button_set'),
    name: text,
    buttons: z.array(z.strictObject({ name: text, label: text, action: text })),
  }),
]);

/** As a compact feed shows it; of its data only what is flat. */
export const compactItemShape = z.strictObject({
  __typename: z.literal('FeedItem'),
  __cursor: text.min(1),
  id: ksuid,
  actors: z.array(recipientShape).max(1),
  total_actors: z.int().nonnegative(),
  blocks: z.array(block),
  data: z.record(text, z.union([text, z.number(), z.boolean(), z.null()])),
  source: z.strictObject({
    __typename: z.literal('Workflow'),
    key: text,
    version_id: z.uuid(),
    categories: z.array(text),
    step_ref: text.optional(),
  }),
  tenant: text.nullable(),
  ...marks,
});

export const activityShape = z.strictObject({
  __typename: z.literal('Activity'),
  id: ksuid,
  actor: recipientShape.nullable(),
  recipient: recipientShape.nullable(),
  data,
  inserted_at: micros,
  updated_at: micros,
});

export const richItemShape = compactItemShape.extend({
  actors: z.array(recipientShape),
  data,
  total_activities: z.int().positive(),
  activities: z.array(activityShape).min(1),
});

export const pageInfoShape = z.strictObject({
  __typename: z.literal('PageInfo'),
  before: text.nullable(),
  after: text.nullable(),
  page_size: z.int().positive(),
});

/** What a feed counts, in its answers and in what its socket tells. */
export const countShapes = {
  total_count: z.int().nonnegative(),
  unread_count: z.int().nonnegative(),
  unseen_count: z.int().nonnegative(),
};

export const feedOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    entries: z.array(item),
    meta: z.strictObject({
      __typename: z.literal('FeedMetadata'),
      ...countShapes,
    }),
    page_info: pageInfoShape,
    vars: z.strictObject({ app_url: text }),
  });

export const messageShape = z.strictObject({
  __typename: z.literal('Message'),
  id: ksuid,
  channel_id: z.guid(),
  channel: z.strictObject({
    id: z.guid(),
    key: text,
    name: text,
    type: text,
    provider: text,
    created_at: micros,
    updated_at: micros,
  }),
  recipient: referenceShape,
  actors: z.array(referenceShape),
  tenant: text.nullable(),
  data,
  status: z.enum(['queued', 'sent', 'delivered', 'delivery_attempted', 'undelivered', 'not_sent', 'bounced']),
  engagement_statuses: z.array(z.enum(['seen', 'read', 'interacted', 'link_clicked', 'archived'])),
  metadata: z.strictObject({}),
  source: z.strictObject({
    __typename: z.literal('NotificationSource'),
    type: z.literal('workflow'),
    key: text,
    version_id: z.guid(),
    categories: z.array(text),
    step_ref: text,
    workflow_run_id: z.guid(),
    workflow_recipient_run_id: z.guid(),
  }),
  workflow: text,
  recipient_snapshot: z
    .union([
      z.strictObject({ email: text, name: text.nullable() }),
      z.strictObject({
        channel_id: text.nullable(),
        user_id: text.nullable(),
        via_incoming_webhook: z.boolean(),
      }),
    ])
    .nullable(),
  scheduled_at: z.null(),
  ...marks,
});

export const connectionShape = z.union([
  z.strictObject({ incoming_webhook: z.strictObject({ url: z.url() }) }),
  z.strictObject({
    access_token: text.nullish(),
    channel_id: text.nullish(),
    channel_name: text.nullish(),
    user_id: text.nullish(),
  }),
]);

export const contentShape = z.strictObject({
  __typename: z.literal('MessageContent'),
  message_id: ksuid,
  data: z.discriminatedUnion('__typename', [
    z.strictObject({ __typename: z.literal('MessageInAppFeedContent'), blocks: z.array(block) }),
    z.strictObject({
      __typename: z.literal('MessageEmailContent'),
      from: text,
      to: text,
      subject_line: text,
      html_body: text,
      text_body: text,
      cc: z.null(),
      bcc: z.null(),
      reply_to: z.null(),
    }),
    z.strictObject({ __typename: z.literal('MessageSmsContent'), to: text, body: text }),
    z.strictObject({
      __typename: z.literal('MessagePushContent'),
      token: text,
      title: text,
      body: text,
      data: data.nullable(),
    }),
    z.strictObject({
      __typename: z.literal('MessageChatContent'),
      connection: connectionShape,
      template: z.strictObject({
        blocks: z.array(z.strictObject({ type: z.enum(['text', 'markdown']), name: text, content: text })),
        json_content: z.null(),
        summary: text.nullable(),
      }),
      metadata: z.null(),
    }),
  ]),
  inserted_at: micros,
});

export const messageEventShape = z.strictObject({
  __typename: z.literal('MessageEvent'),
  id: ksuid,
  type: text.regex(/^message\.\w+$/),
  data: data.nullable(),
  recipient: referenceShape,
  inserted_at: micros,
});

export const deliveryLogShape = z.strictObject({
  __typename: z.literal('MessageDeliveryLog'),
  id: ksuid,
  environment_id: z.guid(),
  inserted_at: micros,
  service_name: text,
  request: z.strictObject({
    method: z.literal('POST'),
    host: text,
    path: text,
    body: data,
    query: z.null(),
    headers: z.strictObject({}),
  }),
  response: z.strictObject({
    status: z.int(),
    body: z.union([text, z.strictObject({ id: z.union([text, z.number()]) })]),
    headers: z.strictObject({}),
  }),
});
