import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { BlockedChannel } from '../testing/blocked.ts';
import { FeedStore } from './feed.store.ts';
import { markAll } from './tools/whole-list.ts';
import { KnockFeed } from './knock-feed.ts';
import { KnockPage } from './knock-tabs.ts';
import type { FeedItem, FeedScope } from './model.ts';
import { feedTokenFor } from './testing/feed-token.ts';
import { pretendPage } from './testing/pretend-page.ts';

let sandbox: Sandbox;
let page: ReturnType<typeof pretendPage>;

beforeAll(async () => {
  page = pretendPage();
  sandbox = await startSandbox({ port: 0, knock: { rateLimits: 'off' } });
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

/** What a tab of Ben's knows, of a part of his feed. */
async function tab(scope: FeedScope = {}, page = new KnockPage()) {
  const feed = await KnockFeed.connect(() => feedTokenFor(sandbox, 'ben'), scope, page);
  const store = new FeedStore(feed);
  const arrived: FeedItem[] = [];
  let joins = 0;
  feed.listen(({ type }) => (joins += Number(type === 'joined')));
  store.show('all');
  store.observe({ arrived: (items) => Boolean(arrived.push(...items)), failed: () => undefined });
  onTestFinished(() => store.close());
  await vi.waitFor(() => expect(store.snapshot.lists.all?.status).toBe('ready'));
  await vi.waitFor(() => expect(joins).toBeGreaterThan(0));
  return { store, page, arrived, items: () => store.snapshot.lists.all?.items ?? [] };
}

async function sockets(): Promise<number> {
  const answer = await fetch(`${sandbox.origins.control}/health`);
  const health = (await answer.json()) as { sockets: { knock: number } };
  return health.sockets.knock;
}

const notify = (workflow = 'product-update', tenant?: string) =>
  fetch(`${sandbox.origins.control}/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      type: 'workflow.trigger',
      workflow,
      recipients: ['ben'],
      ...(tenant && { tenant }),
      data: { title: 'News', subject: 'Lamp', comment: 'Nice' },
    }),
  });

it('is one for all tabs, and each hears of what arrives', async () => {
  const tabs = [await tab(), await tab(), await tab()];
  expect(await sockets()).toBe(1);
  await notify();
  for (const { arrived } of tabs) await vi.waitFor(() => expect(arrived).toHaveLength(1));
});

it('passes to the next tab when its own is closed, and nothing is missed', async () => {
  const first = await tab();
  const second = await tab();
  const before = second.items().length;
  first.store.close();
  await notify();
  await vi.waitFor(() => expect(second.items()).toHaveLength(before + 1));
  await vi.waitFor(async () => expect(await sockets()).toBe(1));
  await notify();
  await vi.waitFor(() => expect(second.items()).toHaveLength(before + 2));
});

it('brings marks of one tab to the others within a second', async () => {
  const first = await tab();
  const second = await tab();
  await notify();
  await vi.waitFor(() => expect(second.arrived).toHaveLength(1));
  const id = second.arrived[0]?.id ?? '';
  const unread = second.store.snapshot.counts?.unread ?? 0;
  await first.store.mark(first.items().slice(0, 1), 'read');
  await vi.waitFor(() => expect(second.items().find((item) => item.id === id)?.read).toBe(true), 1_000);
  expect(second.store.snapshot.counts?.unread).toBe(unread - 1);
  await markAll(first.store, 'all', 'read');
  await vi.waitFor(() => expect(second.store.snapshot.counts?.unread).toBe(0), 1_000);
});

it('is given up by tabs that are hidden for long, and what came meanwhile is there when one is shown', async () => {
  const { items } = await tab();
  const before = items().length;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  page.show('hidden');
  vi.advanceTimersByTime(31_000);
  vi.useRealTimers();
  await vi.waitFor(async () => expect(await sockets()).toBe(0));
  await notify();
  page.show('visible');
  await vi.waitFor(() => expect(items()).toHaveLength(before + 1), 5_000);
});

it('is one for all feeds of a page, of whatever part, and each hears of what is in it alone', async () => {
  const whole = await tab();
  const part = await tab({ source: 'new-comment' }, whole.page);
  const other = await tab({ source: 'product-update' }, whole.page);
  const twin = await tab({ source: 'new-comment' }, whole.page);
  expect(await sockets()).toBe(1);
  await notify();
  await notify('new-comment');
  await vi.waitFor(() => expect(whole.arrived).toHaveLength(2));
  for (const { arrived } of [part, other, twin]) await vi.waitFor(() => expect(arrived).toHaveLength(1));
  expect(part.arrived[0]?.source).toBe('new-comment');
  await part.store.mark(part.arrived, 'read');
  const isRead = () => whole.items().find(({ id }) => id === part.arrived[0]?.id)?.read;
  await vi.waitFor(() => expect(isRead()).toBe(true), 1_000);
  expect(other.arrived[0]?.source).toBe('product-update');
  // Whoever came first asks for the address; when it goes, the others stay connected.
  whole.store.close();
  await notify('new-comment');
  for (const { arrived } of [part, twin]) await vi.waitFor(() => expect(arrived).toHaveLength(2));
  for (const { store } of [part, other, twin]) store.close();
  await vi.waitFor(async () => expect(await sockets()).toBe(0));
});

it('is one for all tabs, of whatever part each is, and passes on with what all of them want', async () => {
  const whole = await tab();
  const comments = await tab({ source: 'new-comment' });
  const news = await tab({ source: 'product-update' });
  expect(await sockets()).toBe(1);
  await notify('new-comment');
  await vi.waitFor(() => expect(comments.arrived).toHaveLength(1));
  whole.store.close();
  await vi.waitFor(async () => expect(await sockets()).toBe(1));
  const [before, newsBefore] = [comments.items().length, news.items().length];
  await notify('new-comment');
  await notify('product-update');
  await vi.waitFor(() => expect(comments.items()).toHaveLength(before + 1));
  await vi.waitFor(() => expect(news.items()).toHaveLength(newsBefore + 1));
});

it('joins once more when a part is wanted that no tab has had, and nothing is missed meanwhile', async () => {
  const whole = await tab();
  const before = whole.items().length;
  const [part] = await Promise.all([tab({ source: 'new-comment' }), notify('new-comment')]);
  await vi.waitFor(() => expect(whole.items()).toHaveLength(before + 1));
  await vi.waitFor(() =>
    expect(part.items()).toHaveLength(whole.items().filter(({ source }) => source === 'new-comment').length),
  );
  expect(await sockets()).toBe(1);
});

it('stays in a hidden tab as long as somebody wants to be told there', async () => {
  const { store, items } = await tab();
  const before = items().length;
  const leave = store.connection.stay();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  page.show('hidden');
  vi.advanceTimersByTime(31_000);
  vi.useRealTimers();
  await notify();
  await vi.waitFor(() => expect(items()).toHaveLength(before + 1));
  expect(await sockets()).toBe(1);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  leave();
  vi.advanceTimersByTime(31_000);
  vi.useRealTimers();
  await vi.waitFor(async () => expect(await sockets()).toBe(0));
  page.show('visible');
});

it('is each tab’s own where the browser refuses what tabs agree by', async () => {
  const { BroadcastChannel } = globalThis;
  onTestFinished(() => void vi.stubGlobal('BroadcastChannel', BroadcastChannel));
  vi.stubGlobal('BroadcastChannel', BlockedChannel);
  const tabs = [await tab(), await tab()];
  expect(await sockets()).toBe(2);
  await notify();
  for (const { arrived } of tabs) await vi.waitFor(() => expect(arrived).toHaveLength(1));
});
