import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import type { FeedObserver } from './feed-state.ts';
import { FeedStore } from './feed.store.ts';
import { KnockFeed } from './knock-feed.ts';
import type { FeedItem } from './model.ts';
import { feedTokenFor } from './testing/feed-token.ts';
import { pretendPage } from './testing/pretend-page.ts';

// The vendor takes five readings of a feed and five marks of single items a second from one visitor.
let sandbox: Sandbox;

beforeAll(async () => {
  pretendPage();
  sandbox = await startSandbox({ port: 0 });
});
beforeEach(() => {
  // Time stands still at the vendor but for the sandbox's own clock; the client's waits are real.
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  sandbox.reset();
});
afterAll(() => sandbox.close());

async function connect(): Promise<KnockFeed> {
  const feed = await KnockFeed.connect(() => feedTokenFor(sandbox, 'ann'));
  onTestFinished(() => feed.dispose());
  return feed;
}

/** Every request to the vendor from now on: where, the answer's status, and when it came, ms. */
function observe({ secondPasses }: { secondPasses: boolean }) {
  const send = globalThis.fetch;
  const seen: { path: string; status: number; at: number }[] = [];
  const requests = vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const response = await send(input, init);
    const { pathname: path } = new URL(input instanceof Request ? input.url : input);
    seen.push({ path, status: response.status, at: performance.now() });
    if (response.status === 429 && secondPasses) sandbox.context.clock.advance(1);
    return response;
  });
  onTestFinished(() => requests.mockRestore());
  return { seen, statuses: () => seen.map(({ status }) => status) };
}

const page = { filter: 'all', size: 5 } as const;
/** As the vendor answers for an hour to come. */
const shutOut = (path: string) =>
  sandbox.context.faults.add({ vendor: 'knock', path, limit: { calls: 0, seconds: 3600 } });

describe('past the limits of the vendor', () => {
  it('pages come all the same, after the wait that it asks for', async () => {
    const feed = await connect();
    const { seen, statuses } = observe({ secondPasses: true });
    for (let reading = 0; reading < 6; reading += 1) {
      expect((await feed.page(page)).items).toHaveLength(5);
    }
    expect(statuses()).toEqual([200, 200, 200, 200, 200, 429, 200]);
    const [refused, answered] = seen.slice(-2);
    expect((answered?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThan(990);
  });

  it('marks are all made, and none twice', async () => {
    const feed = await connect();
    const { items } = await feed.page({ filter: 'all', size: 6 });
    const { seen, statuses } = observe({ secondPasses: true });
    for (const { id } of items) await feed.mark([id], 'archived');
    expect(statuses()).toEqual([200, 200, 200, 200, 200, 429, 200]);
    expect(seen.slice(-2).map(({ path }) => path)).toEqual(
      Array(2).fill(`/v1/messages/${items[5]?.id}/archived`),
    );
    const archived = await feed.page({ filter: 'archived', size: 50 });
    expect(archived.items.map(({ id }) => id)).toEqual(expect.arrayContaining(items.map(({ id }) => id)));
    expect((await feed.page(page)).counts.total).toBe(54);
  });

  it('a visitor with as many tabs as they like is told that it passes, and is let in after it', async () => {
    const feed = await connect();
    const { statuses } = observe({ secondPasses: false });
    for (let reading = 0; reading < 5; reading += 1) await feed.page(page);
    await expect(feed.page(page)).rejects.toMatchObject({ name: 'FeedError', kind: 'failed' });
    // Four times in all, and no more.
    expect(statuses().slice(5)).toEqual([429, 429, 429, 429]);
    sandbox.context.clock.advance(1);
    expect((await feed.page(page)).items).toHaveLength(5);
  });

  it('a wait that nobody would sit out is no wait', async () => {
    const feed = await connect();
    shutOut('/feeds/');
    const { statuses } = observe({ secondPasses: false });
    await expect(feed.page(page)).rejects.toMatchObject({ kind: 'failed' });
    expect(statuses()).toEqual([429]);
  });
});

describe('a feed that is limited', () => {
  async function open() {
    const store = new FeedStore(await connect());
    onTestFinished(() => store.close());
    const failed = vi.fn<FeedObserver['failed']>();
    store.observe({ arrived: () => true, failed });
    return { store, failed, list: () => store.snapshot.lists.all };
  }
  const shown = (store: FeedStore, accepts: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (accepts()) resolve();
      };
      onTestFinished(store.subscribe(look));
      look();
    });

  it('says that it did not load, for a reason that is not the network’s, and loads when asked again', async () => {
    const { store, list } = await open();
    shutOut('/feeds/');
    store.show('all');
    await shown(store, () => list()?.status === 'failed');
    expect(list()?.problem).toMatchObject({ code: 'vendor_failed' });
    sandbox.context.faults.clear();
    // The join asks for it, too, and may have been first.
    void store.more('all');
    await shown(store, () => list()?.status === 'ready');
    expect(list()?.items).toHaveLength(25);
  });

  it('keeps what it shows when an older page is refused', async () => {
    const { store, list } = await open();
    store.show('all');
    await shown(store, () => list()?.status === 'ready');
    shutOut('/feeds/');
    await store.more('all');
    expect(list()).toMatchObject({ status: 'ready', more: 'failed' });
    expect(list()?.items).toHaveLength(25);
    sandbox.context.faults.clear();
    await store.more('all');
    expect(list()?.items).toHaveLength(50);
  });

  it('takes a mark back that was refused, tells it, and makes it the next time', async () => {
    const { store, failed, list } = await open();
    store.show('all');
    await shown(store, () => list()?.status === 'ready');
    const item = list()?.items.find(({ read }) => !read) as FeedItem;
    const now = () => list()?.items.find(({ id }) => id === item.id)?.read;
    shutOut('/messages/');
    expect(await store.mark([item], 'read')).toBe(false);
    expect(now()).toBe(false);
    expect(failed).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ kind: 'failed' }));
    sandbox.context.faults.clear();
    expect(await store.mark([item], 'read')).toBe(true);
    expect(now()).toBe(true);
  });

  it('misses nothing of a burst that comes faster than it may read', async () => {
    const { store, list } = await open();
    const { statuses } = observe({ secondPasses: true });
    store.show('unread');
    store.show('all');
    await shown(store, () => store.snapshot.lists.unread?.status === 'ready' && list()?.status === 'ready');
    const before = store.snapshot.counts?.total ?? 0;
    for (let number = 0; number < 30; number += 1) {
      await fetch(`${sandbox.origins.control}/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          type: 'workflow.trigger',
          workflow: 'product-update',
          recipients: ['ann'],
          data: { title: `News ${number}` },
        }),
      });
    }
    await shown(store, () => store.snapshot.counts?.total === before + 30);
    expect(
      list()
        ?.items.slice(0, 30)
        .map(({ read }) => read),
    ).toEqual(Array(30).fill(false));
    expect(statuses()).toContain(429);
  });
});
