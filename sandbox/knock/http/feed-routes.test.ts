import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import { invalidBody } from '../testing/refusals.ts';
import { feedChannelId, startKnock } from '../testing/start-knock.ts';
import type { RunningKnock } from '../testing/start-knock.ts';

const path = `/v1/users/ann/feeds/${feedChannelId}`;

const feedSchema = z.object({
  entries: z.array(
    z.looseObject({
      id: z.string(),
      __cursor: z.string(),
      inserted_at: z.string(),
      seen_at: z.string().nullable(),
      read_at: z.string().nullable(),
      archived_at: z.string().nullable(),
      tenant: z.string().nullable(),
      source: z.looseObject({ key: z.string(), categories: z.array(z.string()) }),
      actors: z.array(z.unknown()),
      total_actors: z.number(),
    }),
  ),
  meta: z.object({
    __typename: z.literal('FeedMetadata'),
    total_count: z.number(),
    unread_count: z.number(),
    unseen_count: z.number(),
  }),
  page_info: z.object({
    __typename: z.literal('PageInfo'),
    before: z.string().nullable(),
    after: z.string().nullable(),
    page_size: z.number(),
  }),
});

async function read(knock: RunningKnock, query: Record<string, string> = {}) {
  const response = await knock.request('GET', `${path}?${new URLSearchParams(query)}`, { as: 'ann' });
  expect(response.status).toBe(200);
  return feedSchema.parse(await response.json());
}

test('the seed: 60 items of which 8 are new, and 4 put away', async () => {
  const knock = await startKnock();
  const all = await read(knock, { archived: 'include' });
  expect(all.meta).toMatchObject({ total_count: 60, unseen_count: 8 });
  expect(all.entries.slice(0, 8).every(({ seen_at: seen }) => seen === null)).toBe(true);
  const archived = await read(knock, { archived: 'only' });
  expect(archived.entries).toHaveLength(4);
  expect(archived.meta.total_count).toBe(60);
});

test('status narrows what is listed and leaves the counts', async () => {
  const knock = await startKnock();
  const { meta } = await read(knock);
  const unread = await read(knock, { status: 'unread' });
  const seen = await read(knock, { status: 'seen' });
  expect(unread.entries).toHaveLength(meta.unread_count);
  expect(unread.entries.every(({ read_at: at }) => at === null)).toBe(true);
  expect(unread.meta).toEqual(meta);
  expect(seen.entries.every(({ seen_at: at }) => at !== null)).toBe(true);
});

test('source, categories, trigger data and dates narrow the list and its counts', async () => {
  const knock = await startKnock();
  const lists = {
    source: await read(knock, { source: 'login-new-device' }),
    categories: await read(knock, { 'workflow_categories[]': 'billing' }),
    data: await read(knock, { trigger_data: JSON.stringify({ order: '1047' }) }),
  };
  expect(lists.source.entries.map(({ source }) => source.key)).toEqual(Array(3).fill('login-new-device'));
  expect(lists.source.meta.total_count).toBe(3);
  expect(lists.categories.entries.every(({ source }) => source.categories.includes('billing'))).toBe(true);
  expect(lists.data.meta.total_count).toBe(3);

  const [newest, second] = (await read(knock)).entries;
  const until = second?.inserted_at ?? '';
  expect((await read(knock, { 'inserted_at.gt': until })).entries.map(({ id }) => id)).toEqual([newest?.id]);
  const { entries } = await knock.server.users.feeds.listItems('ann', feedChannelId, {
    inserted_at: { gte: until },
  });
  expect(entries.map(({ id }) => id)).toEqual([newest?.id, second?.id]);
});

test('a tenant’s feed holds what has no tenant, unless it asks for tenants only', async () => {
  const knock = await startKnock();
  for (const tenant of ['acme', 'umbrella']) {
    knock.vendor.trigger({ workflow: 'new-message', recipients: ['ann'], tenant });
  }
  const count = async (query: Record<string, string>) => (await read(knock, query)).meta.total_count;
  expect(await count({})).toBe(62);
  expect(await count({ tenant: 'acme' })).toBe(61);
  expect(await count({ tenant: 'acme', has_tenant: 'true' })).toBe(1);
  expect(await count({ has_tenant: 'true' })).toBe(2);
  expect(await count({ has_tenant: 'false' })).toBe(60);
});

test('compact items are flat, with one actor and no activities; rich ones have everything', async () => {
  const knock = await startKnock();
  const data = { order: '1', lines: [{ sku: 'mug' }] };
  knock.vendor.trigger({ workflow: 'order-status-updated', recipients: ['ann'], data });
  const compact = await read(knock, { mode: 'compact' });
  const rich = await read(knock);
  expect(compact.entries[0]).toMatchObject({ data: { order: '1' } });
  expect(compact.entries[0]?.['data']).not.toHaveProperty('lines');
  expect(compact.entries[0]).not.toHaveProperty('activities');
  expect(rich.entries[0]).toMatchObject({ data, total_activities: 1, activities: [{ data }] });
  const batched = (list: typeof rich) => list.entries.find(({ total_actors: actors }) => actors === 3);
  expect(batched(rich)?.actors).toHaveLength(3);
  expect(batched(compact)?.actors).toHaveLength(1);
});

test.each([
  ['page_size', '0'],
  ['page_size', '51'],
  ['page_size', 'many'],
  ['status', 'loud'],
  ['archived', 'maybe'],
  ['mode', 'plain'],
  ['has_tenant', 'perhaps'],
  ['inserted_at.gt', 'yesterday'],
  ['trigger_data', '{"order":{"id":1}}'],
  ['trigger_data', 'no json'],
])('%s=%s is refused', async (field, value) => {
  const knock = await startKnock();
  const response = await knock.request('GET', `${path}?${new URLSearchParams({ [field]: value })}`);
  expect(response.status).toBe(422);
  expect(await response.json()).toEqual(invalidBody(expect.stringContaining(field)));
});

test('an unknown channel is refused, an unknown user has an empty feed', async () => {
  const knock = await startKnock();
  const other = await knock.request('GET', '/v1/users/ann/feeds/00000000-0000-4000-8000-000000000000');
  expect(other.status).toBe(422);
  expect(await other.json()).toMatchObject({ code: 'channel_invalid' });
  const { entries } = await knock.server.users.feeds.listItems('nobody', feedChannelId);
  expect(entries).toEqual([]);
});

test('the SDK for browsers pages to the end of the feed', async () => {
  const knock = await startKnock();
  const feed = (await knock.client('ann')).feeds.initialize(feedChannelId, { page_size: 25 });
  await feed.fetch();
  for (const length of [50, 60]) {
    await feed.fetchNextPage();
    await vi.waitFor(() => expect(feed.getState().items).toHaveLength(length));
  }
  expect(feed.getState().pageInfo.after).toBeNull();
});

test('the SDK for servers iterates over every item once', async () => {
  const knock = await startKnock();
  const ids: string[] = [];
  for await (const { id } of knock.server.users.feeds.listItems('ann', feedChannelId, { page_size: 7 })) {
    ids.push(id);
  }
  expect(new Set(ids).size).toBe(60);
  expect(ids).toHaveLength(60);
});

test('pages of any size, in either direction, tile the feed', async () => {
  const knock = await startKnock();
  const whole: string[] = [];
  for await (const { id } of knock.server.users.feeds.listItems('ann', feedChannelId)) whole.push(id);

  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 50 }), async (size) => {
      const walk = async (direction: 'after' | 'before', from: string) => {
        const pages: string[][] = [];
        for (let cursor: string | null = from; cursor !== null;) {
          const page: z.infer<typeof feedSchema> = await read(knock, {
            page_size: `${size}`,
            [direction]: cursor,
          });
          pages.push(page.entries.map(({ id }) => id));
          cursor = page.page_info[direction];
        }
        return pages;
      };
      const first = await read(knock, { page_size: `${size}` });
      const firstIds = first.entries.map(({ id }) => id);
      const older = first.page_info.after === null ? [] : await walk('after', first.page_info.after);
      expect([...firstIds, ...older.flat()]).toEqual(whole);

      const last = (await read(knock, { source: 'welcome' })).entries[0];
      const newer = await walk('before', last?.__cursor ?? '');
      expect(newer.reverse().flat()).toEqual(whole.slice(0, -1));
    }),
    { numRuns: 15 },
  );
});

test('ten thousand items are counted and paged to the last', { timeout: 60_000 }, async () => {
  const knock = await startKnock();
  knock.vendor.fillFeed('dan', 10_000);
  const ids = new Set<string>();
  let pages = 0;
  for (let cursor: string | null | undefined; cursor !== null; pages += 1) {
    const query = new URLSearchParams({ mode: 'compact', ...(cursor && { after: cursor }) });
    const response = await knock.request('GET', `/v1/users/dan/feeds/${feedChannelId}?${query}`);
    const { entries, meta, page_info: info } = feedSchema.parse(await response.json());
    expect(meta).toMatchObject({ total_count: 10_000, unread_count: 6666, unseen_count: 3333 });
    for (const { id } of entries) ids.add(id);
    cursor = info.after;
  }
  expect({ pages, items: ids.size }).toEqual({ pages: 200, items: 10_000 });
});

test('a cursor keeps its place when its item is put away', async () => {
  const knock = await startKnock();
  const first = await read(knock, { page_size: '10' });
  const next = await read(knock, { page_size: '10', after: first.page_info.after ?? '' });
  await knock.server.messages.archive(first.entries[9]?.id ?? '');
  expect(await read(knock, { page_size: '10', after: first.page_info.after ?? '' })).toMatchObject({
    entries: next.entries.map(({ id }) => ({ id })),
  });
});

test('the feed’s settings tell whether a brand must be shown, until the next reset', async () => {
  const knock = await startKnock();
  const features = async () => (await knock.server.users.feeds.getSettings('ann', feedChannelId)).features;
  expect(await features()).toEqual({ branding_required: false });
  knock.vendor.settings.brandingRequired = true;
  expect(await features()).toEqual({ branding_required: true });
  knock.vendor.reset();
  expect(await features()).toEqual({ branding_required: false });
});

test('a feed brings the variables of the environment', async () => {
  const knock = await startKnock();
  const response = await knock.request('GET', path);
  expect(await response.json()).toMatchObject({ vars: { app_url: 'http://demo.test' } });
});
