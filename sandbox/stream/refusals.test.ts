import type { StreamChat } from 'stream-chat';
import { expect, test } from 'vitest';
import { signToken, startServer } from './testing/server.ts';
import { as } from './testing/calls.ts';
import { refused, refusedBody } from './testing/refusals.ts';

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
  const refusal = (words: string) => ({ status: 400, body: refusedBody(400, 4, words) });
  expect(await server.call('DELETE', at)).toMatchObject(refusal('already deleted'));
  expect(await server.call('DELETE', at, { query: { delete_for_me: 'true' } })).toMatchObject(
    refusal('already deleted'),
  );
  expect(await server.call('POST', `${at}/reaction`, { body: { reaction: { type: 'love' } } })).toMatchObject(
    refusal('deleted message'),
  );
  expect(await server.call('POST', `${at}/reminders`, { body: {} })).toMatchObject(
    refusal('deleted message'),
  );
  expect((await server.call('DELETE', at, { ...backend, query: { hard: 'true' } })).status).toBe(200);
});

test('a poll keeps its id, and its settings what they are', async () => {
  const server = await startServer();
  const ann = await server.connect('ann');
  await ann.createPoll({ id: 'lunch', name: 'Lunch?' });
  for (const [set, words] of [
    [{ id: 'other' }, 'poll.id field cannot be updated'],
    [{ name: 5 }, 'name: Invalid input: expected string'],
    [{ max_votes_allowed: 11 }, 'max_votes_allowed: Too big'],
  ] as const) {
    const patched = ann.partialUpdatePoll('lunch', { set: set as object });
    await expect(patched).rejects.toMatchObject(refused(400, 4, words));
  }
  expect((await ann.getPoll('lunch')).poll).toMatchObject({ name: 'Lunch?' });
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

test('a token for development is no backend’s', async () => {
  const server = await startServer();
  await server.backend().updateAppSettings({ disable_auth_checks: true });
  const token = signToken({ server: true }).replace(/[^.]*$/, 'devtoken');
  expect(await server.call('POST', '/channels', { token, body: {} })).toMatchObject({
    status: 401,
    body: refusedBody(401, 5, 'a token for development is for users only'),
  });
});

test.each([
  ['disabled', { disabled: true }],
  ['config_overrides', { config_overrides: { reactions: false } }],
])('%s is a backend’s to set, and nothing is changed beside it', async (field, set) => {
  const server = await startServer();
  await server.backend().channel('messaging', 'general').addModerators(['ann']);
  const channel = (await server.connect('ann')).channel('messaging', 'general');
  await expect(channel.updatePartial({ set: { frozen: true, ...set } as object })).rejects.toMatchObject(
    refused(403, 17, `data.${field} can only be set with server-side auth`),
  );
  const { channel: kept } = await channel.query({});
  expect(kept).toMatchObject({ frozen: false, disabled: false, config: { reactions: true } });
});

test.each([
  [
    'a role for who is no member',
    { assign_roles: [{ user_id: 'dan', channel_role: 'channel_moderator' }] },
    4,
  ],
  ['a role that is none', { assign_roles: [{ user_id: 'cleo', channel_role: 'captain' }] }, 16],
  ['a role for who is taken out by it', { add_moderators: ['ben'] }, 4],
  ['an answer without an invitation', { accept_invite: true }, 4],
  ['an invitation of who is not there', { invites: ['nobody'] }, 4],
  ['a field that is not to be set', { data: { member_count: 3 } }, 4],
])('an update with %s changes nothing in its other parts', async (_what, part, code) => {
  const server = await startServer();
  const backend = server.backend();
  const channel = backend.channel('messaging', 'ann-ben');
  const membersOf = async () => (await channel.queryMembers({})).members.map(({ user_id: id }) => id).sort();
  const before = [await membersOf(), (await channel.query({})).channel];
  const update = { add_members: ['cleo'], remove_members: ['ben'], cooldown: 30, user_id: 'ann' };
  await expect(
    backend.post(`${backend.baseURL}/channels/messaging/ann-ben`, { ...update, ...part }),
  ).rejects.toMatchObject({ code });
  expect([await membersOf(), (await channel.query({})).channel]).toEqual(before);
  await backend.post(`${backend.baseURL}/channels/messaging/ann-ben`, update);
  expect(await membersOf()).toEqual(['ann', 'cleo']);
});

test.each([
  ['is no time', 'soon', 'expected date for field "end_at"'],
  ['has passed', '2020-01-01T00:00:00Z', 'end_at must be in the future'],
])('a live location whose end %s is refused', async (_what, end_at, words) => {
  const server = await startServer();
  await server.backend().updateChannelType('messaging', { ...({ shared_locations: true } as object) });
  const ann = await server.connect('ann');
  const place = {
    message_id: 'here',
    latitude: 51.5,
    longitude: -0.1,
    created_by_device_id: 'phone',
    end_at,
  };
  await expect(ann.channel('messaging', 'general').sendSharedLocation(place)).rejects.toMatchObject(
    refused(400, 4, words),
  );
});

test('a live location is not moved to an end that is no time', async () => {
  const server = await startServer();
  await server.backend().updateChannelType('messaging', { ...({ shared_locations: true } as object) });
  const ann = await server.connect('ann');
  const end_at = new Date(server.context.clock.now() + 60_000).toISOString();
  const place = {
    message_id: 'here',
    latitude: 51.5,
    longitude: -0.1,
    created_by_device_id: 'phone',
    end_at,
  };
  const { message } = await ann.channel('messaging', 'general').sendSharedLocation(place);
  const moved = ann.updateLocation({ message_id: message.id, latitude: 52, end_at: 'soon' });
  await expect(moved).rejects.toMatchObject(refused(400, 4, 'expected date for field "end_at"'));
  expect((await ann.getSharedLocations()).active_live_locations).toMatchObject([{ latitude: 51.5 }]);
});

test('a channel type without reactions takes none, not even a backend’s', async () => {
  const server = await startServer();
  const backend = server.backend();
  await backend.updateChannelType('messaging', { reactions: false });
  const ann = await server.connect('ann');
  const words = refused(400, 19, 'reactions is disabled for channel type messaging');
  for (const [client, user_id] of [
    [ann, undefined],
    [backend, 'ann'],
  ] as const) {
    const sent = client
      .channel('messaging', 'general')
      .sendReaction('general-001', { type: 'like', ...(user_id && { user_id }) });
    await expect(sent).rejects.toMatchObject(words);
  }
});

/** Calls of a backend that name somebody who is there, but no member of the channel. */
const ofStrangers: [what: string, attempt: (backend: StreamChat) => Promise<unknown>][] = [
  [
    'reading',
    (backend) => backend.markChannelsRead({ user_id: 'eve', read_by_channel: { 'messaging:general': '' } }),
  ],
  [
    'a delivery',
    (backend) =>
      backend.markChannelsDelivered({
        user_id: 'eve',
        latest_delivered_messages: [{ cid: 'messaging:general', id: 'general-001' }],
      }),
  ],
  [
    'a field',
    (backend) =>
      backend.channel('messaging', 'general').partialUpdateMember('eve', { set: { mood: 'calm' } as object }),
  ],
  [
    'a role',
    (backend) =>
      backend.channel('messaging', 'general').assignRoles([
        { user_id: 'ben', channel_role: 'channel_moderator' },
        { user_id: 'eve', channel_role: 'channel_moderator' },
      ]),
  ],
  ['a moderator', (backend) => backend.channel('messaging', 'general').addModerators(['ben', 'eve'])],
  ['a moderator no more', (backend) => backend.channel('messaging', 'general').demoteModerators(['eve'])],
];

test.each(ofStrangers)(
  '%s of nobody in the channel is refused, and nothing is changed',
  async (_what, attempt) => {
    const server = await startServer();
    const backend = server.backend();
    await backend.upsertUser({ id: 'eve' });
    await expect(attempt(backend)).rejects.toMatchObject(
      refused(400, 4, "user 'eve' is not a member of messaging:general"),
    );
    const { members } = await backend.channel('messaging', 'general').queryMembers({ id: 'ben' });
    expect(members).toMatchObject([{ user_id: 'ben', channel_role: 'channel_member' }]);
  },
);
