import Knock from '@knocklabs/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import type { FeedToken } from '../../worker/contract/index.ts';
import { clientProblem, WorkerError } from '../session/problem.ts';
import type { FeedEvent } from './connection.ts';
import { KnockFeed } from './knock-feed.ts';
import type { FeedScope } from './model.ts';
import { feedTokenFor } from './testing/feed-token.ts';
import { pretendPage } from './testing/pretend-page.ts';

let sandbox: Sandbox;
let tokensGiven = 0;

function fetchToken(userId: string, seconds?: number) {
  tokensGiven += 1;
  return feedTokenFor(sandbox, userId, seconds);
}

async function connect(
  userId: string,
  fetch: () => Promise<FeedToken> = () => fetchToken(userId),
  scope: FeedScope = {},
) {
  const feed = await KnockFeed.connect(fetch, scope);
  const events: FeedEvent[] = [];
  feed.listen((event) => events.push(event));
  onTestFinished(() => feed.dispose());
  return { feed, events, heard: (type: FeedEvent['type']) => events.filter((event) => event.type === type) };
}

const control = (path: string, body: object) =>
  fetch(`${sandbox.origins.control}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const notify = (recipient: string, count = 1, more: object = {}) =>
  Promise.all(
    Array.from({ length: count }, (_, index) =>
      control('/events', {
        type: 'workflow.trigger',
        workflow: 'product-update',
        recipients: [recipient],
        data: { title: `News ${index}` },
        ...more,
      }),
    ),
  );

const all = { filter: 'all', size: 25 } as const;

beforeAll(async () => {
  pretendPage();
  sandbox = await startSandbox({
    port: 0,
    // Test after test reads Ann's feed, faster than she does.
    knock: { rateLimits: 'off' },
  });
});
beforeEach(() => {
  sandbox.reset();
  tokensGiven = 0;
});
afterAll(() => sandbox.close());

describe('pages', () => {
  it('carry the filter on every page, and end', async () => {
    const { feed } = await connect('ann');
    const first = await feed.page({ filter: 'unread', size: 10 });
    expect(first.items).toHaveLength(10);
    expect(first.items.every(({ read }) => !read)).toBe(true);
    const ids = new Set(first.items.map(({ id }) => id));
    let { next } = first;
    while (next !== undefined) {
      const page = await feed.page({ filter: 'unread', size: 10, after: next });
      expect(page.items.every(({ read }) => !read)).toBe(true);
      for (const { id } of page.items) ids.add(id);
      next = page.next;
    }
    expect(ids.size).toBe(first.counts.unread);
  });

  it('come as frozen items with actor, blocks and where they lead', async () => {
    const { feed } = await connect('ann');
    const { items, counts } = await feed.page(all);
    const [first] = items;
    expect(first).toMatchObject({ seen: false, read: false, actor: { id: 'ben', name: 'Ben Baker' } });
    expect(first?.url).toMatch(/#reviews$/);
    expect(first?.blocks[0]).toMatchObject({ type: 'markdown', name: 'body' });
    expect(first?.blocks.some(({ name }) => name === 'action_url')).toBe(false);
    expect(Object.isFrozen(first)).toBe(true);
    expect(counts).toMatchObject({ total: 60, unseen: 8 });
  });

  it('list what is archived apart', async () => {
    const { feed } = await connect('ann');
    const { items } = await feed.page({ filter: 'archived', size: 10 });
    expect(items).toHaveLength(4);
    expect(items.every(({ archived }) => archived)).toBe(true);
  });

  it('reject with what went wrong', async () => {
    const { feed } = await connect('ann');
    await control('/faults', { vendor: 'knock', path: '/feeds/', status: 422 });
    await expect(feed.page(all)).rejects.toMatchObject({ kind: 'refused' });
    sandbox.context.faults.clear();
    await control('/faults', { vendor: 'knock', path: '/feeds/', status: 503 });
    await expect(feed.page(all)).rejects.toMatchObject({ kind: 'failed' });
    const answers = ['{', '{}', 'null', '[]', '"x"', '{"entries":"x"}'];
    for (const answer of answers) {
      const answering = vi.spyOn(globalThis, 'fetch').mockResolvedValueOnce(new Response(answer));
      await expect(feed.page(all)).rejects.toMatchObject({ kind: 'failed' });
      answering.mockRestore();
    }
  });
});

describe('marks', () => {
  it('reach the vendor, for one and for many', async () => {
    const { feed } = await connect('ann');
    const { items } = await feed.page(all);
    const ids = items.map(({ id }) => id);
    await feed.mark(ids, 'seen');
    await feed.mark(ids.slice(0, 1), 'interacted');
    await feed.mark(ids.slice(1, 2), 'archived');
    const after = await feed.page(all);
    expect(after.items.slice(0, 20).every(({ seen }) => seen)).toBe(true);
    expect(after.items[0]).toMatchObject({ id: ids[0], read: true, interacted: true });
    expect(after.items.map(({ id }) => id)).not.toContain(ids[1]);
    expect(after.counts).toEqual({ total: 59, unread: expect.any(Number), unseen: 0 });
  });

  it('that the vendor passes over for coming too soon are sent again', async () => {
    const { feed } = await connect('ann');
    const ids = (await feed.page(all)).items.slice(0, 3).map(({ id }) => id);
    await feed.mark(ids, 'read');
    await feed.mark(ids, 'unread');
    const after = await feed.page(all);
    expect(after.items.slice(0, 3).map(({ read }) => read)).toEqual([false, false, false]);
  });

  it('of one item need no waiting', async () => {
    const { feed } = await connect('ann');
    const [first] = (await feed.page(all)).items;
    const id = first?.id ?? '';
    const requests = vi.spyOn(globalThis, 'fetch');
    onTestFinished(() => requests.mockRestore());
    for (const mark of ['read', 'unread', 'archived', 'unarchived'] as const) await feed.mark([id], mark);
    // The calls for one item, to which the vendor's limit of one a second does not apply; none is sent again.
    expect(requests).toHaveBeenCalledTimes(4);
    for (const [url] of requests.mock.calls) expect(String(url)).toContain(`/v1/messages/${id}/`);
    expect((await feed.page(all)).items[0]).toMatchObject({ id, read: false, archived: false });
  });

  it('reject when the vendor refuses', async () => {
    const { feed } = await connect('ann');
    await control('/faults', { vendor: 'knock', path: '/messages/', status: 403, times: 9 });
    await expect(feed.mark(['one', 'two'], 'read')).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it('of everything reach what was never fetched', async () => {
    const { feed } = await connect('ann');
    await feed.markAll('all', 'read');
    expect((await feed.page(all)).counts.unread).toBe(0);
  });

  it('of everything of a tenant leave other tenants alone', async () => {
    await notify('dan', 1, { tenant: 'acme' });
    await notify('dan', 1, { tenant: 'other' });
    await notify('dan');
    const { feed } = await connect('dan', undefined, { tenant: 'acme' });
    expect((await feed.page(all)).counts).toMatchObject({ total: 2, unread: 2 });
    await feed.markAll('all', 'read');
    expect((await feed.page(all)).counts.unread).toBe(0);
    const { feed: other } = await connect('dan', undefined, { tenant: 'other' });
    expect((await other.page(all)).counts.unread).toBe(1);
  });
});

describe('a scope', () => {
  async function mixed() {
    await notify('dan', 2, { workflow: 'new-comment', data: { shelf: 'top' } });
    await notify('dan', 2, { workflow: 'order-status-updated', data: { shelf: 'top' } });
    await notify('dan', 2);
  }

  it.each([
    ['source', { source: 'new-comment' }, 2],
    ['categories', { categories: ['social', 'billing'] }, 4],
    ['data', { data: { shelf: 'top' } }, 4],
  ] as const)('of %s lists, counts and marks nothing else', async (_name, scope, count) => {
    await mixed();
    const { feed } = await connect('dan', undefined, scope);
    expect(await feed.page(all)).toMatchObject({ counts: { total: count, unread: count } });
    await feed.markAll('all', 'read');
    expect((await feed.page(all)).counts.unread).toBe(0);
    const { feed: whole } = await connect('dan');
    expect((await whole.page(all)).counts.unread).toBe(6 - count);
    await feed.markAll('read', 'archived');
    expect((await whole.page(all)).counts.total).toBe(6 - count);
  });

  it('hears of what is in it alone', async () => {
    const { feed, heard } = await connect('ben', undefined, { source: 'new-comment' });
    await vi.waitFor(() => expect(heard('joined')).toHaveLength(1));
    await notify('ben');
    await notify('ben', 1, { workflow: 'new-comment' });
    await vi.waitFor(() => expect(heard('arrived')).toHaveLength(1));
    expect((await feed.page(all)).items.every(({ source }) => source === 'new-comment')).toBe(true);
  });
});

it('tells whether the vendor’s name must be shown', async () => {
  const { feed } = await connect('ann');
  expect(await feed.branded()).toBe(false);
  const demanded = Response.json({ features: { branding_required: true } });
  const answering = vi.spyOn(globalThis, 'fetch').mockResolvedValueOnce(demanded);
  onTestFinished(() => answering.mockRestore());
  expect(await feed.branded()).toBe(true);
});

describe('the socket', () => {
  it('tells of arrivals, and fetches nothing by itself', async () => {
    const { heard } = await connect('ben');
    await vi.waitFor(() => expect(heard('joined')).toEqual([{ type: 'joined', again: false }]));
    const requests = vi.spyOn(globalThis, 'fetch');
    onTestFinished(() => requests.mockRestore());
    await notify('ben');
    await vi.waitFor(() => expect(heard('arrived')).toHaveLength(1));
    expect(requests.mock.calls.filter(([url]) => String(url).includes('/feeds/'))).toEqual([]);
  });

  it('joins again after a cut, once', async () => {
    const { heard } = await connect('ben');
    await vi.waitFor(() => expect(heard('joined')).toHaveLength(1));
    await control('/faults', { vendor: 'knock', cut: 1006 });
    await vi.waitFor(() => expect(heard('joined')[1]).toEqual({ type: 'joined', again: true }));
    await notify('ben');
    await vi.waitFor(() => expect(heard('arrived')).toHaveLength(1));
    expect(heard('joined')).toHaveLength(2);
  });

  it('ends with the connection', async () => {
    const { feed, events, heard } = await connect('ben');
    await vi.waitFor(() => expect(heard('joined')).toHaveLength(1));
    feed.dispose();
    const told = events.length;
    const { heard: other } = await connect('ben');
    await vi.waitFor(() => expect(other('joined')).toHaveLength(1));
    await notify('ben');
    await vi.waitFor(() => expect(other('arrived')).toHaveLength(1));
    expect(events).toHaveLength(told);
  });
});

describe('tokens', () => {
  it('are renewed before they end, while the one that lives is used', async () => {
    const lives = [2, 3600];
    const { feed, heard } = await connect('ann', () => fetchToken('ann', lives.shift() ?? 3600));
    await vi.waitFor(() => expect(heard('joined')).toHaveLength(1));
    await vi.waitFor(async () => {
      await feed.page(all);
      expect(tokensGiven).toBe(2);
    });
    await feed.page(all);
    expect(tokensGiven).toBe(2);
    expect(heard('joined')).toHaveLength(1);
  });

  it('that ended in a sleep are replaced before anything is asked', async () => {
    const lives = [0, 3600];
    const { feed } = await connect('ann', () => fetchToken('ann', lives.shift() ?? 3600));
    expect((await feed.page(all)).items).toHaveLength(25);
    expect(tokensGiven).toBe(2);
  });

  it('that end early are replaced, and the request is made again', async () => {
    const { feed } = await connect('ann');
    await feed.page(all);
    await control('/faults', { vendor: 'knock', expire: true });
    expect((await feed.page(all)).items).toHaveLength(25);
    expect(tokensGiven).toBe(2);
  });

  it('that the socket is refused for are replaced, and arrivals come again', async () => {
    const { heard } = await connect('ann');
    await vi.waitFor(() => expect(heard('joined')).toHaveLength(1));
    await control('/faults', { vendor: 'knock', expire: true });
    await control('/faults', { vendor: 'knock', cut: 1001 });
    await vi.waitFor(() => expect(heard('joined')).toHaveLength(2));
    await notify('ann');
    await vi.waitFor(() => expect(heard('arrived')).toHaveLength(1));
    expect(tokensGiven).toBe(2);
  });

  it('are waited for while the Worker does not answer', async () => {
    let failures = 2;
    const { feed } = await connect('ann', () => {
      failures -= 1;
      if (failures >= 0) return Promise.reject(new WorkerError(clientProblem('unreachable', 'No network')));
      return fetchToken('ann');
    });
    expect((await feed.page(all)).items).toHaveLength(25);
  });

  it('that the Worker refuses end the connection, and nothing is left unhandled', async () => {
    let first = true;
    const refusal = new WorkerError({ ...clientProblem('signed_out', 'Gone'), status: 401 });
    const { feed, heard } = await connect('ann', () => {
      if (!first) return Promise.reject(refusal);
      first = false;
      return fetchToken('ann', 1);
    });
    await vi.waitFor(async () => {
      await feed.page(all).catch(() => undefined);
      expect(heard('ended')).toContainEqual({ type: 'ended', error: refusal });
    });
  });
});

describe('what is refused for ever', () => {
  /** What is asked of the vendor until the connection ends, the attempts at its socket included, and after that. */
  async function untilTheEnd(token: () => Promise<FeedToken>) {
    const { heard, feed } = await connect('ann', token);
    await vi.waitFor(() => expect(heard('ended')).toHaveLength(1), 20_000);
    expect(heard('joined')).toEqual([]);
    feed.dispose();
    const { requests = [] } = (await (
      await fetch(`${sandbox.origins.control}/requests?vendor=knock`)
    ).json()) as { requests?: unknown[] };
    return requests.length;
  }

  it('a token is renewed a few times, and then the connection ends', async () => {
    const bad = async () => ({ ...(await fetchToken('ann')), publicKey: 'pk_test_rotated' });
    expect(await untilTheEnd(bad)).toBeLessThan(10);
    expect(tokensGiven).toBeLessThanOrEqual(4);
  }, 30_000);

  it('a feed that there is not ends it too', async () => {
    const nowhere = async () => ({
      ...(await fetchToken('ann')),
      feedId: '00000000-0000-4000-8000-000000000000',
    });
    expect(await untilTheEnd(nowhere)).toBeLessThan(10);
    expect(tokensGiven).toBeLessThanOrEqual(4);
  }, 30_000);
});

describe('the protocol', () => {
  /** What is asked and said on the wire while `act` goes on. */
  async function wire(act: () => Promise<unknown>) {
    const asked: { method: string; path: string; query: Record<string, string>; body: unknown }[] = [];
    const addresses: URL[] = [];
    const frames: unknown[][] = [];
    const send = globalThis.fetch;
    const requests = vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const { pathname: path, searchParams } = url;
      if (url.origin === sandbox.origins.knock)
        asked.push({
          method: init?.method ?? 'GET',
          path,
          query: Object.fromEntries(searchParams),
          body: init?.body ? JSON.parse(String(init.body)) : undefined,
        });
      return send(input, init);
    });
    const Plain = WebSocket;
    class Recorded extends Plain {
      constructor(address: string | URL) {
        super(address);
        addresses.push(new URL(address));
      }
      override send(data: string): void {
        frames.push(JSON.parse(data) as unknown[]);
        super.send(data);
      }
    }
    vi.stubGlobal('WebSocket', Recorded);
    try {
      await act();
      await vi.waitFor(() => expect(frames.some(([, , , event]) => event === 'phx_join')).toBe(true));
    } finally {
      requests.mockRestore();
      vi.stubGlobal('WebSocket', Plain);
    }
    const join = frames.find(([, , , event]) => event === 'phx_join') ?? [];
    const [joinRef, ref, topic, , clients] = join;
    return {
      asked,
      address: addresses[0]?.pathname,
      parameters: [...(addresses[0]?.searchParams.keys() ?? [])].filter(Boolean).sort(),
      joinsByItsOwnReference: joinRef === ref,
      topic,
      clients: Object.values(clients as object),
    };
  }

  it('is the one that the vendor’s SDK speaks', async () => {
    const token = await fetchToken('ann');
    const reader = (await connect('ann')).feed;
    const ids = (await reader.page(all)).items.map(({ id }) => id);
    // Two connections of one visitor have one socket.
    reader.dispose();
    const [first = '', second = ''] = ids;
    // The SDK opens its socket only where there is a window.
    vi.stubGlobal('window', globalThis);
    onTestFinished(() => {
      vi.stubGlobal('window', undefined);
    });
    const theirs = await wire(async () => {
      const knock = new Knock(token.publicKey, { host: token.host });
      knock.authenticate({ id: 'ann' }, token.token, { identificationStrategy: 'skip' });
      const feed = knock.feeds.initialize(token.feedId);
      feed.listenForUpdates();
      await feed.fetch({ page_size: 25, status: 'all' });
      await knock.messages.batchUpdateStatuses([first, second], 'seen');
      await knock.messages.updateStatus(first, 'archived');
      await knock.messages.removeStatus(first, 'archived');
      await feed.markAllAsRead();
      onTestFinished(() => knock.logout());
    });
    const ours = await wire(async () => {
      const { feed } = await connect('ann', () => Promise.resolve(token));
      await feed.page(all);
      await feed.mark([first, second], 'seen');
      await feed.mark([first], 'archived');
      await feed.mark([first], 'unarchived');
      await feed.markAll('all', 'read');
    });
    expect(ours).toEqual(theirs);
  });
});
