import { runDurableObjectAlarm } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { credentials } from '../../sandbox/credentials.ts';
import type { ChatToken, Session } from '../contract/index.ts';
import { addFault, codeSentTo, origins, requests, resetSandbox } from '../testing/sandbox.ts';
import { identityToken, TestWorker } from '../testing/test-worker.ts';

let worker: TestWorker;

beforeEach(async () => {
  await resetSandbox();
  worker = new TestWorker();
});

const guestSession = () =>
  worker.call('createSession', { body: { grant: 'guest', include: ['chat', 'feed'] } });
const signIn = async (sub: string, before?: Session): Promise<Session> =>
  worker.call('createSession', {
    ...(before && { accessToken: before.accessToken }),
    body: { grant: 'identity', token: await identityToken({ sub, name: 'Ann Archer' }), include: ['chat'] },
  });

async function stream<T>(
  { apiKey, token }: Pick<ChatToken, 'apiKey' | 'token'>,
  path: string,
  body: unknown,
): Promise<T> {
  const response = await fetch(`${origins.stream}${path}?api_key=${apiKey}`, {
    method: 'POST',
    headers: { authorization: token, 'stream-auth-type': 'jwt', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  expect(response.ok, text).toBe(true);
  return JSON.parse(text) as T;
}

function chatOf(session: Session): ChatToken {
  if (!session.chat) throw new Error('There is no chat token.');
  return session.chat;
}

/** The guest begins a conversation with Ben, and writes. */
async function write(session: Session, id: string): Promise<void> {
  const chat = chatOf(session);
  await stream(chat, `/channels/messaging/${id}/query`, { data: { members: [chat.userId, 'ben'] } });
  await stream(chat, `/channels/messaging/${id}/message`, { message: { text: `Where is ${id}?` } });
}

interface Listed {
  channels: { channel: { id: string }; messages: { text: string }[]; members: { user_id: string }[] }[];
}

/** The conversations of a session, as its own chat would list them. */
async function conversations(session: Session) {
  const chat = chatOf(session);
  const { channels } = await stream<Listed>(chat, '/channels', {
    filter_conditions: { members: { $in: [chat.userId] } },
    state: true,
    limit: 30,
  });
  return channels
    .map(({ channel, messages, members }) => ({
      id: channel.id,
      texts: messages.map(({ text }) => text),
      members: members.map(({ user_id: id }) => id).sort(),
    }))
    .sort((a, b) => a.id.localeCompare(b.id));
}

const nextUser = () => `new-${crypto.randomUUID()}`;
const outcomes = () =>
  worker.log.flatMap(({ event, outcome }) => (event === 'guest_carried_over' ? [outcome] : []));

describe('a guest who signs in', () => {
  test('keeps the conversations, and is a guest in them no more', async () => {
    const guest = await guestSession();
    await write(guest, 'order-1');
    await write(guest, 'order-2');
    const user = nextUser();
    const session = await signIn(user, guest);
    expect(await conversations(session)).toEqual([
      { id: 'order-1', texts: ['Where is order-1?'], members: ['ben', user] },
      { id: 'order-2', texts: ['Where is order-2?'], members: ['ben', user] },
    ]);
    expect(await conversations(guest)).toEqual([]);
    expect(outcomes()).toEqual(['done']);
    const { accessToken } = guest;
    expect((await worker.refused('createChatToken', { accessToken })).code).toBe('session_expired');
  });

  test('keeps them by a verified phone, where the page takes the session over', async () => {
    const guest = await guestSession();
    await write(guest, 'order-1');
    const phone = '+13125550123';
    const { accessToken } = guest;
    const { id } = await worker.call('createVerification', {
      accessToken,
      body: { to: phone, channel: 'sms' },
    });
    const body = { code: await codeSentTo(phone), signin: true } as const;
    const { session } = await worker.call('checkVerification', { accessToken, params: { id }, body });
    const chat = await worker.call('createChatToken', session);
    expect(await conversations({ ...session, chat })).toMatchObject([{ id: 'order-1' }]);
  });

  test('keeps them as a guest while the page goes on as one', async () => {
    const guest = await guestSession();
    await write(guest, 'order-1');
    const phone = '+13125550124';
    const { accessToken } = guest;
    const { id } = await worker.call('createVerification', {
      accessToken,
      body: { to: phone, channel: 'sms' },
    });
    const body = { code: await codeSentTo(phone) };
    await worker.call('checkVerification', { accessToken, params: { id }, body });
    expect(await conversations(guest)).toMatchObject([{ id: 'order-1' }]);
  });

  test('brings more conversations than the vendor lists at once', async () => {
    const guest = await guestSession();
    for (let index = 0; index < 33; index += 1) await write(guest, `order-${index}`);
    await signIn(nextUser(), guest);
    expect(await conversations(guest)).toEqual([]);
  }, 60_000);

  test('brings what can be brought: a direct message takes nobody else', async () => {
    const guest = await guestSession();
    const chat = chatOf(guest);
    await stream(chat, '/channels/messaging/query', { data: { members: [chat.userId, 'ben'] } });
    await write(guest, 'order-1');
    const session = await signIn(nextUser(), guest);
    expect(await conversations(session)).toMatchObject([{ id: 'order-1' }]);
    expect(outcomes()).toEqual(['partly']);
  });

  test('brings the notifications', async () => {
    const guest = await guestSession();
    const trigger = await fetch(`${origins.knock}/v1/workflows/welcome/trigger`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${credentials.knock.secretKey}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ recipients: [guest.user.id] }),
    });
    expect(trigger.status).toBe(200);
    const before = await worker.call('getSummary', guest);
    expect(before.feed?.unseen).toBeGreaterThan(0);
    const session = await signIn(nextUser(), guest);
    expect((await worker.call('getSummary', session)).feed).toEqual(before.feed);
  });

  test('is no guest any more: the session has ended, and opens nothing to anybody else', async () => {
    const guest = await guestSession();
    await write(guest, 'order-1');
    const ann = nextUser();
    const annSession = await signIn(ann, guest);
    const renewal = await worker.request('createSession', {
      body: { grant: 'refresh', refreshToken: guest.refreshToken ?? '' },
    });
    expect(renewal.status).toBe(401);
    const eve = await signIn(nextUser(), guest);
    expect(await conversations(eve)).toEqual([]);
    expect(await conversations(annSession)).toHaveLength(1);
  });

  test('goes to one user alone, whoever signs in at the same moment', async () => {
    const guest = await guestSession();
    await write(guest, 'order-1');
    const sessions = await Promise.all([nextUser(), nextUser(), nextUser()].map((id) => signIn(id, guest)));
    const lists = await Promise.all(sessions.map(conversations));
    expect(lists.filter((list) => list.length > 0)).toHaveLength(1);
  });

  test('signs in also while the vendor is down, and has the conversations afterwards', async () => {
    const guest = await guestSession();
    await write(guest, 'order-1');
    await addFault({ vendor: 'stream', method: 'POST', path: '/channels', status: 500, times: 1 });
    const session = await signIn(nextUser(), guest);
    expect(outcomes()).toEqual(['later']);
    expect(await conversations(session)).toEqual([]);
    expect(await runDurableObjectAlarm(env.CARRY_OVERS.getByName(guest.user.id))).toBe(true);
    expect(await conversations(session)).toMatchObject([{ id: 'order-1' }]);
    expect(await runDurableObjectAlarm(env.CARRY_OVERS.getByName(guest.user.id))).toBe(false);
  });

  test('loses nothing when the vendor fails half-way', async () => {
    const guest = await guestSession();
    for (const id of ['order-1', 'order-2', 'order-3']) await write(guest, id);
    await addFault({
      vendor: 'stream',
      method: 'POST',
      path: '/channels/messaging/order-2',
      status: 503,
      times: 1,
    });
    const session = await signIn(nextUser(), guest);
    const both = [...(await conversations(session)), ...(await conversations(guest))];
    expect(new Set(both.map(({ id }) => id))).toEqual(new Set(['order-1', 'order-2', 'order-3']));
    await runDurableObjectAlarm(env.CARRY_OVERS.getByName(guest.user.id));
    expect(await conversations(session)).toHaveLength(3);
    expect(await conversations(guest)).toEqual([]);
  });

  test('who never wrote costs one question', async () => {
    const guest = await worker.call('createSession', { body: { grant: 'guest' } });
    await resetSandbox();
    await worker.call('createSession', {
      ...guest,
      body: { grant: 'identity', token: await identityToken({ sub: nextUser() }) },
    });
    expect((await requests()).map(({ vendor }) => vendor).sort()).toEqual(['knock', 'stream']);
  });
});

test('a session of the site brings nothing to another user', async () => {
  const ann = await signIn('ann');
  const before = await conversations(ann);
  const eve = await signIn(nextUser(), ann);
  expect(await conversations(eve)).toEqual([]);
  expect(await conversations(ann)).toEqual(before);
});
