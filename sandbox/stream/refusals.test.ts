import { expect, test } from 'vitest';
import { signToken, startServer } from './testing/server.ts';
import { as } from './testing/calls.ts';

/** What is wrong, the call, by whom (null is the backend), and the vendor's words. */
type Refused = [what: string, call: string, by: string | null, body: object | undefined, words: string];

const filter = (condition: object): object => ({ filter_conditions: { name: condition } });
const general = '/channels/messaging/general';

test.each<Refused>([
  ['an operand of $exists', 'POST /channels', 'ann', filter({ $exists: 'yes' }), 'expects a boolean'],
  [
    'an operand of $gt',
    'POST /channels',
    'ann',
    { filter_conditions: { member_count: { $gt: [1] } } },
    'expects a string, a number or a date',
  ],
  ['an operand of $in', 'POST /channels', 'ann', filter({ $in: 'general' }), 'expects a list'],
  [
    'a text of $autocomplete',
    'POST /channels',
    'ann',
    filter({ $autocomplete: '' }),
    'text that is not empty',
  ],
  ['an operand of $and', 'POST /channels', 'ann', { filter_conditions: { $and: [] } }, 'list of conditions'],
  ['two cursors', 'POST /reminders/query', 'ann', { next: 'a', prev: 'b' }, 'cannot be used together'],
  [
    'a pin that is no boolean',
    `PATCH ${general}/member`,
    'ann',
    { set: { pinned: 'yes' } },
    'must be a boolean',
  ],
  [
    'a pin of somebody outside',
    'PATCH /channels/livestream/launch/member',
    'ann',
    { set: { pinned: true } },
    'is not a member',
  ],
  [
    'an event in a thread that is none',
    `POST ${general}/event`,
    'ann',
    { event: { type: 'typing.start', parent_id: 'none' } },
    'does not exist',
  ],
  [
    'a title that is no text',
    'PATCH /threads/general-090?user_id=ann',
    null,
    { set: { title: 5 } },
    'a text is expected',
  ],
  [
    'a page of replies from elsewhere',
    'GET /messages/general-002/replies?id_lt=none',
    'ann',
    undefined,
    'not found',
  ],
  [
    'another order of replies',
    'GET /messages/general-002/replies?sort=[{"field":"text","direction":1}]',
    'ann',
    undefined,
    'sorted by created_at only',
  ],
  [
    'a search for nothing',
    'GET /search?payload={"filter_conditions":{"type":"messaging"},"query":" "}',
    'ann',
    undefined,
    'must not be empty',
  ],
  ['a user by another id', 'POST /users', null, { users: { ann: { id: 'ben' } } }, 'its id is'],
  [
    'a date of a user',
    'PATCH /users',
    null,
    { users: [{ id: 'ann', set: { created_at: '2026-01-01T00:00:00Z' } }] },
    'cannot be updated',
  ],
  ['a poll without id', 'PUT /polls', 'ann', { name: 'When?' }, 'the id of the poll is required'],
])('%s is refused: %s', async (_what, call, by, body, words) => {
  const server = await startServer();
  const [method = '', address = ''] = call.split(/ (.*)/);
  const { pathname, searchParams } = new URL(address, server.origin);
  const answer = await server.call(method, pathname, {
    token: by === null ? server.serverToken : signToken({ user_id: by }),
    query: Object.fromEntries(searchParams),
    ...(body && { body }),
  });
  expect(answer).toMatchObject({
    status: 400,
    body: { code: 4, StatusCode: 400, message: expect.stringContaining(words) as string },
  });
});

test('what is deleted is not deleted again, reacted to, nor kept for later', async () => {
  const server = await startServer();
  const backend = { token: server.serverToken };
  const { message } = (await as(server, 'ann', 'POST', `${general}/message`, {
    message: { text: 'Gone soon' },
  })) as { message: { id: string } };
  const at = `/messages/${message.id}`;
  await as(server, 'ann', 'DELETE', at);
  const refused = (words: string) => ({
    status: 400,
    body: { code: 4, message: expect.stringContaining(words) as string },
  });
  expect(await server.call('DELETE', at)).toMatchObject(refused('already deleted'));
  expect(await server.call('DELETE', at, { query: { delete_for_me: 'true' } })).toMatchObject(
    refused('already deleted'),
  );
  expect(await server.call('POST', `${at}/reaction`, { body: { reaction: { type: 'love' } } })).toMatchObject(
    refused('deleted message'),
  );
  expect(await server.call('POST', `${at}/reminders`, { body: {} })).toMatchObject(
    refused('deleted message'),
  );
  expect((await server.call('DELETE', at, { ...backend, query: { hard: 'true' } })).status).toBe(200);
});

test('a poll keeps its id, and its settings what they are', async () => {
  const server = await startServer();
  const { poll } = (await as(server, 'ann', 'POST', '/polls', {
    name: 'When?',
    options: [{ text: 'Now' }],
  })) as {
    poll: { id: string };
  };
  const patch = (set: object) => server.call('PATCH', `/polls/${poll.id}`, { body: { set } });
  expect(await patch({ id: 'other' })).toMatchObject({ status: 400, body: { code: 4 } });
  expect(await patch({ name: 5 })).toMatchObject({ status: 400, body: { code: 4 } });
});

test('a user has 25 devices at most', async () => {
  const server = await startServer();
  const add = (number: number) =>
    server.call('POST', '/devices', { body: { id: `phone-${number}`, push_provider: 'firebase' } });
  for (let number = 1; number <= 25; number += 1) expect((await add(number)).status).toBe(201);
  expect(await add(26)).toMatchObject({
    status: 400,
    body: { code: 4, message: expect.stringContaining('25 devices') as string },
  });
  expect((await add(25)).status).toBe(201);
});

test.each([
  ['has parts that are no JSON', 'a.b.c', 'malformed token'],
  ['claims nothing that can be read', signToken('ann'), 'malformed claims'],
])('a token that %s is refused', async (_what, token, words) => {
  const server = await startServer();
  expect(await server.call('GET', '/unread', { token })).toMatchObject({
    status: 401,
    body: { code: 5, message: expect.stringContaining(words) as string },
  });
});
