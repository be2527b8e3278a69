import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { nextEvent, signToken, startServer } from '../testing/server.ts';
import type { TestServer } from '../testing/server.ts';
import { expectShape, messageShape } from '../shapes/messages.ts';

const pin = (server: TestServer, id: string) =>
  server.call('PUT', `/messages/${id}`, { body: { set: { pinned: true } } });

describe('a pin', () => {
  test('is set by any member, told to the watchers, and stands in the channel’s state', async () => {
    const server = await startServer();
    const [ann, ben] = await server.connectAll('ann', 'ben');
    const theirs = ben.channel('messaging', 'general');
    await theirs.watch();
    const told = nextEvent(ben, 'message.updated');
    // Somebody else's message: to pin needs no right to edit.
    const { message } = await ann.pinMessage('general-002', null);
    expectShape(messageShape, message);
    expect(message).toMatchObject({ pinned: true, pinned_by: { id: 'ann' }, pin_expires: null });
    expect(message.message_text_updated_at).toBeUndefined();
    await told;
    expect(theirs.state.pinnedMessages.map(({ id }) => id)).toEqual(['general-002']);
    await ben.unpinMessage('general-002');
    expect((await ann.getMessage('general-002')).message).toMatchObject({
      pinned: false,
      pinned_at: null,
      pinned_by: null,
    });
  });

  test('comes with a new message, and stays through an edit of its text', async () => {
    const server = await startServer();
    const ann = await server.connect('ann');
    const { message } = await ann
      .channel('messaging', 'general')
      .sendMessage({ text: 'Rules', pinned: true });
    expect(message.pinned).toBe(true);
    const edited = await ann.updateMessage({ ...message, text: 'House rules' });
    expect(edited.message).toMatchObject({ text: 'House rules', pinned: true, pinned_at: message.pinned_at });
  });

  test('ends by the clock', async () => {
    const server = await startServer();
    const ann = await server.connect('ann');
    await ann.pinMessage('general-002', 60);
    server.context.clock.advance(50);
    expect((await ann.getMessage('general-002')).message.pinned).toBe(true);
    server.context.clock.advance(15);
    expect((await ann.getMessage('general-002')).message).toMatchObject({ pinned: false, pin_expires: null });
    expect((await ann.channel('messaging', 'general').query({})).pinned_messages).toEqual([]);
  });

  test('has ended in the very millisecond in which it ends', async () => {
    const server = await startServer();
    // Real time stands still: the clock moves by what it is moved alone.
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const end = new Date(server.context.clock.now() + 60_000).toISOString();
    const set = { pinned: true, pin_expires: end };
    await server.call('PUT', '/messages/general-002', { body: { set } });
    const pins = async () => {
      const { body } = await server.call('GET', '/channels/messaging/general/pinned_messages');
      return (body['messages'] as { id: string }[]).map(({ id }) => id);
    };
    server.context.clock.advance(59.999);
    expect(await pins()).toEqual(['general-002']);
    server.context.clock.advance(0.001);
    expect(await pins()).toEqual([]);
    // Nor does one begin that would end now.
    expect(await server.call('PUT', '/messages/general-003', { body: { set } })).toMatchObject({
      status: 400,
      body: { code: 4 },
    });
  });

  test('falls with its message, and the SDK takes it from its list', async () => {
    const server = await startServer();
    const ben = await server.connect('ben');
    const channel = ben.channel('messaging', 'general');
    await channel.watch();
    await ben.pinMessage('general-002', null);
    const gone = nextEvent(ben, 'message.deleted');
    await ben.deleteMessage('general-002');
    await gone;
    expect(channel.state.pinnedMessages).toEqual([]);
    expect((await channel.query({})).pinned_messages).toEqual([]);
  });

  test.each([
    ['an end that has passed', { pinned: true, pin_expires: '2001-01-01T00:00:00Z' }],
    ['an end that is no time', { pinned: true, pin_expires: 'soon' }],
  ])('with %s is refused', async (_name, set) => {
    const server = await startServer();
    expect(await server.call('PUT', '/messages/general-002', { body: { set } })).toMatchObject({
      status: 400,
      body: { code: 4, StatusCode: 400 },
    });
  });

  test('needs the right to pin', async () => {
    const server = await startServer();
    const token = signToken({ user_id: 'ben' });
    const body = { set: { pinned: true } };
    const answer = await server.call('PUT', '/messages/launch-002', { token, body });
    expect(answer).toMatchObject({ status: 403, body: { code: 17, StatusCode: 403 } });
  });
});

describe('pinned messages', () => {
  const ids = ['general-001', 'general-002', 'general-003', 'general-004', 'general-005'];

  test('are listed by when they were pinned, the newest first, in every kind of page', async () => {
    const server = await startServer();
    for (const id of ids) {
      server.context.clock.advance(1);
      await pin(server, id);
    }
    const channel = (await server.connect('ann')).channel('messaging', 'general');
    const list = async (...request: Parameters<typeof channel.getPinnedMessages>) =>
      (await channel.getPinnedMessages(...request)).messages.map(({ id }) => Number(id.slice(-1)));
    expect(await list({ limit: 2 })).toEqual([5, 4]);
    expect(await list({ limit: 2, id_lt: 'general-004' })).toEqual([3, 2]);
    expect(await list({ limit: 2, id_gte: 'general-002' })).toEqual([3, 2]);
    expect(await list({ limit: 3, id_around: 'general-003' })).toEqual([4, 3, 2]);
    expect(await list({ limit: 2 }, { pinned_at: 1 })).toEqual([1, 2]);
    expect(await list({ limit: 2, offset: 1 })).toEqual([4, 3]);
    const { messages } = await channel.getPinnedMessages({ id_lte: 'general-003', limit: 1 });
    const at = messages[0]?.pinned_at as string;
    expect(await list({ pinned_at_before: at })).toEqual([2, 1]);
    expect(await list({ pinned_at_after_or_equal: at })).toEqual([5, 4, 3]);
  });

  test('in the channel’s state are the ten newest', async () => {
    const server = await startServer();
    for (let n = 1; n <= 12; n += 1) await pin(server, `general-${String(n + 20).padStart(3, '0')}`);
    const { pinned_messages: pins } = await (
      await server.connect('ann')
    )
      .channel('messaging', 'general')
      .query({});
    expect(pins.map(({ id }) => Number(id.slice(-2)))).toEqual([32, 31, 30, 29, 28, 27, 26, 25, 24, 23]);
  });

  test.each([
    ['a bound that is no date', { pinned_at_before: 'soon' }, /expected date for field "pinned_at_before"/],
    ['another order', { sort: [{ field: 'text' }] }, /pinned_at/],
  ])('with %s are refused', async (_name, payload, words) => {
    const server = await startServer();
    const query = { payload: JSON.stringify(payload) };
    const answer = await server.call('GET', '/channels/messaging/general/pinned_messages', { query });
    expect(answer).toMatchObject({ status: 400, body: { code: 4 } });
    expect(answer.body['message']).toMatch(words);
  });
});
