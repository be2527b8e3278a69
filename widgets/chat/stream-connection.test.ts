import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clientProblem, WorkerError } from '../session/problem.ts';
import { ChatError } from './connection.ts';
import { Desk } from './outbox/desk.ts';
import { ChatStore } from './store/chat.store.ts';
import { StreamConnection } from './stream-connection.ts';
import { startLiveChat, type LiveChat } from './testing/live-chat.ts';

/** The official SDK, as the chat uses it, against the sandbox's own servers. */
let live: LiveChat;
const tokenOf: LiveChat['tokenOf'] = (...given) => live.tokenOf(...given);
const connect: LiveChat['connect'] = (...given) => live.connect(...given);
const control: LiveChat['control'] = (...given) => live.control(...given);
const general = 'messaging:general';

beforeEach(async () => {
  live = await startLiveChat();
});

afterEach(() => live.close());

describe('asking', () => {
  it('lists the visitor’s channels with their last message and counts', async () => {
    const { connection } = await connect('ann');
    expect(connection.user).toMatchObject({ id: 'ann', name: 'Ann Archer' });
    const answers = await connection.channels({ offset: 0, limit: 20 });
    expect(answers.map(({ channel }) => channel.cid).sort()).toEqual(['messaging:ann-ben', general]);
    for (const answer of answers) expect(answer.messages).toHaveLength(1);
    const total = answers.reduce((sum, { unread }) => sum + unread, 0);
    expect(connection.unreadTotal).toBe(total);
  });

  it('opens a channel and pages back to its first message', async () => {
    const { connection } = await connect('ann');
    const answer = await connection.open(general, 30);
    expect(answer.messages).toHaveLength(30);
    expect(answer.channel.members.map(({ id }) => id).sort()).toEqual(['ann', 'ben', 'cleo', 'dan']);
    const pages = await connection.part('page');
    let messages = answer.messages;
    for (let more = answer.more; more;) {
      const page = await pages.before(general, messages[0]?.id ?? '', 30);
      messages = [...page, ...messages];
      more = page.length >= 30;
    }
    const [, , third] = messages;
    const around = await pages.around(general, messages[60]?.id ?? '', 5);
    expect(around).toEqual(messages.slice(58, 63));
    expect(await pages.around(general, messages[60]?.createdAt ?? 0, 5)).toEqual(around);
    expect(await pages.after(general, third?.id ?? '', 4)).toEqual(messages.slice(3, 7));
    await expect(pages.after(general, 'nobody', 4)).rejects.toMatchObject({ kind: 'refused' });
    expect(messages).toHaveLength(120);
    const times = messages.map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(new Set(messages.map(({ id }) => id)).size).toBe(120);
  });

  it('makes no channel of a name that does not exist', async () => {
    const { connection } = await connect('ann');
    await expect(connection.open('messaging:nowhere', 30)).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(connection.open('messaging:nowhere', 30)).rejects.toBeInstanceOf(ChatError);
    const { connection: other } = await connect('dan');
    await expect(other.open('messaging:ann-ben', 30)).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

describe('living', () => {
  it('counts who looks at a channel, as they come, write and go', async () => {
    const ann = await connect('ann');
    const counted = () =>
      ann.events.flatMap((event) =>
        event.type === 'channel-changed' && event.cid === general ? [event.patch.watchers] : [],
      );
    expect((await ann.connection.open(general, 30)).channel.watchers).toBe(1);
    const ben = await connect('ben');
    expect((await ben.connection.open(general, 30)).channel.watchers).toBe(2);
    await vi.waitFor(() => expect(counted().at(-1)).toBe(2));
    // What members make up themselves counts nobody.
    const event = { type: 'confetti', user_id: 'ben', watcher_count: 9_999 };
    expect((await live.backend('/channels/messaging/general/event', { event })).status).toBe(201);
    await ben.connection.send(general, { id: 'watched-1', text: 'Hello' });
    await ann.next('message');
    expect(counted()).not.toContain(9_999);
    expect(counted().at(-1)).toBe(2);
    await ben.connection.close();
    await vi.waitFor(() => expect(counted().at(-1)).toBe(1));
  });

  it('brings a message, its changes and its end to the other side', async () => {
    const ann = await connect('ann');
    const ben = await connect('ben');
    await Promise.all([ann.connection.open(general, 30), ben.connection.open(general, 30)]);
    const sent = await ann.connection.send(general, { id: 'my-own-id', text: 'Hello Ben' });
    expect((await ben.next('message')).message).toMatchObject({
      id: sent.id,
      text: 'Hello Ben',
      user: { id: 'ann', name: 'Ann Archer' },
      kind: 'regular',
    });
    await (await ben.connection.part('reactions')).react(general, sent.id, 'like', true);
    const reacted = await ben.next('message-changed');
    expect(reacted.message.reactions).toMatchObject([{ type: 'like', count: 1 }]);
    expect(reacted.ownReaction).toEqual({ type: 'like', on: true });
    expect((await ann.next('message-changed')).ownReaction).toBeUndefined();
    ann.events.length = 0;
    ben.events.length = 0;
    expect(await (await ann.connection.part('change')).edit(sent.id, 'Hello again')).toMatchObject({
      text: 'Hello again',
      edited: true,
    });
    expect((await ben.next('message-changed')).message.text).toBe('Hello again');
    ben.events.length = 0;
    await (await ann.connection.part('change')).remove(sent.id);
    expect((await ben.next('message-changed')).message).toMatchObject({ kind: 'deleted', text: '' });
  });

  it('tells what has reached whom, before they read it', async () => {
    const ann = await connect('ann');
    const ben = await connect('ben');
    await Promise.all([ann.connection.open(general, 30), ben.connection.open(general, 30)]);
    const sent = await ann.connection.send(general, { id: 'on-its-way', text: 'Are you there?' });
    const told = await vi.waitFor(
      () => {
        const event = ann.events.find((each) => each.type === 'delivered' && each.userId === 'ben');
        if (event?.type !== 'delivered') throw new Error('Not delivered');
        return event;
      },
      { timeout: 20_000, interval: 50 },
    );
    expect(told.cid).toBe(general);
    expect(told.at).toBeGreaterThanOrEqual(sent.createdAt);
    expect((await ann.connection.open(general, 1)).deliveredTo['ben']).toBe(told.at);
  });

  it('tells who types and who has read', async () => {
    const ann = await connect('ann');
    const ben = await connect('ben');
    await Promise.all([ann.connection.open(general, 30), ben.connection.open(general, 30)]);
    ann.connection.typing(general);
    expect(await ben.next('typing')).toMatchObject({ cid: general, user: { id: 'ann' }, on: true });
    await ann.connection.send(general, { id: 'seen', text: 'Seen?' });
    await ben.next('message');
    await ben.connection.markRead(general);
    expect(await ann.next('read')).toMatchObject({ cid: general, userId: 'ben' });
  });

  it('watches a channel that the visitor was added to, and counts there', async () => {
    const ben = await connect('ben');
    await ben.connection.channels({ offset: 0, limit: 20 });
    const dan = await connect('dan');
    await dan.connection.channels({ offset: 0, limit: 20 });
    const made = await live.backend('/channels/messaging/ben-dan/query', {
      data: { created_by_id: 'dan', members: ['ben', 'dan'] },
    });
    expect(made.ok).toBe(true);
    const { answer } = await ben.next('channel-added');
    expect(answer.channel.cid).toBe('messaging:ben-dan');
    await dan.next('channel-added');
    await dan.connection.send('messaging:ben-dan', { id: 'hi-ben', text: 'Hi Ben' });
    expect((await ben.next('message')).message.text).toBe('Hi Ben');
    await ben.next('unread-total');
    expect(ben.connection.unreadTotal).toBeGreaterThan(0);
  });
});

it('counts as unread what the vendor does, whatever comes and whomever the visitor mutes', async () => {
  const ann = await connect('ann');
  const store = new ChatStore(new Desk(ann.connection), {
    arrived: () => undefined,
    failed: () => undefined,
  });
  await store.loadChannels();
  const rows = () => store.snapshot.channels.reduce((sum, { unread }) => sum + unread, 0);
  const agreed = (total: number) =>
    vi.waitFor(() => expect([rows(), store.snapshot.unread]).toEqual([total, total]), { timeout: 10_000 });
  const before = rows();
  const ben = await connect('ben');
  await ben.connection.open(general, 1);
  await ben.connection.send(general, { id: 'heard', text: 'Hello' });
  await agreed(before + 1);
  const notice = { text: 'Closed on Sunday', type: 'system', user_id: 'cleo' };
  await live.backend('/channels/messaging/general/message', { message: notice });
  await agreed(before + 2);
  // On another device of hers.
  await live.backend('/moderation/mute', { target_ids: ['ben'], user_id: 'ann' });
  await vi.waitFor(() => expect(ann.connection.isMuted('ben')).toBe(true), { timeout: 10_000 });
  await vi.waitFor(() => expect(rows()).toBeLessThan(before + 2), { timeout: 10_000 });
  const without = rows();
  await agreed(without);
  await ben.connection.send(general, { id: 'unheard', text: 'Hello?' });
  await vi.waitFor(() => expect(store.channel(general)?.messages).toMatchObject([{ id: 'unheard' }]), {
    timeout: 10_000,
  });
  await agreed(without);
  store.close();
});

describe('failing', () => {
  it('says "duplicate" for an id that is there already', async () => {
    const { connection } = await connect('ann');
    await connection.open(general, 30);
    await connection.send(general, { id: 'once', text: 'Once' });
    await expect(connection.send(general, { id: 'once', text: 'Once' })).rejects.toMatchObject({
      kind: 'duplicate',
    });
  });

  it('rejects with the vendor’s refusal of a token, and leaves no socket behind', async () => {
    const forged = { ...tokenOf('ann'), token: `${tokenOf('ann').token.slice(0, -4)}AAAA` };
    await expect(StreamConnection.connect(forged, () => Promise.resolve(forged))).rejects.toBeInstanceOf(
      ChatError,
    );
  });

  it('renews a token before it ends, and goes on', async () => {
    const fetchToken = vi.fn(() => Promise.resolve(tokenOf('ann', 2)));
    const { connection, events } = await connect('ann', fetchToken);
    await connection.open(general, 5);
    await vi.waitFor(() => expect(fetchToken.mock.calls.length).toBeGreaterThanOrEqual(3));
    await expect(
      connection.send(general, { id: 'after-renewal', text: 'Still here' }),
    ).resolves.toMatchObject({
      text: 'Still here',
    });
    expect(events.filter(({ type }) => type === 'ended')).toEqual([]);
  });

  it('ends, and does not ask without end, when its tokens are refused', async () => {
    const fetchToken = vi.fn(() => Promise.resolve(tokenOf('ann')));
    const { connection, next } = await connect('ann', fetchToken);
    await connection.open(general, 5);
    fetchToken.mockImplementation(() =>
      Promise.reject(
        new WorkerError({ ...clientProblem('signed_out', 'Nobody is signed in.'), status: 401 }),
      ),
    );
    await control('/faults', { vendor: 'stream', expire: true });
    await expect(connection.send(general, { id: 'late', text: 'Late' })).rejects.toBeInstanceOf(ChatError);
    await next('ended');
    const asked = fetchToken.mock.calls.length;
    expect(asked).toBeLessThan(4);
  });
});

it('fills the hole that a cut socket leaves, through the store', async () => {
  const ann = await connect('ann');
  const ben = await connect('ben');
  await ben.connection.open(general, 5);
  const store = new ChatStore(new Desk(ann.connection), {
    arrived: () => undefined,
    failed: () => undefined,
  });
  store.select(general);
  await vi.waitFor(() => expect(store.selected?.opened).toBe(true));
  // Both sockets go; ben writes on by REST.
  await control('/faults', { vendor: 'stream', refuse: true });
  await control('/faults', { vendor: 'stream', cut: 1011 });
  const texts = Array.from({ length: 70 }, (_, index) => `missed ${index}`);
  for (const [index, text] of texts.entries())
    await ben.connection.send(general, { id: `missed-${index}`, text });
  await control('/faults', {}, 'DELETE');
  await Promise.all([ann.next('recovered'), ben.next('recovered')]);
  await vi.waitFor(() => {
    const shown = store.selected?.messages.map(({ text }) => text) ?? [];
    expect(shown.slice(-texts.length)).toEqual(texts);
  });
  const { messages: truth } = await ben.connection.open(general, 100);
  expect(store.selected?.messages.slice(-100).map(({ id }) => id)).toEqual(truth.map(({ id }) => id));
  store.close();
});
