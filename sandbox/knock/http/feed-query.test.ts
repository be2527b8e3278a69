import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { invalidBody } from '../testing/refusals.ts';
import { feedChannelId, startKnock } from '../testing/start-knock.ts';
import type { RunningKnock } from '../testing/start-knock.ts';

const path = `/v1/users/dan/feeds/${feedChannelId}`;

const item = z.looseObject({
  id: z.string(),
  inserted_at: z.string(),
  seen_at: z.string().nullable(),
  read_at: z.string().nullable(),
  archived_at: z.string().nullable(),
  tenant: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
  source: z.looseObject({ key: z.string(), categories: z.array(z.string()) }),
});
type Item = z.infer<typeof item>;
const feedSchema = z.object({
  entries: z.array(item),
  meta: z.looseObject({ total_count: z.number(), unread_count: z.number(), unseen_count: z.number() }),
});

async function read(knock: RunningKnock, query: string) {
  const response = await knock.request('GET', `${path}?${query}`);
  expect(response.status).toBe(200);
  return feedSchema.parse(await response.json());
}

const workflows = ['new-comment', 'order-status-updated', 'product-update', 'welcome'] as const;
const marks = ['seen', 'read', 'archived'] as const;

/** A feed of 36 items with every mix of marks, tenants and data that a filter can tell apart, newest first. */
async function mixedFeed(knock: RunningKnock): Promise<Item[]> {
  for (let index = 0; index < 36; index += 1) {
    const tenant = ['acme', 'umbrella', undefined][index % 3];
    knock.vendor.trigger({
      workflow: workflows[index % 4] ?? 'welcome',
      recipients: ['dan'],
      data: { label: `number ${index % 5}`, flag: index % 2 === 0 },
      ...(tenant !== undefined && { tenant }),
    });
  }
  const { entries } = await read(knock, 'archived=include');
  for (const [index, { id }] of entries.entries()) {
    for (const [place, mark] of marks.entries()) {
      if ((index >> place) % 2 === 1) await knock.request('PUT', `/v1/messages/${id}/${mark}`, { body: {} });
    }
  }
  return (await read(knock, 'archived=include')).entries;
}

const query = fc.record(
  {
    status: fc.constantFrom('unread', 'read', 'unseen', 'seen', 'all'),
    archived: fc.constantFrom('include', 'exclude', 'only'),
    source: fc.constantFrom(...workflows, 'no-such-workflow'),
    tenant: fc.constantFrom('acme', 'umbrella', 'nobody'),
    has_tenant: fc.constantFrom('true', 'false'),
    categories: fc.subarray(['social', 'updates', 'billing', 'security'], { minLength: 1 }),
    trigger_data: fc.constantFrom(
      { flag: true },
      { label: 'number 3' },
      { label: 'number 2', flag: false },
      {},
    ),
    from: fc.nat({ max: 35 }),
    to: fc.nat({ max: 35 }),
    inclusive: fc.boolean(),
  },
  { requiredKeys: ['inclusive'] },
);
type Query = typeof query extends fc.Arbitrary<infer Value> ? Value : never;

/** What the documentation says of a filter, told once more and in another way. */
function expected(all: readonly Item[], asked: Query) {
  const bound = (place: number | undefined) => (place === undefined ? undefined : all[place]?.inserted_at);
  const [from, to] = [bound(asked.from), bound(asked.to)];
  const scoped = all
    .filter(({ source }) => asked.source === undefined || source.key === asked.source)
    .filter(({ tenant }) => asked.tenant === undefined || tenant === null || tenant === asked.tenant)
    .filter(({ tenant }) => asked.has_tenant === undefined || String(tenant !== null) === asked.has_tenant)
    .filter(({ source }) => asked.categories?.some((one) => source.categories.includes(one)) ?? true)
    .filter(({ data }) =>
      Object.entries(asked.trigger_data ?? {}).every(([key, value]) => data[key] === value),
    )
    .filter(({ inserted_at: at }) => from === undefined || at > from || (asked.inclusive && at === from))
    .filter(({ inserted_at: at }) => to === undefined || at < to || (asked.inclusive && at === to));
  const active = scoped.filter(({ archived_at: at }) => at === null);
  const { status = 'all', archived = 'exclude' } = asked;
  return {
    ids: scoped
      .filter(({ archived_at: at }) => archived === 'include' || (at !== null) === (archived === 'only'))
      .filter(({ seen_at: at }) => !status.endsWith('seen') || (at === null) === status.startsWith('un'))
      .filter(({ read_at: at }) => !status.endsWith('read') || (at === null) === status.startsWith('un'))
      .map(({ id }) => id),
    meta: {
      __typename: 'FeedMetadata',
      total_count: active.length,
      unread_count: active.filter(({ read_at: at }) => at === null).length,
      unseen_count: active.filter(({ seen_at: at }) => at === null).length,
    },
  };
}

function toSearch(
  all: readonly Item[],
  { categories, trigger_data: data, from, to, inclusive, ...rest }: Query,
) {
  const search = new URLSearchParams(rest);
  for (const category of categories ?? []) search.append('workflow_categories[]', category);
  if (data) search.set('trigger_data', JSON.stringify(data));
  const [after, before] = inclusive ? ['gte', 'lte'] : ['gt', 'lt'];
  if (from !== undefined) search.set(`inserted_at.${after}`, all[from]?.inserted_at ?? '');
  if (to !== undefined) search.set(`inserted_at[${before}]`, all[to]?.inserted_at ?? '');
  return search;
}

test('any filter lists and counts what a model of it does', async () => {
  const knock = await startKnock();
  const all = await mixedFeed(knock);
  expect(all).toHaveLength(36);
  await fc.assert(
    fc.asyncProperty(query, async (asked) => {
      const { entries, meta } = await read(knock, String(toSearch(all, asked)));
      expect({ ids: entries.map(({ id }) => id), meta }).toEqual(expected(all, asked));
    }),
    { numRuns: 150 },
  );
});

test('the server SDK asks with every option that it has', async () => {
  const knock = await startKnock();
  const all = await mixedFeed(knock);
  const [newest, oldest] = [all[0]?.inserted_at ?? '', all.at(-1)?.inserted_at ?? ''];
  const { entries } = await knock.server.users.feeds.listItems('dan', feedChannelId, {
    archived: 'include',
    exclude: 'entries.blocks,vars',
    has_tenant: true,
    inserted_at: { gt: oldest, lte: newest },
    locale: 'en-US',
    mode: 'compact',
    source: 'new-comment',
    status: 'all',
    tenant: 'acme',
    trigger_data: JSON.stringify({ flag: true }),
    workflow_categories: ['social', 'billing'],
    page_size: 50,
  });
  expect(entries.map(({ id }) => id)).toEqual(
    all
      .filter(({ tenant, source, data }) => tenant === 'acme' && source.key === 'new-comment' && data['flag'])
      .filter(({ inserted_at: at }) => at > oldest)
      .map(({ id }) => id),
  );
  expect(entries[0]).not.toHaveProperty('blocks');
  expect(entries[0]).not.toHaveProperty('activities');
});

test('the browser SDK asks with every option that it has', async () => {
  const knock = await startKnock();
  const all = await mixedFeed(knock);
  const feed = (await knock.client('dan')).feeds.initialize(feedChannelId, {
    archived: 'include',
    has_tenant: false,
    inserted_at_date_range: { start: all.at(-1)?.inserted_at ?? '', inclusive: false },
    status: 'seen',
    trigger_data: { flag: true },
    workflow_categories: ['social', 'updates'],
  });
  await feed.fetch({ mode: 'rich' });
  const { items } = feed.getState();
  expect(items.length).toBeGreaterThan(0);
  expect(items.map(({ id }) => id)).toEqual(
    all
      .slice(0, -1)
      .filter(({ tenant, seen_at: seen, data }) => tenant === null && seen !== null && data['flag'])
      .filter(({ source }) => source.key !== 'welcome')
      .map(({ id }) => id),
  );
  expect(items[0]).toHaveProperty('activities');
});

test.each([
  ['after', 'no-cursor'],
  ['before', Buffer.from('elsewhere').toString('base64url')],
  ['locale', 'not a language'],
  ['exclude', 'entries.source.key.deeper'],
  ['exclude', ''],
  ['inserted_at.lte', '2026-11-21'],
  ['trigger_data', '[1]'],
  ['trigger_data', '{"list":["a"]}'],
])('%s=%s is refused, naming the field', async (field, value) => {
  const knock = await startKnock();
  const response = await knock.request('GET', `${path}?${new URLSearchParams({ [field]: value })}`);
  expect(response.status).toBe(422);
  expect(await response.json()).toEqual(invalidBody(expect.stringMatching(new RegExp(`^${field}`))));
});
