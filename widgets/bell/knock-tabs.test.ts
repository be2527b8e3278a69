import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { FeedStore } from './feed.store.ts';
import { markAll } from './tools/whole-list.ts';
import { KnockFeed } from './knock-feed.ts';
import type { FeedItem } from './model.ts';
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

/** What a tab of Ben's knows. */
async function tab() {
  const feed = await KnockFeed.connect(() => feedTokenFor(sandbox, 'ben'));
  const store = new FeedStore(feed);
  const arrived: FeedItem[] = [];
  let joins = 0;
  feed.listen(({ type }) => (joins += Number(type === 'joined')));
  store.show('all');
  store.observe({ arrived: (items) => Boolean(arrived.push(...items)), failed: () => undefined });
  onTestFinished(() => store.close());
  await vi.waitFor(() => expect(store.snapshot.lists.all?.status).toBe('ready'));
  await vi.waitFor(() => expect(joins).toBeGreaterThan(0));
  return { store, arrived, items: () => store.snapshot.lists.all?.items ?? [] };
}

async function sockets(): Promise<number> {
  const answer = await fetch(`${sandbox.origins.control}/health`);
  const health = (await answer.json()) as { sockets: { knock: number } };
  return health.sockets.knock;
}

const notify = () =>
  fetch(`${sandbox.origins.control}/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      type: 'workflow.trigger',
      workflow: 'product-update',
      recipients: ['ben'],
      data: { title: 'News' },
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
