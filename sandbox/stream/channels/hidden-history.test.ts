import { describe, expect, test } from 'vitest';
import { signToken, startServer } from '../testing/server.ts';
import type { TestServer } from '../testing/server.ts';

const before = 'Long before the eclipse';
const after = 'After the eclipse';

/** A pinned message with a reply, then the moment from which on Dan sees, then the same again. */
async function history(server: TestServer, hide: () => Promise<unknown>) {
  const general = server.backend().channel('messaging', 'general');
  const since = new Date(server.context.clock.now() - 1).toISOString();
  const write = async (text: string) => {
    const { message } = await general.sendMessage({ text, user_id: 'ann', pinned: true });
    const reply = await general.sendMessage({
      text: `${text}, answered`,
      user_id: 'ben',
      parent_id: message.id,
    });
    return { message, reply: reply.message };
  };
  const old = await write(before);
  await hide();
  return { since, old, fresh: await write(after) };
}

const ways: [string, (server: TestServer) => Promise<unknown>][] = [
  [
    'hidden from a newcomer',
    async (server) => {
      const general = server.backend().channel('messaging', 'general');
      await general.removeMembers(['dan']);
      await general.addMembers(['dan'], undefined, { hide_history: true });
    },
  ],
  [
    'cleared by its reader',
    async (server) => {
      const general = (await server.connect('dan')).channel('messaging', 'general');
      await general.watch();
      await general.hide(null, true);
    },
  ],
];

describe.each(ways)('history %s', (_name, hide) => {
  test('is in no list: messages, pins, replies, searches, and what was missed', async () => {
    const server = await startServer();
    const { since, old, fresh } = await history(server, () => hide(server));
    const late = await server
      .backend()
      .channel('messaging', 'general')
      .sendMessage({ text: 'Late', user_id: 'ben', parent_id: old.message.id });
    const dan = await server.connect('dan');
    const general = dan.channel('messaging', 'general');
    const state = await general.query({});
    expect(state.messages.map(({ text }) => text)).toEqual([after]);
    expect(state.pinned_messages.map(({ text }) => text)).toEqual([after]);
    expect((await general.getPinnedMessages({ limit: 10 })).messages.map(({ text }) => text)).toEqual([
      after,
    ]);
    const repliesTo = async (id: string) =>
      (await general.getReplies(id, {})).messages.map((reply) => reply.id);
    expect(await repliesTo(old.message.id)).toEqual([late.message.id]);
    expect(await repliesTo(fresh.message.id)).toEqual([fresh.reply.id]);
    const { results } = await dan.search({ cid: general.cid }, 'eclipse');
    expect(results.map(({ message }) => message.text).sort()).toEqual([after, `${after}, answered`]);
    const missed = await dan.sync([general.cid], since);
    const told = missed.events.flatMap(({ message }) => (message ? [message.text] : []));
    expect(told).toEqual([after, `${after}, answered`, 'Late']);
    await expect(dan.getMessage(old.message.id)).rejects.toMatchObject({ code: 16, status: 404 });
    expect((await general.getMessagesById([old.message.id, fresh.message.id])).messages).toHaveLength(1);
  });

  test('is there for everybody else, and for the backend', async () => {
    const server = await startServer();
    const { old } = await history(server, () => hide(server));
    const cleo = await server.connect('cleo');
    expect((await cleo.search({ cid: 'messaging:general' }, 'eclipse')).results).toHaveLength(4);
    expect((await cleo.channel('messaging', 'general').query({})).pinned_messages).toHaveLength(2);
    expect((await server.backend().getMessage(old.message.id)).message.text).toBe(before);
  });
});

describe('history hidden up to a moment', () => {
  test('is seen from that moment on', async () => {
    const server = await startServer();
    const general = server.backend().channel('messaging', 'general');
    const { messages } = await general.query({ messages: { limit: 300 } });
    await general.removeMembers(['dan']);
    const moment = new Date(messages[99]?.created_at ?? '');
    // What was hidden as a whole too is seen from the moment on.
    await general.addMembers(['dan'], undefined, { hide_history: true, hide_history_before: moment });
    const seen = await (await server.connect('dan')).channel('messaging', 'general').query({});
    expect(seen.messages.map(({ id }) => id)).toEqual(messages.slice(100).map(({ id }) => id));
  });

  test('must lie in the past, else nothing of the update is done', async () => {
    const server = await startServer();
    await server.backend().upsertUser({ id: 'eve' });
    const answer = await server.call('POST', '/channels/messaging/general', {
      token: signToken({ user_id: 'ann' }),
      body: {
        add_members: ['eve'],
        data: { name: 'Other' },
        hide_history_before: new Date(server.context.clock.now() + 60_000).toISOString(),
      },
    });
    expect(answer).toMatchObject({
      status: 400,
      body: {
        code: 4,
        message: 'UpdateChannel failed with error: "hide_history_before must be in the past"',
      },
    });
    const { members, channel } = await server.backend().channel('messaging', 'general').query({});
    expect(members).toHaveLength(4);
    expect(channel).toMatchObject({ name: 'General' });
  });
});
