import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { general, other } from '../../testing/pretend-chat.ts';
import { ann, ben, PretendConnection } from '../../testing/pretend-connection.ts';
import type { WritingCalls } from '../writing-calls.ts';
import { Suggestions } from './suggestions.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Suggestions in channels with more members than are here; Ben is in the other one alone. */
async function writing() {
  const connection = new PretendConnection();
  for (const cid of [general, other]) connection.addChannel(cid, { members: [ann], memberCount: 200 });
  const { channel: first } = await connection.open(general, 1);
  const { channel: second } = await connection.open(other, 1);
  let channel = first;
  const asked: string[] = [];
  const calls: Pick<WritingCalls, 'members'> = {
    members: (cid, query) => {
      asked.push(`${cid} ${query}`);
      return Promise.resolve(cid === other ? [ben] : []);
    },
  };
  const suggestions = new Suggestions({
    channel: () => channel,
    writers: () => [],
    ownId: () => ann.id,
    audiences: () => ['channel', 'here'],
    calls: () => Promise.resolve(calls as WritingCalls),
    emoji: () => Promise.resolve([]),
    changed: () => undefined,
  });
  const type = async (text: string) => {
    const done = suggestions.update(text, text.length);
    await vi.runAllTimersAsync();
    await done;
    return suggestions.shown?.items.map(({ label }) => label);
  };
  return { asked, type, goOn: () => (channel = second) };
}

it('asks for nobody again while a name that nobody has is typed on', async () => {
  const { asked, type } = await writing();
  await type('@b');
  await type('@be');
  expect(asked).toEqual([`${general} b`]);
});

it('asks in another channel, where somebody may have that name', async () => {
  const { asked, type, goOn } = await writing();
  await type('@be');
  goOn();
  expect(await type('@ben')).toEqual(['Ben Baker']);
  expect(asked).toEqual([`${general} be`, `${other} ben`]);
});

it('asks anew for another mention: somebody of that name may have come', async () => {
  const { asked, type } = await writing();
  await type('@be');
  await type('');
  await type('Hello @be');
  expect(asked).toEqual([`${general} be`, `${general} be`]);
});

it('suggests everybody at once after people, by the beginning of the word alone', async () => {
  const { type, goOn } = await writing();
  goOn();
  expect(await type('@')).toEqual(['Ben Baker', 'channel', 'here']);
  expect(await type('@HE')).toEqual(['Ben Baker', 'here']);
  // Within the word "channel".
  expect(await type('@ann')).toEqual(['Ben Baker']);
});
