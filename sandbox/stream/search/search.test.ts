import { expect, test } from 'vitest';
import { startServer } from '../testing/server.ts';
import { expectShape, messageInChannelShape } from '../shapes/messages.ts';

const mine = { members: { $in: ['ann'] } };

test('messages are found by their words, newest first, with their channels', async () => {
  const server = await startServer();
  const ann = await server.connect('ann');
  const { results } = await ann.search(mine, 'soup');
  expect(results.map(({ message }) => message.text)).toEqual([
    'Soup it is. Back in twenty minutes.',
    'Soup, please. My hands smell of cardboard.',
    'I’m bringing lunch. Soup or sandwiches?',
  ]);
  for (const { message } of results) expectShape(messageInChannelShape, message);
  // Every word must stand somewhere, in whatever order.
  const both = await ann.search(mine, 'lunch soup');
  expect(both.results).toHaveLength(1);
  expect((await ann.channel('messaging', 'ann-ben').search('soup')).results).toEqual([]);
});

test('a search is filtered and sorted by the fields of messages, custom ones too', async () => {
  const server = await startServer();
  const ann = await server.connect('ann');
  const channel = ann.channel('messaging', 'general');
  await channel.sendMessage({ text: 'one', mentioned_users: ['ben'], ...({ topic: 'van' } as object) });
  const ids = async (filter: object, options = {}) =>
    (await ann.search(mine, filter, options)).results.map(({ message }) => message.text);
  expect(await ids({ topic: 'van' })).toEqual(['one']);
  expect(await ids({ 'mentioned_users.id': { $contains: 'ben' } })).toEqual(['one']);
  expect(await ids({ 'attachments.type': { $in: ['image'] } })).toHaveLength(2);
  expect(await ids({ $and: [{ text: { $q: 'morning' } }, { 'user.id': 'ben' }] })).toEqual([
    'Morning! The pallet from the pottery should be here before ten.',
  ]);
  expect(await ids({ text: { $autocomplete: 'pall' } }, { sort: { created_at: 1 }, limit: 1 })).toEqual([
    'Morning! The pallet from the pottery should be here before ten.',
  ]);
});

test('pages follow a cursor, or an offset', async () => {
  const server = await startServer();
  const ann = await server.connect('ann');
  const all = (await ann.search(mine, 'the', { limit: 100 })).results.map(({ message }) => message.id);
  const paged: string[] = [];
  for (let next: string | undefined = ''; next !== undefined;) {
    const page = await ann.search(mine, 'the', { limit: 7, ...(next && { next }) });
    paged.push(...page.results.map(({ message }) => message.id));
    next = page.next;
  }
  expect(all.length).toBeGreaterThan(7);
  expect(paged).toEqual(all);
  const { results, next } = await ann.search(mine, 'the', { limit: 3, offset: 2 });
  expect([results.map(({ message }) => message.id), next]).toEqual([all.slice(2, 5), undefined]);
  expect((await ann.search(mine, 'the', { offset: 900 })).results).toEqual([]);
});

test('what is deleted, or not one’s own to see, is not found', async () => {
  const server = await startServer();
  const ann = await server.connect('ann');
  const { message } = await ann.channel('messaging', 'general').sendMessage({ text: 'zebra' });
  expect((await ann.search(mine, 'zebra')).results).toHaveLength(1);
  await ann.deleteMessage(message.id);
  expect((await ann.search(mine, 'zebra')).results).toEqual([]);
  const cleo = await server.connect('cleo');
  await expect(cleo.search({ cid: 'messaging:ann-ben' }, 'wood')).rejects.toMatchObject({
    code: 70,
    status: 403,
  });
});

test.each([
  ['no channels', { filter_conditions: {}, query: 'x' }, 400, 4, /filter_conditions/],
  ['nothing to look for', { filter_conditions: mine }, 400, 4, /exactly one/],
  [
    'two things at once',
    { filter_conditions: mine, query: 'x', message_filter_conditions: {} },
    400,
    4,
    /exactly one/,
  ],
  [
    'words in a field without an index',
    { filter_conditions: mine, message_filter_conditions: { topic: { $q: 'x' } } },
    400,
    4,
    /^Search failed with error: "search is not enabled for field messages\.topic"$/,
  ],
  [
    'an operator that is none',
    { filter_conditions: mine, message_filter_conditions: { text: { $like: 'x' } } },
    400,
    4,
    /\$like/,
  ],
  [
    'an offset and a cursor',
    { filter_conditions: mine, query: 'x', offset: 1, next: 'x' },
    400,
    4,
    /offset with next/,
  ],
  [
    'an offset and a sort',
    { filter_conditions: mine, query: 'x', offset: 1, sort: [{ field: 'id' }] },
    400,
    4,
    /sort/,
  ],
])('a search for %s is refused', async (_name, payload, status, code, words) => {
  const server = await startServer();
  const answer = await server.call('GET', '/search', { query: { payload: JSON.stringify(payload) } });
  expect(answer).toMatchObject({ status, body: { code, StatusCode: status } });
  expect(answer.body['message']).toMatch(words);
});

test('a channel type without search has none', async () => {
  const server = await startServer();
  await server.backend().updateChannelType('messaging', { search: false });
  const ann = await server.connect('ann');
  await expect(ann.search(mine, 'soup')).rejects.toMatchObject({ code: 19, status: 400 });
});
