import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { invalidBody } from '../testing/refusals.ts';
import { feedChannelId, startKnock } from '../testing/start-knock.ts';
import type { RunningKnock } from '../testing/start-knock.ts';

/** Stops time but for the sandbox's own clock, so that a slow machine is not a late one. */
function stopTime(): void {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
}

async function itemsOf(knock: RunningKnock, user = 'ann') {
  const items = [];
  for await (const item of knock.server.users.feeds.listItems(user, feedChannelId, { archived: 'include' })) {
    items.push(item);
  }
  return items;
}

async function openFeed(knock: RunningKnock) {
  const feed = (await knock.client('ann')).feeds.initialize(feedChannelId);
  await feed.fetch();
  return feed;
}

test('every mark of the browser SDK sticks, and comes off again', async () => {
  const knock = await startKnock();
  const feed = await openFeed(knock);
  const item = feed.getState().items[0];
  if (!item) throw new Error('The feed is empty.');
  const now = async () => (await knock.server.messages.get(item.id)).engagement_statuses;
  const steps: [() => Promise<unknown>, string[]][] = [
    [() => feed.markAsSeen(item), ['seen']],
    [() => feed.markAsUnseen(item), []],
    [() => feed.markAsRead(item), ['read']],
    [() => feed.markAsUnread(item), []],
    [() => feed.markAsInteracted(item, { button: 'primary' }), ['read', 'interacted']],
    [() => feed.markAsArchived(item), ['read', 'interacted', 'archived']],
    [() => feed.markAsUnarchived(item), ['read', 'interacted']],
  ];
  for (const [mark, statuses] of steps) {
    await mark();
    expect(await now()).toEqual(statuses);
    knock.context.clock.advance(1);
  }
});

test('the server SDK marks one message', async () => {
  const { server } = await startKnock();
  const { entries } = await server.users.feeds.listItems('ann', feedChannelId);
  const id = entries[0]?.id ?? '';
  expect((await server.messages.markAsSeen(id)).engagement_statuses).toEqual(['seen']);
  expect((await server.messages.markAsRead(id)).engagement_statuses).toEqual(['seen', 'read']);
  expect((await server.messages.markAsUnread(id)).engagement_statuses).toEqual(['seen']);
  expect((await server.messages.markAsInteracted(id)).interacted_at).not.toBeNull();
  expect((await server.messages.archive(id)).archived_at).not.toBeNull();
  expect((await server.messages.unarchive(id)).archived_at).toBeNull();
  await expect(server.messages.get('2YmFaQ8EGs2p1T4usnQW5TzTQlA')).rejects.toMatchObject({
    status: 404,
    error: { code: 'resource_missing' },
  });
});

test('a second batched update within a second is answered and not done', async () => {
  stopTime();
  const knock = await startKnock();
  const [first, second] = (await itemsOf(knock)).map(({ id }) => id);
  const batch = (status: string, ids: unknown[]) =>
    knock.request('POST', `/v1/messages/batch/${status}`, { as: 'ann', body: { message_ids: ids } });
  expect((await batch('archived', [first])).headers.has('x-ratelimited-message_ids')).toBe(false);

  const tooSoon = await batch('unarchived', [first, second]);
  expect(tooSoon.status).toBe(200);
  expect(tooSoon.headers.get('x-ratelimited-message_ids')).toBe(first);
  expect(await tooSoon.json()).toMatchObject([
    { id: first, engagement_statuses: ['archived'] },
    { id: second, engagement_statuses: [] },
  ]);

  knock.context.clock.advance(1);
  expect(await (await batch('unarchived', [first])).json()).toMatchObject([{ id: first, archived_at: null }]);
});

test.each([
  ['an unknown status', '/v1/messages/batch/loud', { message_ids: ['a'] }, ''],
  ['no ids', '/v1/messages/batch/read', { message_ids: [] }, 'message_ids'],
  [
    'too many pairs',
    '/v1/messages/batch/interacted',
    { message_ids: ['a'], metadata: { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 } },
    'metadata',
  ],
  [
    'nested pairs',
    '/v1/messages/batch/interacted',
    { message_ids: ['a'], metadata: { a: { b: 1 } } },
    'metadata.a',
  ],
])('a batch with %s is refused', async (_what, path, body, field) => {
  const knock = await startKnock();
  const response = await knock.request('POST', path, { body });
  expect(response.status).toBe(422);
  expect(await response.json()).toEqual(invalidBody(field));
});

test('marking all keeps to what the feed is about', async () => {
  const knock = await startKnock();
  const client = await knock.client('ann');
  knock.vendor.trigger({ workflow: 'order-status-updated', recipients: ['ann'], data: { order: '77' } });
  const feed = client.feeds.initialize(feedChannelId, { trigger_data: { order: '77' } });
  await feed.fetch();
  expect(await feed.markAllAsSeen()).toMatchObject({ status: 'queued', estimated_total_rows: 1 });
  const { meta } = (await (await knock.request('GET', `/v1/users/ann/feeds/${feedChannelId}`)).json()) as {
    meta: unknown;
  };
  expect(meta).toMatchObject({ total_count: 61, unseen_count: 8 });
});

test('marking all leaves alone what was put away before', async () => {
  const knock = await startKnock();
  const feed = await openFeed(knock);
  const item = feed.getState().items[0];
  if (!item) throw new Error('The feed is empty.');
  await feed.markAsArchived(item);
  await feed.markAllAsRead();
  expect((await knock.server.messages.get(item.id)).engagement_statuses).toEqual(['archived']);
});

test('a message that a batch names twice is marked once', async () => {
  const knock = await startKnock();
  const { id } = (await itemsOf(knock))[0] ?? { id: '' };
  const response = await knock.request('POST', '/v1/messages/batch/read', {
    body: { message_ids: [id, id] },
  });
  expect(response.headers.has('x-ratelimited-message_ids')).toBe(false);
  expect(await response.json()).toMatchObject([{ id, engagement_statuses: ['read'] }]);
});

test('marking all as seen, read and archived empties the counts, for this user alone', async () => {
  const knock = await startKnock();
  const feed = await openFeed(knock);
  const bens = await itemsOf(knock, 'ben');
  await feed.markAllAsSeen();
  await feed.markAllAsRead();
  await feed.fetch();
  expect(feed.getState().metadata).toMatchObject({ total_count: 60, unread_count: 0, unseen_count: 0 });
  await feed.markAllAsArchived();
  await feed.fetch();
  expect(feed.getState()).toMatchObject({ items: [], metadata: { total_count: 0 } });
  expect(await itemsOf(knock, 'ben')).toEqual(bens);
});

test('a bulk operation by the server SDK can be followed to its end', async () => {
  const { server } = await startKnock();
  const started = await server.channels.bulk.updateMessageStatus(feedChannelId, 'read', {
    recipient_ids: ['ann', 'ben'],
    engagement_status: 'unread',
    workflows: ['new-message'],
  });
  const finished = await server.bulkOperations.get(started.id);
  expect(started).toMatchObject({ __typename: 'BulkOperation', status: 'queued', processed_rows: 0 });
  expect(finished).toMatchObject({ status: 'completed', success_count: started.estimated_total_rows });
  expect(started.estimated_total_rows).toBeGreaterThan(0);
  await server.channels.bulk.updateMessageStatus(feedChannelId, 'delete', { recipient_ids: ['ben'] });
  expect((await server.users.feeds.listItems('ben', feedChannelId)).entries).toEqual([]);
});

const marks = ['seen', 'unseen', 'read', 'unread', 'interacted', 'archived', 'unarchived'] as const;

test('after any marks the counts are those of a model', async () => {
  stopTime();
  const knock = await startKnock();
  const { clock } = knock.context;
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          mark: fc.constantFrom(...marks),
          places: fc.uniqueArray(fc.nat({ max: 63 }), { minLength: 1, maxLength: 20 }),
          bulk: fc.boolean(),
          pause: fc.constantFrom(0, 1),
        }),
        { maxLength: 8 },
      ),
      async (steps) => {
        knock.vendor.reset();
        const items = await itemsOf(knock);
        const model = items.map(({ id, seen_at, read_at, archived_at }) => ({
          id,
          seen: seen_at !== null,
          read: read_at !== null,
          archived: archived_at !== null,
          updated: -Infinity,
        }));
        for (const { mark, places, bulk, pause } of steps) {
          clock.advance(pause);
          const hit = bulk ? model : places.map((place) => model[place]).filter((one) => one !== undefined);
          if (bulk) {
            await knock.server.channels.bulk.updateMessageStatus(feedChannelId, mark, {
              recipient_ids: ['ann'],
            });
          } else {
            const body = { message_ids: hit.map(({ id }) => id) };
            const response = await knock.request('POST', `/v1/messages/batch/${mark}`, { as: 'ann', body });
            const limited = response.headers.get('x-ratelimited-message_ids')?.split(',') ?? [];
            expect(limited).toEqual(
              pause > 0 ? [] : hit.filter(({ updated }) => updated === clock.offset).map(({ id }) => id),
            );
          }
          for (const one of hit) {
            if (!bulk && one.updated === clock.offset) continue;
            if (!bulk) one.updated = clock.offset;
            if (mark === 'seen' || mark === 'unseen') one.seen = mark === 'seen';
            if (mark === 'read' || mark === 'unread') one.read = mark === 'read';
            if (mark === 'interacted') one.read = true;
            if (mark === 'archived' || mark === 'unarchived') one.archived = mark === 'archived';
          }
        }
        const response = await knock.request('GET', `/v1/users/ann/feeds/${feedChannelId}?page_size=50`, {
          as: 'ann',
        });
        const active = model.filter(({ archived }) => !archived);
        expect(await response.json()).toMatchObject({
          entries: active.slice(0, 50).map(({ id }) => ({ id })),
          meta: {
            total_count: active.length,
            unread_count: active.filter(({ read }) => !read).length,
            unseen_count: active.filter(({ seen }) => !seen).length,
          },
        });
      },
    ),
    { numRuns: 40 },
  );
});
