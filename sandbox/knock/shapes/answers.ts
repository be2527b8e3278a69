import * as z from 'zod';
import type { AnswerShapes } from '../../platform/answer-shapes.ts';
import {
  activityShape,
  compactItemShape,
  connectionShape,
  contentShape,
  deliveryLogShape,
  feedOf,
  messageEventShape,
  messageShape,
  pageInfoShape,
  richItemShape,
} from './messages.ts';
import {
  data,
  ksuid,
  listedObjectShape,
  listedRecipientShape,
  listedUserShape,
  micros,
  millis,
  objectShape,
  preferenceSetShape,
  recipientShape,
  referenceShape,
  userShape,
} from './recipients.ts';

const text = z.string();
const count = z.int().nonnegative();

const entries = (shape: z.ZodType) => z.strictObject({ entries: z.array(shape), page_info: pageInfoShape });
const items = (shape: z.ZodType) => z.strictObject({ items: z.array(shape), page_info: pageInfoShape });

const bulkOperation = z.strictObject({
  __typename: z.literal('BulkOperation'),
  id: z.uuid(),
  name: text,
  status: z.enum(['queued', 'completed']),
  estimated_total_rows: count,
  processed_rows: count,
  success_count: count,
  error_count: z.literal(0),
  error_items: z.array(z.never()),
  progress_path: text,
  inserted_at: millis,
  updated_at: millis,
  started_at: millis.nullable(),
  completed_at: millis.nullable(),
  failed_at: z.null(),
});
const queued = bulkOperation.extend({
  status: z.literal('queued'),
  started_at: z.null(),
  completed_at: z.null(),
});
const completed = bulkOperation.extend({
  status: z.literal('completed'),
  started_at: millis,
  completed_at: millis,
});

const color = text.nullish();
const tenant = z.strictObject({
  __typename: z.literal('Tenant'),
  id: text,
  name: text.nullable(),
  settings: z.strictObject({
    branding: z
      .strictObject({
        icon_url: text.nullish(),
        logo_url: text.nullish(),
        primary_color: color,
        primary_color_contrast: color,
        dark_icon_url: text.nullish(),
        dark_logo_url: text.nullish(),
        dark_primary_color: color,
        dark_primary_color_contrast: color,
      })
      .nullable(),
    preference_set: preferenceSetShape.nullable(),
  }),
  created_at: millis,
  updated_at: millis,
});

const channelData = z.strictObject({
  __typename: z.literal('ChannelData'),
  channel_id: z.guid(),
  provider: text,
  data: z.union([
    z.strictObject({
      devices: z.array(z.strictObject({ token: text, locale: text.nullable(), timezone: text.nullable() })),
      tokens: z.array(text),
    }),
    z.strictObject({
      connections: z.array(connectionShape),
      token: z.strictObject({ access_token: text.nullish() }).nullish(),
    }),
  ]),
});

const subscription = z.strictObject({
  __typename: z.literal('Subscription'),
  object: objectShape.nullable(),
  recipient: listedRecipientShape.nullable(),
  properties: data.nullable(),
  inserted_at: millis,
  updated_at: millis,
});

const schedule = z.strictObject({
  __typename: z.literal('Schedule'),
  id: z.uuid(),
  workflow: text,
  recipient: recipientShape.nullable(),
  actor: recipientShape.nullable(),
  tenant: text.nullable(),
  data: data.nullable(),
  repeats: z.array(
    z.strictObject({
      __typename: z.literal('ScheduleRepeat'),
      frequency: z.enum(['hourly', 'daily', 'weekly', 'monthly']),
      interval: z.int().positive(),
      day_of_month: z.int().nullable(),
      days: z.array(text).nullable(),
      hours: z.int().nullable(),
      minutes: z.int().nullable(),
    }),
  ),
  last_occurrence_at: millis.nullable(),
  next_occurrence_at: millis.nullable(),
  inserted_at: millis,
  updated_at: millis,
});

const run = z.strictObject({
  __typename: z.literal('WorkflowRecipientRun'),
  id: z.uuid(),
  workflow_run_id: z.uuid(),
  workflow: text,
  status: z.enum(['queued', 'processing', 'paused', 'completed', 'cancelled']),
  recipient: referenceShape,
  actor: referenceShape.nullable(),
  tenant: text.nullable(),
  error_count: count,
  trigger_source: z.strictObject({
    type: z.enum(['api', 'schedule']),
    audience_key: z.null(),
    cancellation_key: text.nullable(),
    schedule_id: z.uuid().nullable(),
  }),
  inserted_at: micros,
  updated_at: micros,
});
const runEvent = z.strictObject({
  __typename: z.literal('WorkflowRecipientRunEvent'),
  id: ksuid,
  event: text,
  status: z.enum(['ok', 'error']),
  attempt: z.literal(1),
  step_ref: text.nullable(),
  step_type: text.nullable(),
  data: data.nullable(),
  inserted_at: micros,
});

const channelTypes = z.array(z.enum(['in_app_feed', 'email', 'sms', 'push', 'chat', 'http']));
const image = z.null();
/** `PreferenceCenterGetConfigResponse` of the server SDK, with nothing beside it. */
export const preferenceCenterShape = z.strictObject({
  enabled: z.literal(true),
  account_name: z.literal('Sandbox'),
  knock_branding_required: z.boolean(),
  user_email: z.string(),
  branding: z.strictObject({
    icon_url: image,
    logo_url: image,
    primary_color: z.null(),
    primary_color_contrast: z.null(),
  }),
  config: z.strictObject({
    title: z.string().min(1),
    body: z.string().min(1),
    show_account_name: z.boolean(),
    rows: z.array(
      z.strictObject({
        type: z.enum(['workflow', 'channel', 'category', 'channel_types', 'commercial_subscribed']),
        name: z.string().min(1),
        description: z.string().optional(),
        identifier: z.string().nullable(),
        channel_types: channelTypes.nullable(),
      }),
    ),
  }),
});

const preferenceSets = z.array(preferenceSetShape);
const subscriptions = z.array(subscription);
const schedules = z.array(schedule);

/** What the sandbox's Knock answers, call by call. */
export const answerShapes: AnswerShapes = {
  custom: ['address', 'muted', 'plan'],
  routes: {
    'GET /v1/users': entries(listedUserShape),
    'POST /v1/users/bulk/identify': queued,
    'POST /v1/users/bulk/delete': queued,
    'POST /v1/users/bulk/preferences': queued,
    'GET /v1/users/:user': userShape,
    'PUT /v1/users/:user': userShape,
    'POST /v1/users/:user/merge': userShape,
    // A feed without what was asked to be left out.
    'GET /v1/users/:user/feeds/:channel?exclude': z.looseObject({}),
    'GET /v1/users/:user/feeds/:channel?mode=compact': feedOf(compactItemShape),
    'GET /v1/users/:user/feeds/:channel': feedOf(richItemShape),
    'GET /v1/users/:user/feeds/:channel/settings': z.strictObject({
      features: z.strictObject({ branding_required: z.boolean() }),
    }),
    'GET /v1/users/:user/preferences': preferenceSets,
    'GET /v1/users/:user/preferences/:set': preferenceSetShape,
    'PUT /v1/users/:user/preferences/:set': preferenceSetShape,
    'PUT /v1/users/:user/preferences/:set/:part': preferenceSetShape,
    'PUT /v1/users/:user/preferences/:set/:part/:key': preferenceSetShape,
    'GET /v1/users/:user/preference_center/config': preferenceCenterShape,
    'POST /v1/users/:user/preference_center/signed_url': z.strictObject({ token: z.jwt(), url: z.url() }),
    'GET /v1/users/:user/channel_data/:channel': channelData,
    'PUT /v1/users/:user/channel_data/:channel': channelData,
    'GET /v1/users/:user/messages': items(messageShape),
    'GET /v1/users/:user/schedules': entries(schedule),
    'GET /v1/users/:user/subscriptions': entries(subscription),

    'GET /v1/objects/:collection': entries(listedObjectShape),
    'POST /v1/objects/:collection/bulk/set': queued,
    'POST /v1/objects/:collection/bulk/delete': queued,
    'POST /v1/objects/:collection/bulk/subscriptions/add': queued,
    'POST /v1/objects/:collection/bulk/subscriptions/delete': queued,
    'GET /v1/objects/:collection/:id': objectShape,
    'PUT /v1/objects/:collection/:id': objectShape,
    'GET /v1/objects/:collection/:id/preferences': preferenceSets,
    'GET /v1/objects/:collection/:id/preferences/:set': preferenceSetShape,
    'PUT /v1/objects/:collection/:id/preferences/:set': preferenceSetShape,
    'GET /v1/objects/:collection/:id/channel_data/:channel': channelData,
    'PUT /v1/objects/:collection/:id/channel_data/:channel': channelData,
    'GET /v1/objects/:collection/:id/messages': items(messageShape),
    'GET /v1/objects/:collection/:id/schedules': entries(schedule),
    'GET /v1/objects/:collection/:id/subscriptions': entries(subscription),
    'POST /v1/objects/:collection/:id/subscriptions': subscriptions,
    'DELETE /v1/objects/:collection/:id/subscriptions': subscriptions,

    'GET /v1/tenants': entries(tenant),
    'POST /v1/tenants/bulk/set': queued,
    'POST /v1/tenants/bulk/delete': queued,
    'GET /v1/tenants/:tenant': tenant,
    'PUT /v1/tenants/:tenant': tenant,

    'GET /v1/messages': items(messageShape),
    'GET /v1/messages/batch/content': z.array(contentShape),
    'POST /v1/messages/batch/:status': z.array(messageShape),
    'GET /v1/messages/:id': messageShape,
    'PUT /v1/messages/:id/:status': messageShape,
    'DELETE /v1/messages/:id/:status': messageShape,
    'GET /v1/messages/:id/content': contentShape,
    'GET /v1/messages/:id/events': items(messageEventShape),
    'GET /v1/messages/:id/delivery_logs': items(deliveryLogShape),
    'GET /v1/messages/:id/activities': items(activityShape),
    'POST /v1/channels/:channel/messages/bulk/:action': queued,
    'GET /v1/bulk_operations/:id': completed,

    'POST /v1/workflows/:key/trigger': z.strictObject({ workflow_run_id: z.uuid() }),
    'GET /v1/workflow_recipient_runs': items(run),
    'GET /v1/workflow_recipient_runs/:id': run.extend({ events: z.array(runEvent) }),
    'POST /v1/schedules': schedules,
    'PUT /v1/schedules': schedules,
    'DELETE /v1/schedules': schedules,
    'GET /v1/schedules': entries(schedule),
    'POST /v1/schedules/bulk/create': queued,
  },
};
