import { get } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import * as z from 'zod';
import { feedChannelId, hasJoined, publicKey, startKnock } from '../testing/start-knock.ts';
import type { RunningKnock } from '../testing/start-knock.ts';
import { eventually, openSocket, refusal, socketAddress, topic } from '../testing/open-socket.ts';

/** A close frame with a code and no reason, as it stands on the wire. */
function closeFrame(code: number): Buffer {
  return Buffer.from([0x88, 2, code >> 8, code & 0xff]);
}

async function listeningFeed(knock: RunningKnock, user: string, options = {}) {
  const client = await knock.client(user);
  const feed = client.feeds.initialize(feedChannelId, options);
  const arrived = vi.fn();
  feed.on('items.received.realtime', arrived);
  await feed.fetch();
  feed.listenForUpdates();
  await eventually(() => expect(hasJoined(client)).toBe(true));
  return { client, feed, arrived };
}

/** The counts that the feed itself gives for a filter. */
async function readCounts(knock: RunningKnock, query: string) {
  const response = await knock.request('GET', `/v1/users/ann/feeds/${feedChannelId}?${query}`);
  const { __typename: _typename, ...meta } = z
    .object({ meta: z.record(z.string(), z.unknown()) })
    .parse(await response.json()).meta;
  return { meta };
}

const comment = { recipients: ['ann'], actor: 'ben', data: { subject: 'Oak shelf', comment: 'In black?' } };

test('a feed hears of a new message and fetches it', async () => {
  const knock = await startKnock();
  const { feed, arrived } = await listeningFeed(knock, 'ann');
  const before = feed.getState().metadata;

  await knock.server.workflows.trigger('new-comment', comment);

  await eventually(() => expect(arrived).toHaveBeenCalledOnce());
  const { items, metadata } = feed.getState();
  expect(metadata).toMatchObject({
    total_count: before.total_count + 1,
    unseen_count: before.unseen_count + 1,
    unread_count: before.unread_count + 1,
  });
  expect(items[0]).toMatchObject({
    source: { key: 'new-comment', categories: ['social'] },
    actors: [{ id: 'ben', name: 'Ben Baker' }],
    seen_at: null,
    blocks: [
      {
        name: 'body',
        rendered:
          '<p><strong>Ben Baker</strong> commented on <strong>Oak shelf</strong></p>\n' +
          '<blockquote><p>In black?</p></blockquote>',
      },
      { name: 'action_url', rendered: 'http://demo.test/#reviews' },
    ],
  });
});

test('feeds of one client share a topic, and only those whose filter fits are told', async () => {
  const knock = await startKnock();
  const client = await knock.client('ann');
  const [social, billing] = ['social', 'billing'].map((category) => {
    const feed = client.feeds.initialize(feedChannelId, { workflow_categories: [category] });
    const arrived = vi.fn();
    feed.on('items.received.realtime', arrived);
    feed.listenForUpdates();
    return arrived;
  });
  await eventually(() => expect(hasJoined(client)).toBe(true));

  await knock.server.workflows.trigger('new-comment', comment);
  await eventually(() => expect(social).toHaveBeenCalledOnce());
  await knock.server.workflows.trigger('order-status-updated', { recipients: ['ann'] });
  await eventually(() => expect(billing).toHaveBeenCalledOnce());

  expect(social).toHaveBeenCalledOnce();
});

test('an event names the clients that it concerns, with the counts of each', async () => {
  const knock = await startKnock();
  const socket = await openSocket(knock, 'ann');
  await socket.ask('1', '1', topic('ann'), 'phx_join', {
    client_all: { archived: 'exclude', mode: 'compact' },
    client_data: { trigger_data: { subject: 'Oak shelf' } },
    client_billing: { workflow_categories: ['billing'] },
    client_archived: { archived: 'only' },
  });
  const from = socket.frames.length;
  knock.vendor.trigger({ workflow: 'new-comment', ...comment });
  await eventually(() => expect(socket.frames.length).toBe(from + 1));
  const all = { total_count: 61, unseen_count: 9, unread_count: expect.any(Number) as unknown };
  expect(socket.frames.at(-1)).toEqual([
    '1',
    null,
    topic('ann'),
    'new-message',
    {
      event: 'new-message',
      attn: ['client_all', 'client_data'],
      metadata: all,
      data: {
        client_all: { metadata: all },
        client_data: { metadata: { total_count: 1, unseen_count: 1, unread_count: 1 } },
      },
    },
  ]);
});

test('an older SDK, which joins for itself alone, is told without names, by its filter', async () => {
  const knock = await startKnock();
  const socket = await openSocket(knock, 'ann');
  await socket.ask('1', '1', topic('ann'), 'phx_join', { tenant: null, source: 'new-message' });
  const from = socket.frames.length;
  knock.vendor.trigger({ workflow: 'new-comment', recipients: ['ann'] });
  knock.vendor.trigger({ workflow: 'new-message', recipients: ['ann'] });
  await socket.ask(null, '2', 'phoenix', 'heartbeat', {});
  const { meta } = await readCounts(knock, 'source=new-message');
  expect(socket.frames.slice(from, -1)).toEqual([
    ['1', null, topic('ann'), 'new-message', { event: 'new-message', attn: [], metadata: meta, data: {} }],
  ]);
});

test('a second join of a topic ends the first', async () => {
  const knock = await startKnock();
  const socket = await openSocket(knock, 'ann');
  await socket.ask('1', '1', topic('ann'), 'phx_join', { client_a: {} });
  await socket.ask('2', '2', topic('ann'), 'phx_join', { client_a: {}, client_b: {} });
  knock.vendor.trigger({ workflow: 'new-message', recipients: ['ann'] });
  await socket.ask(null, '3', 'phoenix', 'heartbeat', {});
  await eventually(() =>
    expect(socket.frames.slice(1)).toMatchObject([
      ['1', '1', topic('ann'), 'phx_close', {}],
      ['2', '2', topic('ann'), 'phx_reply', { status: 'ok' }],
      ['2', null, topic('ann'), 'new-message', { attn: ['client_a', 'client_b'] }],
      [null, '3', 'phoenix', 'phx_reply', { status: 'ok' }],
    ]),
  );
});

test('another user hears nothing', async () => {
  const knock = await startKnock();
  const ben = await openSocket(knock, 'ben');
  await ben.ask('1', '1', topic('ben'), 'phx_join', { client_a: {} });
  knock.vendor.trigger({ workflow: 'new-message', recipients: ['ann'] });
  expect(await ben.ask(null, '2', 'phoenix', 'heartbeat', {})).toEqual([
    [null, '2', 'phoenix', 'phx_reply', { status: 'ok', response: {} }],
  ]);
});

test('leaving a topic ends it with phx_reply and phx_close', async () => {
  const knock = await startKnock();
  const socket = await openSocket(knock, 'ann');
  await socket.ask('1', '1', topic('ann'), 'phx_join', { client_a: {} });
  await socket.ask('1', '2', topic('ann'), 'phx_leave', {});
  await eventually(() =>
    expect(socket.frames.slice(-2)).toEqual([
      ['1', '2', topic('ann'), 'phx_reply', { status: 'ok', response: {} }],
      ['1', '1', topic('ann'), 'phx_close', {}],
    ]),
  );
});

test.each([
  ['a foreign user', topic('ben'), {}, 'unauthorized'],
  ['an unknown channel', 'feeds:00000000-0000-4000-8000-000000000000:ann', {}, 'unmatched topic'],
  ['a filter that is none', topic('ann'), { client_a: { status: 'loud' } }, 'invalid params'],
  ['a filter of an older SDK that is none', topic('ann'), { archived: 'maybe' }, 'invalid params'],
  ['guides', `guides:${feedChannelId}`, {}, 'guides are not part of this sandbox'],
])('a join is refused for %s', async (_what, joined, payload, reason) => {
  const knock = await startKnock();
  const socket = await openSocket(knock, 'ann');
  expect(await socket.ask('1', '1', joined, 'phx_join', payload)).toEqual([
    ['1', '1', joined, 'phx_reply', { status: 'error', response: { reason } }],
  ]);
});

test('an upgrade is refused without good credentials', async () => {
  const knock = await startKnock();
  const address = socketAddress(knock);
  const token = await knock.token('ann');
  expect(await refusal(`${address}?&api_key=${publicKey}&&vsn=2.0.0`)).toBe(403);
  expect(await refusal(`${address}?user_token=${token}&api_key=${publicKey}&&vsn=1.0.0`)).toBe(403);
  expect(await refusal(`${address}?user_token=${token}&api_key=sk_test_sandbox&&vsn=2.0.0`)).toBe(403);
  expect(await refusal(`${address}?user_token=${token}&api_key=pk_test_rotated&&vsn=2.0.0`)).toBe(403);
  knock.context.clock.advance(3601);
  expect(await refusal(`${address}?user_token=${token}&api_key=${publicKey}&&vsn=2.0.0`)).toBe(403);
  expect(await refusal(`${address}/other?user_token=${token}&api_key=${publicKey}`)).toBe(404);
});

test.each([
  [{ drop: true } as const, 0],
  [{ duplicate: true } as const, 2],
])('a fault %o changes how often an event goes out', async (fault, times) => {
  const knock = await startKnock();
  const socket = await openSocket(knock, 'ann');
  await socket.ask('1', '1', topic('ann'), 'phx_join', { client_a: {} });
  knock.context.faults.add({ vendor: 'knock', event: 'new-message', times: 1, ...fault });
  const from = socket.frames.length;
  knock.vendor.trigger({ workflow: 'new-message', recipients: ['ann'] });
  await socket.ask(null, '9', 'phoenix', 'heartbeat', {});
  expect(socket.frames.slice(from)).toHaveLength(times + 1);
});

test('a delayed event comes when the clock has gone on', async () => {
  const knock = await startKnock();
  const { arrived } = await listeningFeed(knock, 'ann');
  knock.context.faults.add({ vendor: 'knock', delay: 30 });
  knock.vendor.trigger({ workflow: 'new-message', recipients: ['ann'] });
  knock.context.clock.advance(29);
  expect(arrived).not.toHaveBeenCalled();
  knock.context.clock.advance(1);
  await eventually(() => expect(arrived).toHaveBeenCalledOnce());
});

test.each([1006, 1011])('cut(%i) closes every socket so', async (code) => {
  const knock = await startKnock();
  const sockets = await Promise.all(['ann', 'ben'].map((user) => openSocket(knock, user)));
  knock.vendor.cut(code);
  for (const { closed } of sockets) await eventually(() => expect(closed.mock.calls[0]?.[0]).toBe(code));
});

test('after a cut the SDK comes back and hears again', async () => {
  const knock = await startKnock();
  const { client, arrived } = await listeningFeed(knock, 'ann');
  knock.vendor.cut(1006);
  await eventually(() => expect(hasJoined(client)).toBe(false));
  await eventually(() => expect(hasJoined(client)).toBe(true));
  knock.vendor.trigger({ workflow: 'new-message', recipients: ['ann'] });
  await eventually(() => expect(arrived).toHaveBeenCalledOnce());
});

test('a renewed token takes the place of the old one, and the feed hears on', async () => {
  const knock = await startKnock();
  const { client, arrived } = await listeningFeed(knock, 'ann');
  knock.vendor.expireTokens();
  client.authenticate('ann', await knock.token('ann', { lifetime: 7200 }));
  await eventually(() => expect(hasJoined(client)).toBe(true));
  knock.vendor.trigger({ workflow: 'new-message', recipients: ['ann'] });
  await eventually(() => expect(arrived).toHaveBeenCalledOnce());
});

test('a socket that breaks the protocol is closed, and the others go on', async () => {
  const knock = await startKnock();
  const socket = await openSocket(knock, 'ann');
  const headers = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': Buffer.alloc(16).toString('base64'),
  };
  const query = `user_token=${await knock.token('ann')}&api_key=${publicKey}&&vsn=2.0.0`;
  const said = await new Promise<Buffer>((resolve) => {
    get(`${knock.origin}/ws/v1/websocket?${query}`, { headers }).on('upgrade', (_response, raw) => {
      onTestFinished(() => void raw.destroy());
      raw.once('data', resolve);
      raw.write(Buffer.from([0xff, 0xff]));
    });
  });
  expect(said).toEqual(closeFrame(1002));
  expect(await socket.ask(null, '1', 'phoenix', 'heartbeat', {})).toHaveLength(1);
});
