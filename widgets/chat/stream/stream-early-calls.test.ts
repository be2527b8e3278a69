import { afterEach, beforeEach, expect, it } from 'vitest';
import { startLiveChat, type LiveChat } from '../testing/live-chat.ts';
import { earlyCalls } from './stream-early-calls.ts';

let live: LiveChat;
beforeEach(async () => {
  live = await startLiveChat();
});
afterEach(() => live.close());

const { signal } = new AbortController();
const general = 'messaging:general';
const presence = new Set(['watchers', 'online', 'last_active']);

it('reads what the official SDK reads', async () => {
  const calls = earlyCalls(live.tokenOf('ann'), signal);
  const channel = await calls.open(general, 30);
  const list = await calls.channels({ offset: 0, limit: 20 });
  const { connection } = await live.connect('ann');
  // Who is connected has come online meanwhile, and nothing else has changed.
  const settled = (answer: object) =>
    JSON.parse(
      JSON.stringify(answer, (key, value: unknown) => (presence.has(key) ? undefined : value)),
    ) as object;
  expect(settled(channel)).toEqual(settled(await connection.open(general, 30)));
  expect(settled(list)).toEqual(settled(await connection.channels({ offset: 0, limit: 20 })));
  expect(list).toHaveLength(2);
});

it('marks a channel as read', async () => {
  await live.backend(`/channels/messaging/general/message`, { message: { text: 'New', user_id: 'ben' } });
  const calls = earlyCalls(live.tokenOf('ann'), signal);
  expect(await calls.open(general, 1)).not.toMatchObject({ unread: 0 });
  await calls.markRead(general);
  expect(await calls.open(general, 1)).toMatchObject({ unread: 0 });
});

it('makes no channel, and reads none that the visitor may not see', async () => {
  const calls = earlyCalls(live.tokenOf('ann'), signal);
  await expect(calls.open('messaging:nowhere', 30)).rejects.toMatchObject({ kind: 'forbidden' });
});

it.each([
  ['a refused token', (token: string) => `${token.slice(0, -4)}AAAA`],
  ['no token', () => ''],
])('fails with %s', async (_, forge) => {
  const token = live.tokenOf('ann');
  const calls = earlyCalls({ ...token, token: forge(token.token) }, signal);
  await expect(calls.open(general, 30)).rejects.toMatchObject({ kind: 'unreachable' });
});

it('fails where half an answer comes, and ends when it is told to', async () => {
  await live.control('/faults', {
    vendor: 'stream',
    method: 'POST',
    path: '/channels',
    half: true,
    times: 1,
  });
  const calls = earlyCalls(live.tokenOf('ann'), signal);
  await expect(calls.open(general, 30)).rejects.toThrow();
  const ending = new AbortController();
  const reading = earlyCalls(live.tokenOf('ann'), ending.signal).open(general, 30);
  ending.abort();
  await expect(reading).rejects.toThrow('abort');
});
