import { describe, expect, test } from 'vitest';
import { nextEvent, startServer, until } from '../testing/server.ts';
import type { TestServer } from '../testing/server.ts';

/** Ann and Ben, both watching the channel of all four. */
async function pair(server: TestServer) {
  const [ann, ben] = await server.connectAll('ann', 'ben');
  const [channel, theirs] = [ann.channel('messaging', 'general'), ben.channel('messaging', 'general')];
  await Promise.all([channel.watch(), theirs.watch()]);
  return { ann, ben, channel, theirs };
}

describe('a message', () => {
  test('goes from one SDK to the other, with all that was written', async () => {
    const server = await startServer();
    const { ben, channel, theirs } = await pair(server);
    const arrives = nextEvent(ben, 'message.new');
    const { message } = await channel.sendMessage({
      id: 'my-own-id',
      text: 'Hello @Ben <b>',
      mentioned_users: ['ben'],
      attachments: [{ type: 'file', asset_url: 'https://shop.example/list.pdf', title: 'List' }],
      quoted_message_id: 'general-001',
      ...({ mood: 'good' } as object),
    });
    expect(message).toMatchObject({
      id: 'my-own-id',
      cid: 'messaging:general',
      type: 'regular',
      user: { id: 'ann', name: 'Ann Archer' },
      html: '<p>Hello @Ben &lt;b&gt;</p>\n',
      mentioned_users: [{ id: 'ben', name: 'Ben Baker' }],
      quoted_message: { id: 'general-001' },
      mood: 'good',
      reply_count: 0,
    });
    expect((await arrives).message).toMatchObject({ id: 'my-own-id', attachments: [{ title: 'List' }] });
    expect(theirs.state.messages.at(-1)?.id).toBe('my-own-id');
    expect((await ben.getMessage('my-own-id')).message.text).toBe('Hello @Ben <b>');
  });

  test.each([
    [
      'the same id again',
      { id: 'general-001', text: 'x' },
      4,
      /a message with ID general-001 already exists/,
    ],
    ['nothing', { text: ' ' }, 4, /text or attachments/],
    ['too much text', { text: 'x'.repeat(5001) }, 20, /too long/],
    ['an unknown parent', { text: 'x', parent_id: 'nowhere' }, 4, /parent message/],
    ['an answer to an answer', { text: 'x', parent_id: 'general-012' }, 21, /nested/],
    ['somebody unknown in it', { text: 'x', mentioned_users: ['zoe'] }, 4, /'zoe' does not exist/],
    ['a type of its own', { text: 'x', type: 'order' }, 4, /message\.type/],
    ['a group mentioned', { text: 'x', mentioned_group_ids: ['g'] }, 4, /mentioned_group_ids is not served/],
    ['a text that is none', { text: 5 }, 4, /message\.text/],
  ])('is refused with %s', async (_name, message, code, words) => {
    const server = await startServer();
    const { body } = await server.call('POST', '/channels/messaging/general/message', { body: { message } });
    expect(body).toMatchObject({ code, StatusCode: 400 });
    expect(body['message']).toMatch(/^SendMessage failed with error: "/);
    expect(body['message']).toMatch(words);
  });

  test('ids and times stay unique and increasing in a burst', async () => {
    const server = await startServer();
    const { channel } = await pair(server);
    const sent = await Promise.all(
      Array.from({ length: 20 }, (_, index) => channel.sendMessage({ text: `burst ${index}` })),
    );
    const times = sent.map(({ message }) => Date.parse(message.created_at as string));
    expect(new Set(times).size).toBe(20);
    const { messages } = await channel.query({ messages: { limit: 20 } });
    const listed = messages.map(({ created_at }) => Date.parse(created_at as string));
    expect(listed).toEqual([...times].sort((a, b) => a - b));
  });

  test('is edited whole and in part by its author alone', async () => {
    const server = await startServer();
    const { ann, ben, channel, theirs } = await pair(server);
    const { message } = await channel.sendMessage({ text: 'Soop', ...({ mood: 'good' } as object) });
    const told = nextEvent(ben, 'message.updated');
    const whole = await ann.updateMessage({ ...message, text: 'Soup' });
    expect(whole.message).toMatchObject({
      text: 'Soup',
      mood: 'good',
      message_text_updated_at: expect.any(String) as string,
    });
    await told;
    expect(theirs.state.messages.at(-1)?.text).toBe('Soup');
    const part = await ann.partialUpdateMessage(message.id, { set: { mood: 'better' } as object });
    expect(part.message).toMatchObject({ text: 'Soup', mood: 'better' });
    await expect(ben.updateMessage({ id: message.id, text: 'Mine' })).rejects.toMatchObject({
      code: 17,
      status: 403,
    });
    await expect(
      ann.partialUpdateMessage(message.id, { set: { type: 'system' } as object }),
    ).rejects.toMatchObject({ code: 4 });
    await expect(ann.getMessage('nowhere')).rejects.toMatchObject({ code: 16, status: 404 });
  });

  test('keeps what it answers when its text is edited', async () => {
    const server = await startServer();
    const { ann, channel } = await pair(server);
    const { message } = await channel.sendMessage({ text: 'Yes', quoted_message_id: 'general-003' });
    const edited = await ann.updateMessage({ ...message, text: 'Yes!' });
    expect(edited.message).toMatchObject({ text: 'Yes!', quoted_message: { id: 'general-003' } });
  });

  test('stays as silent as it was', async () => {
    const server = await startServer();
    const { ann, channel } = await pair(server);
    const { message } = await channel.sendMessage({ text: 'Hush', silent: true });
    expect((await ann.updateMessage({ ...message, text: 'Hush!' })).message).toMatchObject({ silent: true });
    const words = 'UpdateMessage failed with error: "message.silent field cannot be updated"';
    await expect(ann.updateMessage({ ...message, silent: false })).rejects.toMatchObject({
      code: 4,
      status: 400,
      message: expect.stringContaining(words) as string,
    });
  });

  test('is deleted softly by its author, and without a trace by the backend', async () => {
    const server = await startServer();
    const { ann, ben, channel, theirs } = await pair(server);
    const { message } = await channel.sendMessage({ text: 'Oops' });
    await expect(ben.deleteMessage(message.id)).rejects.toMatchObject({ code: 17 });
    const soft = nextEvent(ben, 'message.deleted');
    await ann.deleteMessage(message.id);
    expect((await soft).message).toMatchObject({
      type: 'deleted',
      text: '',
      deleted_at: expect.any(String) as string,
    });
    expect(theirs.state.messages.at(-1)).toMatchObject({ id: message.id, type: 'deleted' });
    await expect(ann.deleteMessage(message.id, true)).rejects.toMatchObject({ code: 4 });
    const hard = nextEvent(ben, 'message.deleted');
    await server.backend().deleteMessage(message.id, true);
    expect(await hard).toMatchObject({ hard_delete: true });
    expect(theirs.state.messages.map(({ id }) => id)).not.toContain(message.id);
    await expect(ann.getMessage(message.id)).rejects.toMatchObject({ code: 16 });
  });

  test('a frozen channel takes none, and the SDK learns that it may not write', async () => {
    const server = await startServer();
    const { channel, theirs } = await pair(server);
    await server
      .backend()
      .channel('messaging', 'general')
      .updatePartial({ set: { frozen: true } });
    for (const each of [channel, theirs]) {
      await until(() => expect(each.data?.own_capabilities).not.toContain('send-message'));
    }
    await expect(channel.sendMessage({ text: 'x' })).rejects.toMatchObject({ code: 17, status: 403 });
  });
});

describe('a thread', () => {
  test('stands apart from the channel, and its parent counts it', async () => {
    const server = await startServer();
    const { ann, ben, channel, theirs } = await pair(server);
    const counted = nextEvent(ben, 'message.updated');
    const { message: reply } = await channel.sendMessage({
      text: 'In here',
      parent_id: 'general-001',
      show_in_channel: false,
    });
    expect(reply).toMatchObject({ type: 'reply', parent_id: 'general-001' });
    expect(reply).not.toHaveProperty('show_in_channel');
    expect((await counted).message).toMatchObject({
      id: 'general-001',
      reply_count: 1,
      thread_participants: [{ id: 'ann' }],
    });
    expect(theirs.state.messages.map(({ id }) => id)).not.toContain(reply.id);
    expect(theirs.state.threads['general-001']?.map(({ text }) => text)).toEqual(['In here']);
    await ann.deleteMessage(reply.id);
    expect((await ann.getMessage('general-001')).message).toMatchObject({
      reply_count: 0,
      deleted_reply_count: 1,
    });
  });

  test('is read in pages, the newest first chosen, ascending within', async () => {
    const server = await startServer();
    const channel = (await server.connect('ann')).channel('messaging', 'general');
    await channel.watch();
    for (const text of ['one', 'two', 'three']) {
      server.vendor.sendMessage({ cid: channel.cid, userId: 'ben', text, parentId: 'general-001' });
    }
    const page = await channel.getReplies('general-001', { limit: 2 }, [{ created_at: -1 }]);
    expect(page.messages.map(({ text }) => text)).toEqual(['two', 'three']);
    const before = await channel.getReplies('general-001', {
      limit: 2,
      id_lt: page.messages[0]?.id as string,
    });
    expect(before.messages.map(({ text }) => text)).toEqual(['one']);
  });

  test('tells those who take part and do not watch', async () => {
    const server = await startServer();
    const ann = await server.connect('ann');
    const told = nextEvent(ann, 'notification.thread_message_new');
    server.vendor.sendMessage({
      cid: 'messaging:general',
      userId: 'cleo',
      text: 'Hm',
      parentId: 'general-001',
    });
    expect(await told).toMatchObject({
      thread_id: 'general-001',
      message: { parent_id: 'general-001' },
      channel: { id: 'general' },
    });
  });
});

describe('reactions', () => {
  test('are refused where the type has them off', async () => {
    const server = await startServer();
    const { channel } = await pair(server);
    await server.backend().updateChannelType('messaging', { reactions: false });
    await expect(channel.sendReaction('general-002', { type: 'like' })).rejects.toMatchObject({
      code: 19,
      status: 400,
    });
  });

  test('are counted by type, and one’s own are the caller’s', async () => {
    const server = await startServer();
    const { ann, ben, channel, theirs } = await pair(server);
    const told = nextEvent(ben, 'reaction.new');
    await channel.sendReaction('general-002', {
      type: 'like',
      score: 3,
      ...({ emoji_code: '1f44d' } as object),
    });
    expect(await told).toMatchObject({
      reaction: { type: 'like', user_id: 'ann', score: 3, emoji_code: '1f44d' },
      message: { own_reactions: [] },
    });
    const { message } = await theirs.sendReaction('general-002', { type: 'like' });
    expect(message).toMatchObject({
      reaction_counts: { like: 2 },
      reaction_scores: { like: 4 },
      reaction_groups: { like: { count: 2, sum_scores: 4 } },
    });
    expect(message.own_reactions?.map(({ user_id }) => user_id)).toEqual(['ben']);
    const again = await channel.sendReaction('general-002', { type: 'like', score: 5 });
    expect(again.message.reaction_scores).toEqual({ like: 6 });
    expect(
      (await ann.getMessage('general-002')).message.own_reactions?.map(({ user_id }) => user_id),
    ).toEqual(['ann']);
  });

  test('a unique one takes the others’ place, and is taken away', async () => {
    const server = await startServer();
    const { ben, channel } = await pair(server);
    await channel.sendReaction('general-002', { type: 'like' });
    const told = nextEvent(ben, 'reaction.updated');
    const { message } = await channel.sendReaction('general-002', { type: 'love' }, { enforce_unique: true });
    expect(message.reaction_counts).toEqual({ love: 1 });
    await told;
    const gone = nextEvent(ben, 'reaction.deleted');
    await channel.deleteReaction('general-002', 'love');
    expect((await gone).message?.reaction_counts).toEqual({});
    await expect(channel.deleteReaction('general-002', 'love')).rejects.toMatchObject({
      code: 16,
      status: 404,
    });
  });

  test('only the ten newest ride with the message; the rest is listed in pages', async () => {
    const server = await startServer();
    const { ann, channel } = await pair(server);
    for (let n = 0; n < 12; n += 1) await channel.sendReaction('general-002', { type: `type:${n}.x` });
    const { message } = await ann.getMessage('general-002');
    expect(message.latest_reactions?.map(({ type }) => type)).toEqual(
      Array.from({ length: 10 }, (_, n) => `type:${11 - n}.x`),
    );
    expect(Object.keys(message.reaction_counts ?? {})).toHaveLength(12);
    const { reactions } = await channel.getReactions('general-002', { limit: 5, offset: 10 });
    expect(reactions.map(({ type }) => type)).toEqual(['type:1.x', 'type:0.x']);
    const first = await ann.queryReactions('general-002', { user_id: 'ann' }, [], { limit: 10 });
    const rest = await ann.queryReactions('general-002', { user_id: 'ann' }, [], {
      limit: 10,
      next: first.next as string,
    });
    expect([first.reactions.length, rest.reactions.length, rest.next]).toEqual([10, 2, undefined]);
  });
});
