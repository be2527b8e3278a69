import { describe, expect, test } from 'vitest';
import { as, call } from '../testing/calls.ts';
import { startServer } from '../testing/server.ts';
import type { TestServer } from '../testing/server.ts';
import { collect, openSocket } from '../testing/socket.ts';

const cid = 'messaging:general';
const path = '/channels/messaging/general';
const secret = 'secret';
const words = 'The eclipse is at noon';

describe('a message with restricted visibility', () => {
  const write = (server: TestServer, message: object = {}) =>
    as(server, null, 'POST', `${path}/message`, {
      message: { id: secret, text: words, user_id: 'ben', restricted_visibility: ['cleo'], ...message },
    });

  test('is read, heard and counted by an admin, and by roles that may read such messages', async () => {
    const server = await startServer();
    const backend = server.backend();
    await backend.createRole('reader');
    await backend.upsertUsers([
      { id: 'eve', role: 'admin' },
      { id: 'finn', role: 'reader' },
    ]);
    await backend.channel('messaging', 'general').addMembers(['eve', 'finn']);
    const { grants = {} } = await backend.getChannelType('messaging');
    await backend.updateChannelType('messaging', {
      grants: { ...grants, reader: ['read-channel', 'read-restricted-visibility-message'] },
    });
    const users = ['cleo', 'eve', 'finn', 'dan'];
    const sockets = await Promise.all(users.map((user) => openSocket(server, user)));
    for (const socket of sockets) await socket.watch(cid);
    await collect(server, sockets);
    await write(server);
    const lists = await collect(server, sockets);
    expect(lists.map((frames) => frames.map((frame) => frame['total_unread_count']))).toEqual([
      [1],
      [1],
      [1],
      [],
    ]);
    for (const user of users) {
      const { body } = await call(server, user, 'GET', `/messages/${secret}`);
      expect(JSON.stringify(body).includes(words)).toBe(user !== 'dan');
    }
  });

  test('is never pinned, by nobody', async () => {
    const server = await startServer();
    const message = { text: words, user_id: 'ben', restricted_visibility: ['cleo'] };
    const refused = {
      status: 400,
      body: { code: 4, message: expect.stringMatching(/restricted visibility cannot be pinned/) as string },
    };
    expect(
      await call(server, null, 'POST', `${path}/message`, { message: { ...message, pinned: true } }),
    ).toMatchObject(refused);
    await write(server);
    const pin = { set: { pinned: true } };
    expect(await call(server, null, 'PUT', `/messages/${secret}`, pin)).toMatchObject(refused);
    expect(await call(server, 'ben', 'PUT', `/messages/${secret}`, pin)).toMatchObject(refused);
  });

  test('does not come with a change of its channel, of which then nothing is done', async () => {
    const server = await startServer();
    const message = { text: 'x', user_id: 'ann', restricted_visibility: ['cleo'] };
    for (const [at, body] of [
      [path, { data: { name: 'Other' }, message }],
      [`${path}/truncate`, { message }],
    ] as const) {
      const answer = await call(server, null, 'POST', at, body);
      expect(answer).toMatchObject({ status: 400, body: { code: 4 } });
      expect(answer.body['message']).toMatch(/restricted_visibility/);
    }
    const { channel, messages } = await server.backend().channel('messaging', 'general').query({});
    expect(channel).toMatchObject({ name: 'General' });
    expect(messages.length).toBeGreaterThan(1);
  });

  test('keeps those for whom it is: no edit changes them', async () => {
    const server = await startServer();
    await write(server);
    const set = { restricted_visibility: ['dan'] };
    expect(await call(server, null, 'PUT', `/messages/${secret}`, { set })).toMatchObject({
      status: 400,
      body: { code: 4 },
    });
    await as(server, null, 'POST', `/messages/${secret}`, { message: { text: words, ...set } });
    expect(await call(server, 'dan', 'GET', `/messages/${secret}`)).toMatchObject({ status: 404 });
  });

  test('is not what somebody else has read up to, nor can mark unread', async () => {
    const server = await startServer();
    const { message } = await as(server, 'ben', 'POST', `${path}/message`, { message: { text: 'Before' } });
    const { id } = message as { id: string };
    await write(server);
    await write(server, { id: 'another', parent_id: id });
    await as(server, 'ben', 'POST', `${path}/message`, { message: { id: 'seen', text: 'a', parent_id: id } });
    await write(server, { id: 'last', parent_id: id });
    const { event } = await as(server, 'dan', 'POST', `${path}/read`, {});
    expect(event).toMatchObject({ last_read_message_id: id });
    const ofCleo = await as(server, 'cleo', 'POST', `${path}/read`, {});
    expect(ofCleo['event']).toMatchObject({ last_read_message_id: secret });
    const ofThread = await as(server, 'dan', 'POST', `${path}/read`, { thread_id: id });
    expect(ofThread['event']).toMatchObject({ last_read_message_id: 'seen' });
    await as(server, 'dan', 'POST', `${path}/message`, { message: { text: 'b', parent_id: id } });
    const dan = await openSocket(server, 'dan');
    await as(server, 'dan', 'POST', `${path}/unread`, { thread_id: id });
    const [[marked] = []] = await collect(server, [dan]);
    expect(marked).toMatchObject({ type: 'notification.mark_unread', first_unread_message_id: 'seen' });
  });
});
