import { describe, expect, test } from 'vitest';
import { nextEvent, signToken, startServer, until } from '../testing/server.ts';

const path = '/channels/messaging/general';

describe('marking unread', () => {
  test('from a message on tells the user alone, with what is unread then', async () => {
    const server = await startServer();
    const [ann, ben] = await server.connectAll('ann', 'ben');
    const channel = ann.channel('messaging', 'general');
    await Promise.all([channel.watch(), ben.channel('messaging', 'general').watch()]);
    const heard: string[] = [];
    ben.on('notification.mark_unread', ({ type }) => heard.push(type));
    const told = nextEvent(ann, 'notification.mark_unread');
    const listed = (await channel.query({ messages: { limit: 4 } })).messages;
    await channel.markUnread({ message_id: listed[0]?.id as string });
    const others = listed.filter(({ user }) => user?.id !== 'ann').length;
    expect(await told).toMatchObject({
      user: { id: 'ann' },
      first_unread_message_id: listed[0]?.id,
      last_read_message_id: expect.any(String) as string,
      last_read_at: expect.any(String) as string,
      unread_messages: others,
      unread_count: others + 2,
      unread_channels: 2,
      channel: { id: 'general' },
    });
    expect(channel.state.unreadCount).toBe(others);
    expect((await ann.getUnreadCount()).total_unread_count).toBe(others + 2);
    await channel.markRead();
    expect((await ann.getUnreadCount()).total_unread_count).toBe(2);
    expect(heard).toEqual([]);
  });

  test('from a time on', async () => {
    const server = await startServer();
    const ann = await server.connect('ann');
    const channel = ann.channel('messaging', 'general');
    const { messages } = await channel.watch({ messages: { limit: 3 } });
    await channel.markUnread({ message_timestamp: messages[0]?.created_at as string });
    const others = messages.slice(1).filter(({ user }) => user?.id !== 'ann').length;
    expect((await ann.getUnreadCount()).total_unread_count).toBe(others + 2);
  });

  test.each([
    ['nothing', {}, /exactly one/],
    ['two things', { message_id: 'general-120', thread_id: 'general-010' }, /exactly one/],
    ['an unknown message', { message_id: 'nowhere' }, /no such message/],
    ['a message of a thread', { message_id: 'general-012' }, /no such message/],
    ['one of more than a hundred messages ago', { message_id: 'general-001' }, /last 100 messages/],
    ['a time that is none', { message_timestamp: 'soon' }, /expected date/],
    ['a message that nobody answered', { thread_id: 'general-001' }, /takes no part/],
    ['a thread of another channel', { thread_id: 'ann-ben-001' }, /does not exist/],
  ])('from %s is refused', async (_name, body, words) => {
    const server = await startServer();
    const answer = await server.call('POST', `${path}/unread`, { body });
    expect(answer).toMatchObject({ status: 400, body: { code: 4, StatusCode: 400 } });
    expect(answer.body['message']).toMatch(words);
  });

  test('is for members, where reading is counted', async () => {
    const server = await startServer();
    const token = signToken({ user_id: 'cleo' });
    const strange = { token, body: { message_id: 'ann-ben-012' } };
    expect(await server.call('POST', '/channels/messaging/ann-ben/unread', strange)).toMatchObject({
      status: 403,
      body: { code: 17 },
    });
    const body = { message_id: 'launch-001' };
    expect(await server.call('POST', '/channels/livestream/launch/unread', { body })).toMatchObject({
      status: 400,
      body: { code: 19 },
    });
  });
});

test('single channels are marked read at once, each up to its message', async () => {
  const server = await startServer();
  const [ann, ben] = await server.connectAll('ann', 'ben');
  await ben.channel('messaging', 'ann-ben').watch();
  const [told, seen] = [nextEvent(ann, 'notification.mark_read'), nextEvent(ben, 'message.read')];
  await ann.markChannelsRead({ read_by_channel: { 'messaging:ann-ben': 'ann-ben-011' } });
  expect(await told).toMatchObject({ total_unread_count: 1, unread_channels: 1 });
  expect(await seen).toMatchObject({
    cid: 'messaging:ann-ben',
    user: { id: 'ann' },
    channel: { cid: 'messaging:ann-ben', member_count: 2 },
    last_read_message_id: 'ann-ben-011',
  });
  const body = { read_by_channel: { 'messaging:nowhere': '' } };
  expect(await server.call('POST', '/channels/read', { body })).toMatchObject({
    status: 404,
    body: { code: 16 },
  });
});

test('deliveries name at least one message, and channels that are there', async () => {
  const server = await startServer();
  const send = (latest: object[]) =>
    server.call('POST', '/channels/delivered', { body: { latest_delivered_messages: latest } });
  expect(await send([])).toMatchObject({ status: 400, body: { code: 4 } });
  expect(await send([{ cid: 'messaging:nowhere', id: 'x' }])).toMatchObject({
    status: 404,
    body: { code: 16 },
  });
  expect(await send([{ cid: 'messaging:general', id: 'ann-ben-001' }])).toMatchObject({
    status: 400,
    body: { code: 4 },
  });
});

describe('events of clients', () => {
  test('an assistant tells what it does, and is asked to stop', async () => {
    const server = await startServer();
    const [ann, ben] = await server.connectAll('ann', 'ben');
    const channel = ann.channel('messaging', 'general');
    await Promise.all([channel.watch(), ben.channel('messaging', 'general').watch()]);
    const [update, stop] = [nextEvent(ben, 'ai_indicator.update'), nextEvent(ben, 'ai_indicator.stop')];
    await channel.updateAIState('general-001', 'AI_STATE_THINKING');
    expect(await update).toMatchObject({ ai_state: 'AI_STATE_THINKING', message_id: 'general-001' });
    await channel.stopAIResponse();
    expect(await stop).toMatchObject({ cid: channel.cid, user: { id: 'ann' } });
  });

  test('custom ones follow the channel type', async () => {
    const server = await startServer();
    await server.backend().updateChannelType('messaging', { custom_events: false });
    const body = { event: { type: 'confetti' } };
    expect(await server.call('POST', `${path}/event`, { body })).toMatchObject({
      status: 400,
      body: { code: 19 },
    });
  });

  test('the backend sends one to a single user, on all its connections', async () => {
    const server = await startServer();
    const [ann, tab, ben] = await server.connectAll('ann', 'ann', 'ben');
    const heard: (string | undefined)[] = [];
    for (const client of [ann, tab, ben]) {
      client.on((event) => {
        if ((event.type as string) === 'friendship') heard.push(client.userID);
      });
    }
    await server.backend().sendUserCustomEvent('ann', { type: 'friendship', ...({ from: 'ben' } as object) });
    await until(() => expect(heard).toEqual(['ann', 'ann']));
    const call = (type: string, token?: string) =>
      server.call('POST', '/users/ann/event', { ...(token && { token }), body: { event: { type } } });
    expect(await call('friendship')).toMatchObject({ status: 403, body: { code: 17 } });
    expect(await call('message.new', signToken({ server: true }))).toMatchObject({
      status: 400,
      body: { code: 18 },
    });
  });
});
