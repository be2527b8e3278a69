import { expect, test, vi } from 'vitest';
import { eventually, openSocket, refusal, socketAddress, topic } from '../testing/open-socket.ts';
import { feedChannelId, hasJoined, publicKey, startKnock } from '../testing/start-knock.ts';

const heartbeat = [null, '9', 'phoenix', 'heartbeat', {}] as const;

test('a socket that says nothing for a minute is closed, one that sends heartbeats is not', async () => {
  const knock = await startKnock();
  const [silent, alive] = await Promise.all([openSocket(knock, 'ann'), openSocket(knock, 'ben')]);
  knock.context.clock.advance(40);
  await alive.ask(...heartbeat);
  knock.context.clock.advance(21);
  await eventually(() => expect(silent.closed).toHaveBeenCalled());
  expect(silent.closed.mock.calls[0]?.[0]).toBe(1002);
  expect(await alive.ask(...heartbeat)).toEqual([
    [null, '9', 'phoenix', 'phx_reply', { status: 'ok', response: {} }],
  ]);
  knock.context.clock.advance(61);
  await eventually(() => expect(alive.closed).toHaveBeenCalled());
});

test('a socket outlives its token, and cannot be opened again with it', async () => {
  const knock = await startKnock();
  const token = await knock.token('ann', { lifetime: 50 });
  const socket = await openSocket(knock, 'ann', { lifetime: 50 });
  await socket.ask('1', '1', topic('ann'), 'phx_join', { client_a: {} });
  knock.context.clock.advance(51);
  knock.vendor.trigger({ workflow: 'new-message', recipients: ['ann'] });
  await eventually(() =>
    expect(socket.frames.at(-1)).toMatchObject([
      '1',
      null,
      topic('ann'),
      'new-message',
      { attn: ['client_a'] },
    ]),
  );
  expect(await refusal(`${socketAddress(knock)}?user_token=${token}&api_key=${publicKey}&&vsn=2.0.0`)).toBe(
    403,
  );
});

test('without enhanced security the public key alone opens a socket, and every feed may be joined', async () => {
  const knock = await startKnock();
  knock.vendor.settings.enhancedSecurity = false;
  const socket = await openSocket(knock, 'ann', 'no token');
  for (const user of ['ann', 'ben']) {
    expect(await socket.ask('1', '1', topic(user), 'phx_join', { client_a: {} })).toMatchObject([
      ['1', '1', topic(user), 'phx_reply', { status: 'ok' }],
    ]);
  }
  const signed = await openSocket(knock, 'ann');
  expect(await signed.ask('1', '1', topic('ben'), 'phx_join', {})).toMatchObject([
    ['1', '1', topic('ben'), 'phx_reply', { status: 'error', response: { reason: 'unauthorized' } }],
  ]);
});

test('a token for one tenant is told of that tenant alone', async () => {
  const knock = await startKnock();
  const claims = { grants: { 'https://api.knock.app/v1/tenants/acme': { 'feed/read': [] } } };
  const socket = await openSocket(knock, 'ann', { claims });
  await socket.ask('1', '1', topic('ann'), 'phx_join', { client_a: {} });
  const from = socket.frames.length;
  for (const tenant of ['umbrella', undefined, 'acme']) {
    knock.vendor.trigger({ workflow: 'new-message', recipients: ['ann'], ...(tenant && { tenant }) });
  }
  await socket.ask(...heartbeat);
  const counts = { total_count: 1, unread_count: 1, unseen_count: 1 };
  expect(socket.frames.slice(from, -1)).toEqual([
    [
      '1',
      null,
      topic('ann'),
      'new-message',
      {
        event: 'new-message',
        attn: ['client_a'],
        metadata: counts,
        data: { client_a: { metadata: counts } },
      },
    ],
  ]);
});

test('a token that may not read feeds joins none', async () => {
  const knock = await startKnock();
  const grants = { 'https://api.knock.app/v1/users/ann': { 'preferences/read': [] } };
  const socket = await openSocket(knock, 'ann', { claims: { explicit_grants: true, grants } });
  expect(await socket.ask('1', '1', topic('ann'), 'phx_join', { client_a: {} })).toEqual([
    ['1', '1', topic('ann'), 'phx_reply', { status: 'error', response: { reason: 'unauthorized' } }],
  ]);
});

test('the SDK leaves and joins anew when a second feed comes, and leaves when the last goes', async () => {
  const knock = await startKnock();
  const client = await knock.client('ann');
  const open = (options = {}) => {
    const feed = client.feeds.initialize(feedChannelId, options);
    const arrived = vi.fn();
    feed.on('items.received.realtime', arrived);
    feed.listenForUpdates();
    return { feed, arrived };
  };
  const all = open();
  await eventually(() => expect(hasJoined(client)).toBe(true));
  const billing = open({ workflow_categories: ['billing'] });
  await eventually(() => expect(hasJoined(client)).toBe(true));

  knock.vendor.trigger({ workflow: 'order-status-updated', recipients: ['ann'] });
  await eventually(() => expect(billing.arrived).toHaveBeenCalledOnce());
  await eventually(() => expect(all.arrived).toHaveBeenCalledOnce());

  billing.feed.dispose();
  all.feed.dispose();
  await eventually(() => expect(Reflect.get(client.client().socket ?? {}, 'channels')).toEqual([]));
});

test('an event that means nothing on a topic is refused, and text that is no frame is passed over', async () => {
  const knock = await startKnock();
  const socket = await openSocket(knock, 'ann');
  socket.say('not a frame');
  socket.say('{"topic":"phoenix"}');
  expect(await socket.ask(null, '1', 'phoenix', 'shout', {})).toEqual([
    [null, '1', 'phoenix', 'phx_reply', { status: 'error', response: { reason: 'unmatched topic' } }],
  ]);
});
