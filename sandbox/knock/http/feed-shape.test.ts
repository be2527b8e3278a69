import { expect, test } from 'vitest';
import * as z from 'zod';
import { feedChannelId, startKnock } from '../testing/start-knock.ts';
import type { RunningKnock } from '../testing/start-knock.ts';

const moment = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/);
const ksuid = z.string().regex(/^[0-9A-Za-z]{27}$/);
const user = z.looseObject({
  __typename: z.literal('User'),
  id: z.string(),
  name: z.string(),
  updated_at: z.string(),
});
const data = z.record(z.string(), z.unknown());

const block = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('markdown'),
    name: z.string(),
    content: z.string(),
    rendered: z.string(),
  }),
  z.strictObject({ type: z.literal('text'), name: z.string(), content: z.string(), rendered: z.string() }),
  z.strictObject({
    type: z.literal('button_set'),
    name: z.string(),
    buttons: z.array(z.strictObject({ name: z.string(), label: z.string(), action: z.string() })),
  }),
]);

const compactItem = z.strictObject({
  __typename: z.literal('FeedItem'),
  __cursor: z.string().min(1),
  id: ksuid,
  actors: z.array(user).max(1),
  total_actors: z.int().nonnegative(),
  blocks: z.array(block).min(1),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  source: z.strictObject({
    __typename: z.literal('Workflow'),
    key: z.string(),
    version_id: z.uuid(),
    categories: z.array(z.string()),
    step_ref: z.string().optional(),
  }),
  tenant: z.string().nullable(),
  inserted_at: moment,
  updated_at: moment,
  seen_at: moment.nullable(),
  read_at: moment.nullable(),
  interacted_at: moment.nullable(),
  clicked_at: moment.nullable(),
  link_clicked_at: moment.nullable(),
  archived_at: moment.nullable(),
});

const richItem = compactItem.extend({
  actors: z.array(user),
  data,
  total_activities: z.int().positive(),
  activities: z
    .array(
      z.strictObject({
        __typename: z.literal('Activity'),
        id: ksuid,
        actor: user.nullable(),
        recipient: user,
        data,
        inserted_at: moment,
        updated_at: moment,
      }),
    )
    .min(1),
});

const feedOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    entries: z.array(item).min(1),
    meta: z.strictObject({
      __typename: z.literal('FeedMetadata'),
      total_count: z.int().nonnegative(),
      unread_count: z.int().nonnegative(),
      unseen_count: z.int().nonnegative(),
    }),
    page_info: z.strictObject({
      __typename: z.literal('PageInfo'),
      before: z.string().nullable(),
      after: z.string().nullable(),
      page_size: z.int().positive(),
    }),
    vars: z.strictObject({ app_url: z.string() }),
  });

async function read(knock: RunningKnock, mode: string): Promise<unknown> {
  const path = `/v1/users/ann/feeds/${feedChannelId}?mode=${mode}&archived=include`;
  return (await knock.request('GET', path, { as: 'ann' })).json();
}

test.each([
  ['rich', feedOf(richItem)],
  ['compact', feedOf(compactItem)],
] as const)('a %s feed has these fields and no others', async (mode, schema) => {
  const knock = await startKnock();
  await knock.server.workflows.trigger('product-update', {
    recipients: ['ann'],
    actor: 'ben',
    tenant: 'acme',
    data: { title: 'Rugs', lines: [{ sku: 'rug' }] },
  });
  const feed = schema.parse(await read(knock, mode));
  expect(feed.entries[0]).toMatchObject({ tenant: 'acme', actors: [{ id: 'ben' }], total_actors: 1 });
});

test.each([
  'entries.__cursor',
  'entries.total_actors',
  'entries.source.version_id',
  'meta.unseen_count',
  'vars',
])('an answer without %s would be noticed', async (path) => {
  const knock = await startKnock();
  const response = await knock.request('GET', `/v1/users/ann/feeds/${feedChannelId}?exclude=${path}`);
  expect(feedOf(richItem).safeParse(await response.json()).success).toBe(false);
});
