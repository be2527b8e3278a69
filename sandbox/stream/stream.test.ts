import { describe, expect, test } from 'vitest';
import { nextEvent, startServer, until } from './testing/server.ts';

describe('acting as somebody', () => {
  test('does what that user could do', async () => {
    const server = await startServer();
    const ann = await server.connect('ann');
    const channel = ann.channel('messaging', 'general');
    await channel.watch();
    const typing = nextEvent(ann, 'typing.start');
    server.vendor.typing({ cid: 'messaging:general', userId: 'ben', typing: true });
    expect((await typing).user?.id).toBe('ben');
    const arrives = nextEvent(ann, 'message.new');
    const message = server.vendor.sendMessage({ cid: 'messaging:general', userId: 'ben', text: 'As Ben' });
    expect((await arrives).message?.id).toBe(message['id']);
    const reacts = nextEvent(ann, 'reaction.new');
    const reaction = server.vendor.addReaction({
      messageId: String(message['id']),
      userId: 'cleo',
      type: 'like',
    });
    expect(reaction).toMatchObject({ type: 'like', user_id: 'cleo', message_id: message['id'] });
    await reacts;
    const reads = nextEvent(ann, 'message.read');
    server.vendor.markRead({ cid: 'messaging:general', userId: 'dan' });
    expect((await reads).user?.id).toBe('dan');
  });

  test('refuses who or what is not there', async () => {
    const { vendor } = await startServer();
    const unknown = (wrong: Partial<{ cid: string; userId: string }>) => () =>
      vendor.sendMessage({ cid: 'messaging:general', userId: 'ann', text: 'x', ...wrong });
    expect(unknown({ userId: 'zoe' })).toThrow("user 'zoe' does not exist");
    expect(unknown({ cid: 'messaging:nowhere' })).toThrow("Can't find channel with id messaging:nowhere");
    expect(unknown({ cid: 'messaging:ann-ben', userId: 'dan' })).toThrow(/not allowed/);
    expect(() => vendor.addReaction({ messageId: 'nowhere', userId: 'ann', type: 'like' })).toThrow(
      /doesn't exist/,
    );
  });
});

describe('reset', () => {
  test('brings the seed back, the same each time, and closes the sockets', async () => {
    const server = await startServer();
    const ann = await server.connect('ann');
    const history = async () => {
      const { body } = await server.call('POST', '/channels/messaging/general/query', {
        body: { messages: { limit: 300 } },
      });
      return (body['messages'] as { id: string; text: string; user: { id: string } }[]).map(
        ({ id, text, user }) => [id, text, user.id],
      );
    };
    const before = await history();
    server.vendor.sendMessage({ cid: 'messaging:general', userId: 'ann', text: 'Soon gone' });
    server.vendor.expireTokens();
    server.vendor.reset();
    await until(() => expect(ann.wsConnection?.isHealthy).toBe(false));
    expect(before).toHaveLength(120);
    expect(await history()).toEqual(before);
  });

  test('the seed is minutes old, whatever the clock says', async () => {
    const server = await startServer();
    server.context.clock.advance(40 * 86_400);
    server.vendor.reset();
    const { body } = await server.call('POST', '/channels/messaging/general/query', { body: {} });
    const messages = body['messages'] as { created_at: string }[];
    const age = server.context.clock.now() - Date.parse(messages.at(-1)?.created_at ?? '');
    expect(age).toBeGreaterThan(0);
    expect(age).toBeLessThan(10 * 60_000);
  });
});

describe('a fault', () => {
  test('that answers in the vendor’s place has the vendor’s body, and is logged', async () => {
    const { backend, context, log } = await startServer();
    const fault = { status: 429, code: 9, message: 'Too many requests', times: 1 };
    context.faults.add({ vendor: 'stream', ...fault });
    const query = () => backend().queryUsers({ id: 'ann' });
    await expect(query()).rejects.toMatchObject({ code: 9, status: 429 });
    expect(log.list('stream')).toMatchObject([{ method: 'GET', path: '/users', status: 429 }]);
    expect((await query()).users).toHaveLength(1);
  });

  test('that refuses sockets holds a user up until it is cleared', async () => {
    const { connect, context, log } = await startServer();
    context.faults.add({ vendor: 'stream', refuse: true });
    const refused = () =>
      log.list('stream').filter(({ method, status }) => method === 'SOCKET' && status === 503);
    const connecting = connect('ann');
    await until(() => expect(refused()).not.toEqual([]));
    context.faults.clear();
    expect((await connecting).wsConnection?.isHealthy).toBe(true);
  });
});
