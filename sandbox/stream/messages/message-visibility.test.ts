import { describe, expect, test } from 'vitest';
import { as, call } from '../testing/calls.ts';
import { startServer } from '../testing/server.ts';
import type { TestServer } from '../testing/server.ts';
import { collect, openSocket } from '../testing/socket.ts';
import type { Frame } from '../testing/socket.ts';

/** A message with a poll and an answer, of which Dan may see nothing; ways to keep it from him. */
interface Way {
  readonly name: string;
  /** What the message says of itself. */
  readonly message?: object;
  /** Somebody who sees it all the same; Ben wrote it. */
  readonly seer: string;
  /** What happens after it was written. */
  hide?(server: TestServer): Promise<unknown>;
  /** Answers to hidden history are not hidden with it. */
  readonly hidesReplies: boolean;
}

const cid = 'messaging:general';
const path = '/channels/messaging/general';
const secret = 'secret';
const words = 'The eclipse is at noon';

const ways: Way[] = [
  {
    name: 'meant for others',
    message: { restricted_visibility: ['cleo'] },
    seer: 'cleo',
    hidesReplies: true,
  },
  { name: 'shadowed', message: { text: `${words} sandbox:shadow` }, seer: 'ben', hidesReplies: true },
  {
    name: 'older than the history of a newcomer',
    seer: 'cleo',
    hidesReplies: false,
    async hide(server) {
      const general = server.backend().channel('messaging', 'general');
      await general.removeMembers(['dan']);
      await general.addMembers(['dan'], undefined, { hide_history: true });
    },
  },
  {
    name: 'older than what its reader cleared',
    seer: 'cleo',
    hidesReplies: false,
    hide: (server) => as(server, 'dan', 'POST', `${path}/hide`, { clear_history: true }),
  },
];

async function stage(way: Way): Promise<TestServer> {
  const server = await startServer();
  await as(server, 'ben', 'POST', '/polls', {
    id: 'poll',
    name: 'Coming?',
    options: [{ id: 'yes', text: 'Yes' }],
  });
  const message = { id: secret, text: words, poll_id: 'poll', ...way.message };
  const writer = way.message && 'restricted_visibility' in way.message ? null : 'ben';
  await as(server, writer, 'POST', `${path}/message`, {
    message: { ...message, ...(writer === null && { user_id: 'ben' }) },
    force_moderation: true,
  });
  await as(server, 'ben', 'POST', `${path}/message`, {
    message: { id: 'answer', text: 'Come early', parent_id: secret },
  });
  await way.hide?.(server);
  return server;
}

const saysNothing = (frames: readonly (Frame | object)[]): void => {
  const text = JSON.stringify(frames);
  expect(text).not.toContain(words);
};

const missing = `Message with id ${secret} doesn't exist`;

/** What may be asked of a message, and the name of the call in its refusal. */
const asked: [call: string, method: string, path: string, body?: object][] = [
  ['GetMessage', 'GET', `/messages/${secret}`],
  ['UpdateMessage', 'POST', `/messages/${secret}`, { message: { text: 'x' } }],
  ['UpdateMessagePartial', 'PUT', `/messages/${secret}`, { set: { text: 'x' } }],
  ['UpdateMessagePartial', 'PUT', `/messages/${secret}`, { set: { pinned: true } }],
  ['DeleteMessage', 'DELETE', `/messages/${secret}`],
  ['DeleteMessage', 'DELETE', `/messages/${secret}?delete_for_me=true`],
  ['SendReaction', 'POST', `/messages/${secret}/reaction`, { reaction: { type: 'like' } }],
  ['DeleteReaction', 'DELETE', `/messages/${secret}/reaction/like`],
  ['GetReactions', 'GET', `/messages/${secret}/reactions`],
  ['QueryReactions', 'POST', `/messages/${secret}/reactions`, {}],
  ['CreateReminder', 'POST', `/messages/${secret}/reminders`, {}],
  ['UpdateReminder', 'PATCH', `/messages/${secret}/reminders`, {}],
  ['DeleteReminder', 'DELETE', `/messages/${secret}/reminders`],
  ['CastPollVote', 'POST', `/messages/${secret}/polls/poll/vote`, { vote: { option_id: 'yes' } }],
  ['RemovePollVote', 'DELETE', `/messages/${secret}/polls/poll/vote/none`],
  ['Flag', 'POST', '/moderation/flag', { target_message_id: secret }],
  ['Unflag', 'POST', '/moderation/unflag', { target_message_id: secret }],
  ['GetThread', 'GET', `/threads/${secret}`],
  ['UpdateThreadPartial', 'PATCH', `/threads/${secret}`, { set: { title: 'x' } }],
];

/** What names it in passing is an error in the input. */
const named: [words: string, method: string, path: string, body: object][] = [
  ['parent message', 'POST', `${path}/message`, { message: { text: 'x', parent_id: secret } }],
  ['quoted message', 'POST', `${path}/message`, { message: { text: 'x', quoted_message_id: secret } }],
  ['parent message', 'POST', `${path}/draft`, { message: { text: 'x', parent_id: secret } }],
  ['quoted message', 'POST', `${path}/draft`, { message: { text: 'x', quoted_message_id: secret } }],
  ['message secret', 'POST', `${path}/read`, { message_id: secret }],
  ['thread secret', 'POST', `${path}/read`, { thread_id: secret }],
  ['message', 'POST', `${path}/unread`, { message_id: secret }],
  ['thread secret', 'POST', `${path}/unread`, { thread_id: secret }],
  ['message secret', 'POST', '/channels/delivered', { latest_delivered_messages: [{ cid, id: secret }] }],
];

describe.each(ways)('a message $name', (way) => {
  test('is not there for any call about it', async () => {
    const server = await stage(way);
    for (const [name, method, at, body] of asked) {
      const answer = await call(server, 'dan', method, at, body);
      expect(answer, `${method} ${at}`).toMatchObject({
        status: 404,
        body: { code: 16, StatusCode: 404, message: `${name} failed with error: "${missing}"` },
      });
    }
    for (const [part, method, at, body] of named) {
      const answer = await call(server, 'dan', method, at, body);
      expect(answer, `${method} ${at}`).toMatchObject({ status: 400, body: { code: 4, StatusCode: 400 } });
      expect(answer.body['message']).toContain(part);
    }
    const replies = await call(server, 'dan', 'GET', `/messages/${secret}/replies`);
    expect(replies.status).toBe(way.hidesReplies ? 404 : 200);
    const seen = await as(server, way.seer, 'GET', `/messages/${secret}`);
    expect(JSON.stringify(seen)).toContain(words);
  });

  test('is told of to those who see it, whatever happens to it, and to nobody else', async () => {
    const server = await stage(way);
    const sockets = [await openSocket(server, way.seer), await openSocket(server, 'dan')];
    for (const socket of sockets) await socket.watch(cid);
    await collect(server, sockets);
    const reaction = { type: 'like' };
    await as(server, 'ben', 'POST', `/messages/${secret}/reaction`, { reaction });
    await as(server, 'ben', 'POST', `/messages/${secret}/reaction`, {
      reaction: { type: 'love' },
      enforce_unique: true,
    });
    await as(server, 'ben', 'DELETE', `/messages/${secret}/reaction/love`);
    await as(server, 'ben', 'PUT', `/messages/${secret}`, { set: { text: `${words}.` } });
    await as(server, null, 'PATCH', `/messages/${secret}/ephemeral`, { set: { text: `${words}!` } });
    await as(server, 'ben', 'POST', `/messages/${secret}/polls/poll/vote`, { vote: { option_id: 'yes' } });
    await as(server, 'ben', 'PATCH', '/polls/poll', { set: { is_closed: true } });
    await as(server, 'ben', 'PATCH', `/threads/${secret}`, { set: { title: 'Noon' } });
    await as(server, 'ben', 'POST', `${path}/read`, { thread_id: secret });
    await as(server, 'ben', 'DELETE', '/messages/answer');
    await as(server, 'ben', 'DELETE', `/messages/${secret}`);
    await as(server, null, 'POST', `/messages/${secret}/undelete`, { undeleted_by: 'ben' });
    await as(server, null, 'DELETE', `/messages/${secret}?hard=true`);
    const [seen = [], hidden = []] = await collect(server, sockets);
    const own = way.seer === 'ben' ? ['notification.mark_read'] : [];
    expect(seen.map(({ type }) => type)).toEqual([
      ...['reaction.new', 'reaction.updated', 'reaction.deleted', 'message.updated', 'message.updated'],
      ...['poll.vote_casted', 'poll.closed', 'thread.updated', 'message.read', ...own],
      ...['message.deleted', 'message.updated', 'message.deleted', 'message.undeleted', 'message.deleted'],
    ]);
    // The answer was written before, and is not hidden of itself.
    expect(hidden.map(({ type }) => type)).toEqual(way.hide ? [] : ['message.deleted']);
    saysNothing(hidden);
  });

  test('is not shown by what quotes it: in no answer, and in no event', async () => {
    const server = await stage(way);
    const watching = [await openSocket(server, 'ben'), await openSocket(server, 'dan')];
    for (const socket of watching) await socket.watch(cid);
    const sockets = [...watching, await openSocket(server, 'ben'), await openSocket(server, 'dan')];
    await collect(server, sockets);
    const quoting = { id: 'quoting', text: 'Indeed', quoted_message_id: secret };
    await as(server, 'ben', 'POST', `${path}/message`, { message: quoting });
    await as(server, 'ben', 'POST', '/messages/quoting/reaction', { reaction: { type: 'like' } });
    await as(server, 'ben', 'PUT', '/messages/quoting', { set: { mood: 'calm' } });
    await as(server, 'ben', 'POST', `${path}/message`, { message: { text: 'So', parent_id: 'quoting' } });
    await as(server, 'ben', 'PATCH', '/threads/quoting', { set: { title: 'Indeed' } });
    await as(server, 'dan', 'POST', '/messages/quoting/reminders', {});
    await as(server, 'dan', 'POST', `${path}/draft`, {
      message: { text: 'x', quoted_message_id: 'quoting' },
    });
    const lists = await collect(server, sockets);
    const types = lists.map((frames) => frames.map(({ type }) => type));
    const watched = ['message.new', 'reaction.new', 'message.updated', 'message.new', 'message.updated'];
    expect(types[0]).toEqual([...watched, 'thread.updated']);
    expect(types[1]).toEqual([...watched, 'thread.updated', 'reminder.created', 'draft.updated']);
    expect(types[2]).toEqual(['notification.message_new']);
    expect(types[3]).toEqual(['notification.message_new', 'reminder.created', 'draft.updated']);
    const quotes = lists.map((frames) => {
      const messages = frames.flatMap(({ message }) => (message ? [message as Record<string, unknown>] : []));
      const ofQuoting = messages.filter(({ id }) => id === 'quoting');
      expect(ofQuoting.every((message) => message['quoted_message_id'] === secret)).toBe(true);
      return ofQuoting.map((message) => (message['quoted_message'] as { id: string } | undefined)?.id);
    });
    expect(quotes).toEqual([
      [secret, secret, secret, secret],
      [undefined, undefined, undefined, undefined],
      [secret],
      [undefined],
    ]);
    saysNothing([...(lists[1] ?? []), ...(lists[3] ?? [])]);
    const since = new Date(server.context.clock.now() - 60_000).toISOString();
    const search = `/search?payload=${encodeURIComponent(
      JSON.stringify({ filter_conditions: { cid }, query: 'Indeed' }),
    )}`;
    const reads: [string, string, object?][] = [
      ['POST', `${path}/query`, {}],
      ['POST', '/channels', { filter_conditions: { cid }, message_limit: 10 }],
      ['GET', '/messages/quoting'],
      ['GET', `${path}/messages?ids=quoting`],
      ['GET', search],
      ['GET', '/threads/quoting'],
      ['GET', `${path}/draft`],
      ['POST', '/reminders/query', {}],
      ['POST', '/sync', { channel_cids: [cid], last_sync_at: since }],
    ];
    for (const [method, at, body] of reads) {
      saysNothing([await as(server, 'dan', method, at, body)]);
    }
    expect(JSON.stringify(await as(server, 'ben', 'GET', '/messages/quoting'))).toContain(words);
    expect(JSON.stringify(await as(server, null, 'GET', '/messages/quoting'))).toContain(words);
  });
});

describe('history that its reader has cleared', () => {
  const clear = (server: TestServer) => as(server, 'dan', 'POST', `${path}/hide`, { clear_history: true });

  test('rings no reminder, and lists none', async () => {
    const server = await startServer();
    const remind_at = new Date(server.context.clock.now() + 60_000).toISOString();
    await as(server, 'dan', 'POST', '/messages/general-001/reminders', { remind_at });
    await clear(server);
    const dan = await openSocket(server, 'dan');
    server.context.clock.advance(120);
    expect(await collect(server, [dan])).toEqual([[]]);
    expect(await as(server, 'dan', 'POST', '/reminders/query', {})).toMatchObject({ reminders: [] });
  });

  test('takes its threads out of list and counts, and tells of no answers there', async () => {
    const server = await startServer();
    await as(server, 'ben', 'POST', `${path}/message`, { message: { id: secret, text: words } });
    await as(server, 'dan', 'POST', `${path}/message`, { message: { text: 'Where?', parent_id: secret } });
    const [ben, dan] = [await openSocket(server, 'ben'), await openSocket(server, 'dan')];
    const list = async () => (await as(server, 'dan', 'POST', '/threads', {}))['threads'];
    expect(await list()).toMatchObject([{ parent_message_id: secret }, {}]);
    await clear(server);
    await collect(server, [ben, dan]);
    await as(server, 'cleo', 'POST', `${path}/message`, { message: { text: 'Here', parent_id: secret } });
    const types = (await collect(server, [ben, dan])).map((frames) => frames.map(({ type }) => type));
    expect(types).toEqual([['notification.thread_message_new'], []]);
    expect(await list()).toEqual([]);
    expect(await as(server, 'dan', 'GET', '/unread')).toMatchObject({
      total_unread_threads_count: 0,
      threads: [],
    });
  });

  test('is still the backend’s to change in its author’s name, and what quotes it its author’s', async () => {
    const server = await startServer();
    const mine = { id: 'mine', text: words };
    await as(server, 'dan', 'POST', `${path}/message`, { message: mine });
    await as(server, 'dan', 'POST', `${path}/message`, {
      message: { id: 'quoting', text: 'Well', quoted_message_id: 'mine' },
    });
    await clear(server);
    const refused = { status: 404, body: { code: 16 } };
    expect(await call(server, 'dan', 'PUT', '/messages/mine', { set: { text: 'x' } })).toMatchObject(refused);
    await as(server, null, 'PUT', '/messages/mine', { set: { text: `${words}!` } });
    await as(server, null, 'DELETE', '/messages/mine');
    const general = server.backend().channel('messaging', 'general');
    await general.removeMembers(['dan']);
    await general.addMembers(['dan'], undefined, { hide_history: true });
    await as(server, null, 'PUT', '/messages/quoting', { set: { text: 'Well, well' } });
  });
});
