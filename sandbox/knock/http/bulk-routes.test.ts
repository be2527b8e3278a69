import { expect, test } from 'vitest';
import * as z from 'zod';
import { channels } from '../model/channels.ts';
import { invalidBody } from '../testing/refusals.ts';
import { feedChannelId, startKnock } from '../testing/start-knock.ts';
import type { RunningKnock } from '../testing/start-knock.ts';

const path = (action: string): string => `/v1/channels/${feedChannelId}/messages/bulk/${action}`;

/** `BulkOperation` of the server SDK, as it is answered at once. */
const queued = z.strictObject({
  __typename: z.literal('BulkOperation'),
  id: z.uuid(),
  name: z.string().startsWith('messages.'),
  status: z.literal('queued'),
  estimated_total_rows: z.int().nonnegative(),
  processed_rows: z.literal(0),
  success_count: z.literal(0),
  error_count: z.literal(0),
  error_items: z.tuple([]),
  progress_path: z.string().startsWith('/v1/bulk_operations/'),
  inserted_at: z.string(),
  updated_at: z.string(),
  started_at: z.null(),
  completed_at: z.null(),
  failed_at: z.null(),
});

/** Four items of dan's: two tenants and none, two workflows, one read, one archived; the oldest first. */
async function fourItems(knock: RunningKnock): Promise<string[]> {
  const triggers = [
    { workflow: 'welcome', tenant: 'acme', data: { number: 1 } },
    { workflow: 'welcome', tenant: 'umbrella', data: { number: 2 } },
    { workflow: 'new-message', data: { number: 1 } },
    { workflow: 'new-message', data: { number: 3 } },
  ];
  for (const { workflow, ...rest } of triggers) {
    await knock.server.workflows.trigger(workflow, { recipients: ['dan'], ...rest });
    knock.context.clock.advance(1);
  }
  const { entries } = await knock.server.users.feeds.listItems('dan', feedChannelId);
  const ids = entries.map(({ id }) => id).reverse();
  await knock.server.messages.markAsRead(ids[0] ?? '');
  await knock.server.messages.archive(ids[1] ?? '');
  return ids;
}

test.each<[object, number[]]>([
  [{}, [0, 1, 2, 3]],
  [{ archived: 'exclude' }, [0, 2, 3]],
  [{ archived: 'only' }, [1]],
  [{ engagement_status: 'read' }, [0]],
  [{ engagement_status: 'unread' }, [1, 2, 3]],
  [{ engagement_status: 'unseen' }, [0, 1, 2, 3]],
  [{ engagement_status: 'archived' }, [1]],
  [{ engagement_status: 'unarchived' }, [0, 2, 3]],
  [{ engagement_status: 'link_clicked' }, []],
  [{ delivery_status: 'delivered' }, [0, 1, 2, 3]],
  [{ delivery_status: 'bounced' }, []],
  [{ has_tenant: true }, [0, 1]],
  [{ has_tenant: false }, [2, 3]],
  [{ tenants: ['acme', 'nobody'] }, [0]],
  [{ trigger_data: '{"number":1}' }, [0, 2]],
  [{ trigger_data: { number: 1 }, has_tenant: false }, [2]],
  [{ workflows: ['new-message', 'product-update'] }, [2, 3]],
])('%j reaches %j, in the names of the SDK and of the API', async (filter, places) => {
  const knock = await startKnock();
  const ids = await fourItems(knock);
  for (const [name, action] of [
    ['user_ids', 'seen'],
    ['recipient_ids', 'interacted'],
  ] as const) {
    // The one who is marked as seen first is no longer unseen.
    if (name === 'recipient_ids' && 'engagement_status' in filter) continue;
    const response = await knock.request('POST', path(action), {
      as: 'dan',
      body: { [name]: ['dan'], ...filter },
    });
    expect(response.status).toBe(200);
    expect(queued.parse(await response.json()).estimated_total_rows).toBe(places.length);
    const marked = await Promise.all(ids.map((id) => knock.server.messages.get(id)));
    expect(
      marked.flatMap(({ engagement_statuses: all }, place) => (all.includes(action) ? [place] : [])),
    ).toEqual(places);
  }
});

test('older and newer than a moment leave out what is of that very moment', async () => {
  const knock = await startKnock();
  const ids = await fourItems(knock);
  const at = (await knock.server.messages.get(ids[1] ?? '')).inserted_at;
  const count = async (filter: object) => {
    const response = await knock.request('POST', path('seen'), { body: { user_ids: ['dan'], ...filter } });
    return queued.parse(await response.json()).estimated_total_rows;
  };
  expect(await count({ newer_than: at })).toBe(2);
  expect(await count({ older_than: at })).toBe(1);
  expect(await count({ newer_than: at, older_than: at })).toBe(0);
});

test.each<[string, object, string]>([
  ['shout', { user_ids: ['ann'] }, ''],
  ['read', { user_ids: 'ann' }, 'user_ids'],
  ['read', { user_ids: ['ann'], archived: 'maybe' }, 'archived'],
  ['read', { user_ids: ['ann'], engagement_status: 'loud' }, 'engagement_status'],
  ['read', { user_ids: ['ann'], trigger_data: '{"a":{"b":1}}' }, 'trigger_data.a'],
  ['read', { user_ids: ['ann'], older_than: 'yesterday' }, 'older_than'],
])('%s with %j is refused', async (action, body, field) => {
  const knock = await startKnock();
  const response = await knock.request('POST', path(action), { body });
  expect(response.status).toBe(422);
  expect(await response.json()).toEqual(invalidBody(field));
});

test('an unknown channel is refused, and messages of another are left alone', async () => {
  const knock = await startKnock();
  const elsewhere = '/v1/channels/00000000-0000-4000-8000-000000000000/messages/bulk/read';
  const refused = await knock.request('POST', elsewhere, { body: { user_ids: ['ann'] } });
  expect(refused.status).toBe(422);
  expect(await refused.json()).toMatchObject({ code: 'channel_invalid', type: 'invalid_request_error' });
  const response = await knock.request('POST', `/v1/channels/${channels.email.id}/messages/bulk/read`, {
    body: { user_ids: ['ann'] },
  });
  expect(queued.parse(await response.json()).estimated_total_rows).toBe(0);
  await expect(knock.server.bulkOperations.get('00000000-0000-4000-8000-000000000000')).rejects.toMatchObject(
    { status: 404, error: { code: 'resource_missing' } },
  );
});

test('what a person did exactly is kept with the event, five flat pairs at most', async () => {
  const knock = await startKnock();
  const client = await knock.client('ann');
  const feed = client.feeds.initialize(feedChannelId);
  await feed.fetch();
  const [item] = feed.getState().items;
  if (!item) throw new Error('The feed is empty.');
  await feed.markAsInteracted(item, { type: 'button_click', name: 'primary' });
  const events = [];
  for await (const { type, data } of knock.server.messages.listEvents(item.id)) events.push({ type, data });
  expect(events).toContainEqual({
    type: 'message.interacted',
    data: { type: 'button_click', name: 'primary' },
  });
  const pairs = Object.fromEntries(Array.from({ length: 6 }, (_none, index) => [`key${index}`, 'x']));
  const one = `/v1/messages/${item.id}/interacted`;
  for (const metadata of [pairs, { nested: {} }, 'text']) {
    const response = await knock.request('PUT', one, { as: 'ann', body: { metadata } });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: 'invalid_params' });
  }
  const { key5: _sixth, ...five } = pairs;
  expect((await knock.request('PUT', one, { as: 'ann', body: { metadata: five } })).status).toBe(200);
});
