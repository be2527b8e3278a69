import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Desk } from '../../outbox/desk.ts';
import { ChatStore } from '../../store/chat.store.ts';
import { startLiveChat, type LiveChat } from '../../testing/live-chat.ts';
import type { NewPoll } from '../poll-calls.ts';
import { chosenIn } from '../poll-model.ts';
import { pollOf, type PollStore } from './polls.ts';

/** Polls by the official SDK against the sandbox's own server. */
let live: LiveChat;
const general = 'messaging:general';

beforeEach(async () => {
  live = await startLiveChat();
});

afterEach(() => live.close());

const lunch: NewPoll = {
  question: 'Lunch?',
  options: ['Soup', 'Salad', 'Pasta'],
  multiple: false,
  anonymous: false,
  suggestions: true,
};

/** Ann asks, and both see it. */
async function asked(patch: Partial<NewPoll> = {}) {
  const [ann, ben] = [await live.connect('ann'), await live.connect('ben')];
  await Promise.all([ann.connection.open(general, 5), ben.connection.open(general, 5)]);
  const pollId = await (await ann.connection.part('polls')).create({ ...lunch, ...patch });
  const message = await ann.connection.send(general, { id: 'the-poll', text: '', pollId });
  const [anns, bens] = await Promise.all(
    [ann, ben].map(async ({ connection }) => {
      const store = new ChatStore(new Desk(connection), {
        arrived: () => undefined,
        failed: () => undefined,
      });
      const poll = pollOf(store, message);
      if (!poll) throw new Error('No poll');
      await poll.seen(message);
      return poll;
    }),
  );
  if (!anns || !bens) throw new Error('No poll');
  const id = (text: string): string => anns.shown?.options.find((option) => option.text === text)?.id ?? '';
  return { ann, ben, anns, bens, id };
}

const counts = (poll: PollStore) =>
  Object.fromEntries((poll.shown?.options ?? []).map(({ text, votes }) => [text, votes]));

it('shows a vote at once, moves it, takes it back, and tells the others', async () => {
  const { anns, bens, id } = await asked();
  const cast = bens.choose(id('Soup'));
  expect(counts(bens)).toEqual({ Soup: 1, Salad: 0, Pasta: 0 });
  expect(await cast).toBe(true);
  await vi.waitFor(() => expect(counts(anns)).toEqual({ Soup: 1, Salad: 0, Pasta: 0 }));
  expect(anns.shown?.options[0]?.voters.map(({ id: voter }) => voter)).toEqual(['ben']);
  expect(anns.shown?.own).toEqual([]);
  expect(await bens.choose(id('Pasta'))).toBe(true);
  expect(await bens.clear()).toBe(true);
  await vi.waitFor(() => expect(counts(anns)).toEqual({ Soup: 0, Salad: 0, Pasta: 0 }));
  expect(bens.snapshot.wish).toBeUndefined();
});

it('knows of votes that were cast while its code was on its way', async () => {
  const { ben, anns, id } = await asked();
  const pollId = anns.shown?.id ?? '';
  const stale = await ben.connection.send(general, { id: 'again', text: '', pollId });
  await anns.choose(id('Salad'));
  const store = new ChatStore(new Desk(ben.connection), {
    arrived: () => undefined,
    failed: () => undefined,
  });
  const late = pollOf(store, stale) ?? expect.fail('no poll');
  await late.seen(stale);
  expect(counts(late)).toEqual({ Soup: 0, Salad: 1, Pasta: 0 });
});

it('ends with what was pressed last, however fast', async () => {
  const { bens, id } = await asked({ multiple: true });
  const all = ['Soup', 'Salad', 'Soup', 'Pasta', 'Salad', 'Soup'].map((text) => bens.choose(id(text)));
  expect(await Promise.all(all)).not.toContain(false);
  expect(counts(bens)).toEqual({ Soup: 1, Salad: 0, Pasta: 1 });
  await bens.renew();
  expect(counts(bens)).toEqual({ Soup: 1, Salad: 0, Pasta: 1 });
  expect(new Set(chosenIn(bens.snapshot.poll ?? expect.fail('no poll')))).toEqual(
    new Set([id('Soup'), id('Pasta')]),
  );
});

it('takes back what the vendor refused, and shows what has been decided meanwhile', async () => {
  const { anns, bens, id } = await asked();
  const ended = anns.end();
  const cast = bens.choose(id('Soup'));
  expect(await ended).toBe(true);
  expect(await bens.choose(id('Salad'))).toBe(false);
  await cast;
  await vi.waitFor(() => expect(bens.shown?.closed).toBe(true));
  expect(bens.snapshot.wish).toBeUndefined();
  await vi.waitFor(() => expect(counts(bens)).toEqual(counts(anns)));
});

it('lets others add options, and only its maker end it', async () => {
  const { anns, bens } = await asked();
  expect(await bens.suggest('Pizza')).toBe(true);
  await vi.waitFor(() => expect(Object.keys(counts(anns))).toEqual(['Soup', 'Salad', 'Pasta', 'Pizza']));
  expect(await bens.end()).toBe(false);
  expect(await anns.end()).toBe(true);
  await vi.waitFor(() => expect(bens.shown?.closed).toBe(true));
});

it('names nobody in an anonymous poll, but knows the own vote', async () => {
  const { ben, anns, bens, id } = await asked({ anonymous: true });
  await bens.choose(id('Soup'));
  await vi.waitFor(() => expect(counts(anns)).toMatchObject({ Soup: 1 }));
  expect(anns.shown?.options[0]?.voters).toEqual([]);
  expect(chosenIn(bens.shown ?? expect.fail('no poll'))).toEqual([id('Soup')]);
  const page = await (await ben.connection.part('polls')).voters(anns.shown?.id ?? '', id('Soup'));
  expect(page.people.map(({ user }) => user.id)).toEqual(['ben']);
});
