import { describe, expect, test } from 'vitest';
import { nextEvent, record, settled, startServer, typesOf, until } from '../testing/server.ts';

describe('who gets what', () => {
  test('a watching tab gets message.new alone, another tab of the same user the notification alone', async () => {
    const server = await startServer();
    const [watching, other] = await server.connectAll('ann', 'ann');
    await watching.channel('messaging', 'ann-ben').watch();
    const [seenWatching, seenOther] = [record(watching), record(other)];
    server.vendor.sendMessage({ cid: 'messaging:ann-ben', userId: 'ben', text: 'Two tabs?' });
    await Promise.all([settled(watching), settled(other)]);
    expect(typesOf(seenWatching).filter((type) => type.includes('message'))).toEqual(['message.new']);
    expect(typesOf(seenOther).filter((type) => type.includes('message'))).toEqual([
      'notification.message_new',
    ]);
    for (const event of [...seenWatching, ...seenOther].filter(({ type }) => type.includes('message'))) {
      expect(event).toMatchObject({
        unread_count: 3,
        total_unread_count: 3,
        unread_channels: 1,
        cid: 'messaging:ann-ben',
      });
      expect(event.message).toMatchObject({ text: 'Two tabs?', own_reactions: [] });
    }
    expect(seenOther[0]?.channel).toMatchObject({ id: 'ann-ben', config: { read_events: true } });
  });

  test('each receiver gets its own counts, and the sender none for its own message', async () => {
    const server = await startServer();
    const [ann, ben] = await server.connectAll('ann', 'ben');
    await Promise.all([
      ann.channel('messaging', 'general').watch(),
      ben.channel('messaging', 'general').watch(),
    ]);
    const [forAnn, forBen] = [nextEvent(ann, 'message.new'), nextEvent(ben, 'message.new')];
    await ben.channel('messaging', 'general').sendMessage({ text: 'Soup is here' });
    expect(await forAnn).toMatchObject({ total_unread_count: 3, unread_channels: 2, watcher_count: 2 });
    expect(await forBen).toMatchObject({ total_unread_count: 0, unread_channels: 0 });
  });

  test('strangers hear nothing of a messaging channel', async () => {
    const server = await startServer();
    const cleo = await server.connect('cleo');
    const seen = record(cleo);
    server.vendor.sendMessage({ cid: 'messaging:ann-ben', userId: 'ben', text: 'Between us' });
    await settled(cleo);
    expect(typesOf(seen)).toEqual(['user.updated']);
  });

  test('typing reaches the watchers with its thread, and clients may send no event of the server', async () => {
    const server = await startServer();
    const [ann, ben] = await server.connectAll('ann', 'ben');
    const channel = ben.channel('messaging', 'general');
    await Promise.all([channel.watch(), ann.channel('messaging', 'general').watch()]);
    const starts = nextEvent(ben, 'typing.start');
    await ann.channel('messaging', 'general').keystroke('general-010');
    expect(await starts).toMatchObject({ user: { id: 'ann' }, parent_id: 'general-010' });
    const stops = nextEvent(ben, 'typing.stop');
    await ann.channel('messaging', 'general').stopTyping('general-010');
    await stops;
    expect(channel.state.typing).toEqual({});
    await expect(channel.sendEvent({ type: 'message.new' })).rejects.toMatchObject({ code: 18, status: 400 });
    const custom = nextEvent(ann, 'confetti');
    await channel.sendEvent({ type: 'confetti' as 'typing.start' });
    expect(await custom).toMatchObject({ user: { id: 'ben' } });
  });

  test('a livestream has no typing and no reading', async () => {
    const server = await startServer();
    const cleo = await server.connect('cleo');
    const launch = cleo.channel('livestream', 'launch');
    const state = await launch.watch();
    expect(state.read).toEqual([]);
    expect(launch.getConfig()).toMatchObject({ typing_events: false, read_events: false });
    for (const [path, body] of [
      ['event', { event: { type: 'typing.start' } }],
      ['read', {}],
    ] as const) {
      const answer = await server.call('POST', `/channels/livestream/launch/${path}`, { body });
      expect(answer).toMatchObject({ status: 400, body: { code: 19 } });
    }
  });
});

describe('watching and presence', () => {
  test('watchers hear of each other, themselves too, with the count after it', async () => {
    const server = await startServer();
    const [ann, ben] = await server.connectAll('ann', 'ben');
    const seen = record(ann);
    const first = await ann.channel('messaging', 'general').watch();
    expect(first).toMatchObject({ watcher_count: 1, watchers: [{ id: 'ann' }] });
    const second = await ben.channel('messaging', 'general').watch();
    expect(second.watcher_count).toBe(2);
    await ben.channel('messaging', 'general').stopWatching();
    const watching = () => seen.filter(({ type }) => type.startsWith('user.watching'));
    await until(() => expect(watching()).toHaveLength(3));
    expect(watching().map(({ type, user, watcher_count }) => [type, user?.id, watcher_count])).toEqual([
      ['user.watching.start', 'ann', 1],
      ['user.watching.start', 'ben', 2],
      ['user.watching.stop', 'ben', 1],
    ]);
  });

  test('nobody watching is no count', async () => {
    const server = await startServer();
    const state = await (await server.connect('ann')).channel('messaging', 'general').query({});
    expect(state).not.toHaveProperty('watcher_count');
  });

  test('who asked hears when somebody comes and goes', async () => {
    const server = await startServer();
    const ann = await server.connect('ann');
    await ann.channel('messaging', 'general').watch({ presence: true });
    const { users } = await ann.queryUsers({ id: 'ben' }, {}, { presence: true });
    expect(users[0]?.online).toBe(false);
    const comes = nextEvent(ann, 'user.presence.changed');
    const ben = await server.connect('ben');
    expect(await comes).toMatchObject({ user: { id: 'ben', online: true } });
    const goes = nextEvent(ann, 'user.presence.changed');
    await ben.disconnectUser();
    expect(await goes).toMatchObject({ user: { id: 'ben', online: false } });
  });

  test('who asked for it in a list of channels, or of users, hears of those alone', async () => {
    const server = await startServer();
    const [byChannels, byUsers, neither] = await server.connectAll('ann', 'ann', 'ann');
    await byChannels.queryChannels({ id: 'ann-ben' }, [], { presence: true, watch: false });
    await byUsers.queryUsers({ id: 'dan' }, {}, { presence: true });
    const seen = [record(byChannels), record(byUsers), record(neither)];
    for (const id of ['ben', 'dan']) await (await server.connect(id)).disconnectUser();
    await until(() => expect(seen[1]).toHaveLength(2));
    await Promise.all([settled(byChannels), settled(byUsers), settled(neither)]);
    const heard = seen.map((events) =>
      events
        .filter(({ type }) => type === 'user.presence.changed')
        .map(({ user }) => `${user?.id} ${user?.online}`),
    );
    expect(heard).toEqual([['ben true', 'ben false'], ['dan true', 'dan false'], []]);
  });

  test('watching needs a socket of one’s own', async () => {
    const server = await startServer();
    const ben = await server.connect('ben');
    for (const connection_id of ['gone', ben.wsConnection?.connectionID as string]) {
      const answer = await server.call('POST', '/channels', {
        body: { watch: true },
        query: { connection_id },
      });
      expect(answer).toMatchObject({ status: 400, body: { code: 4 } });
      expect(answer.body['message']).toMatch(/^QueryChannels failed with error: "Watch or Presence requires/);
    }
  });
});

describe('faults', () => {
  test('events are dropped, doubled and held back', async () => {
    const server = await startServer();
    const ann = await server.connect('ann');
    await ann.channel('messaging', 'general').watch();
    const seen = record(ann);
    const texts = () => seen.filter(({ type }) => type === 'message.new').map(({ message }) => message?.text);
    const say = (text: string) =>
      server.vendor.sendMessage({ cid: 'messaging:general', userId: 'ben', text });
    const once = { vendor: 'stream', event: 'message.new', times: 1 } as const;
    server.context.faults.add({ ...once, drop: true });
    say('dropped');
    server.context.faults.add({ ...once, duplicate: true });
    say('doubled');
    server.context.faults.add({ ...once, delay: 60 });
    say('late');
    say('last');
    await until(() => expect(texts()).toEqual(['doubled', 'doubled', 'last']));
    server.context.clock.advance(60);
    await until(() => expect(texts()).toEqual(['doubled', 'doubled', 'last', 'late']));
  });

  test.each([1001, 1015, 4000])('a cut with %i closes the socket', async (code) => {
    const server = await startServer();
    const ann = await server.connect('ann');
    server.vendor.cut(code);
    await until(() => expect(ann.wsConnection?.isHealthy).toBe(false));
  });
});
