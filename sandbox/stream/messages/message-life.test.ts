import { describe, expect, test } from 'vitest';
import { nextEvent, signToken, startServer, until } from '../testing/server.ts';
import { expectShape, messageInChannelShape, messageShape } from '../shapes/messages.ts';

const send = '/channels/messaging/general/message';

describe('what a message holds', () => {
  test('is the whole shape: sent, quoted, as a reply, and alone with its channel', async () => {
    const server = await startServer();
    const ann = await server.connect('ann');
    const channel = ann.channel('messaging', 'general');
    await channel.sendReaction('general-002', { type: 'like' });
    const { message } = await channel.sendMessage({
      text: 'Yes',
      quoted_message_id: 'general-002',
      mentioned_users: ['ben', 'ben'],
    });
    expectShape(messageShape, message);
    expect(message.mentioned_users?.map(({ id }) => id)).toEqual(['ben']);
    const reply = await channel.sendMessage({ text: 'Here', parent_id: message.id });
    expectShape(messageShape, reply.message);
    const { body } = await server.call('GET', `/messages/${message.id}`);
    expect(expectShape(messageInChannelShape, body['message']).quoted_message?.latest_reactions).toHaveLength(
      1,
    );
    const event = nextEvent(ann, 'message.new');
    await channel.watch();
    server.vendor.sendMessage({ cid: channel.cid, userId: 'ben', text: 'Told' });
    expectShape(messageShape, (await event).message);
  });

  test('a quote shows what became of the quoted one', async () => {
    const server = await startServer();
    const ann = await server.connect('ann');
    const channel = ann.channel('messaging', 'general');
    const first = await channel.sendMessage({ text: 'Soop' });
    const second = await channel.sendMessage({ text: 'What?', quoted_message_id: first.message.id });
    await ann.partialUpdateMessage(first.message.id, { set: { text: 'Soup' } });
    expect((await ann.getMessage(second.message.id)).message.quoted_message?.text).toBe('Soup');
    await ann.deleteMessage(first.message.id);
    expect((await ann.getMessage(second.message.id)).message.quoted_message).toMatchObject({
      type: 'deleted',
      text: '',
    });
  });

  test('several are asked for at once; what is not there is left out', async () => {
    const server = await startServer();
    const channel = (await server.connect('ann')).channel('messaging', 'general');
    const { messages } = await channel.getMessagesById([
      'general-003',
      'nowhere',
      'general-001',
      'ann-ben-001',
    ]);
    expect(messages.map(({ id }) => id)).toEqual(['general-003', 'general-001']);
    for (const message of messages) expectShape(messageShape, message);
    expect(await server.call('GET', '/channels/messaging/general/messages')).toMatchObject({
      status: 400,
      body: { code: 4 },
    });
  });

  test('a system message is for those who may, and mentions of all need the right', async () => {
    const server = await startServer();
    const message = { text: 'Closed on Sunday', type: 'system' };
    expect(await server.call('POST', send, { body: { message } })).toMatchObject({
      status: 403,
      body: { code: 17 },
    });
    const backend = server.backend().channel('messaging', 'general');
    expect((await backend.sendMessage({ ...message, type: 'system', user_id: 'ann' })).message.type).toBe(
      'system',
    );
    for (const mention of [
      { mentioned_channel: true },
      { mentioned_here: true },
      { mentioned_roles: ['admin'] },
    ]) {
      const answer = await server.call('POST', send, { body: { message: { text: 'x', ...mention } } });
      expect(answer).toMatchObject({ status: 403, body: { code: 17 } });
    }
  });
});

describe('deletion', () => {
  test('for oneself leaves it to the others', async () => {
    const server = await startServer();
    const [ann, tab, ben] = await server.connectAll('ann', 'ann', 'ben');
    await Promise.all([tab, ben].map((client) => client.channel('messaging', 'general').watch()));
    const heard: string[] = [];
    ben.on('message.deleted', ({ type }) => heard.push(type));
    const told = nextEvent(tab, 'message.deleted');
    const answer = await ann.deleteMessage('general-002', { deleteForMe: true });
    expect(answer.message).toMatchObject({ id: 'general-002', deleted_for_me: true });
    expect(await told).toMatchObject({ deleted_for_me: true, message: { type: 'deleted', text: '' } });
    const { messages } = await ann.channel('messaging', 'general').getMessagesById(['general-002']);
    expect(expectShape(messageShape, messages[0])).toMatchObject({
      type: 'deleted',
      text: '',
      deleted_for_me: true,
    });
    expect((await ben.getMessage('general-002')).message).toMatchObject({ type: 'regular' });
    expect(heard).toEqual([]);
    const both = { hard: 'true', delete_for_me: 'true' };
    expect(await server.call('DELETE', '/messages/general-003', { query: both })).toMatchObject({
      status: 400,
      body: { code: 4 },
    });
  });

  test('is taken back by the backend', async () => {
    const server = await startServer();
    const ben = await server.connect('ben');
    const channel = ben.channel('messaging', 'general');
    await channel.watch();
    await ben.deleteMessage('general-002');
    const told = nextEvent(ben, 'message.undeleted');
    await server.backend().undeleteMessage('general-002', 'ben');
    const event = await told;
    expectShape(messageShape, event.message);
    expect(event).toMatchObject({ message: { type: 'regular', reply_count: 0 }, user: { id: 'ben' } });
    expect(event.message).not.toHaveProperty('deleted_at');
    const again = server.backend().undeleteMessage('general-002', 'ben');
    await expect(again).rejects.toMatchObject({ code: 4, status: 400 });
    const body = { undeleted_by: 'ben' };
    expect(await server.call('POST', '/messages/general-002/undelete', { body })).toMatchObject({
      status: 403,
      body: { code: 17 },
    });
  });

  test('what was deleted is shown to the backend that asks for it', async () => {
    const server = await startServer();
    const backend = server.backend();
    await backend.deleteMessage('general-002');
    expect((await backend.getMessage('general-002')).message.text).toBe('');
    const { message } = await backend.getMessage('general-002', { show_deleted_message: true });
    expect(message.text).toMatch(/^Morning!/);
  });
});

describe('what only some see', () => {
  test('a pending message is its author’s until the backend commits it', async () => {
    const server = await startServer();
    const [ann, ben] = await server.connectAll('ann', 'ben');
    const theirs = ben.channel('messaging', 'general');
    await theirs.watch();
    const { message, pending_message_metadata: metadata } = await ann
      .channel('messaging', 'general')
      .sendMessage({ text: 'Wait' }, { pending: true, pending_message_metadata: { why: 'check' } });
    expect(metadata).toEqual({ why: 'check' });
    await expect(ben.getMessage(message.id)).rejects.toMatchObject({ code: 16, status: 404 });
    const { pending_messages: pending, messages } = await ann.channel('messaging', 'general').query({});
    expect(pending).toMatchObject([
      { message: { id: message.id }, pending_message_metadata: { why: 'check' } },
    ]);
    expect(messages.map(({ id }) => id)).not.toContain(message.id);
    const told = nextEvent(ben, 'message.new');
    await server.backend().commitMessage(message.id);
    expect((await told).message).toMatchObject({ id: message.id, text: 'Wait' });
    const again = server.backend().commitMessage(message.id);
    await expect(again).rejects.toMatchObject({ code: 4, status: 400 });
  });

  test('a message for some reaches no others, and counts for no others', async () => {
    const server = await startServer();
    const [ben, cleo] = await server.connectAll('ben', 'cleo');
    await Promise.all([ben, cleo].map((client) => client.channel('messaging', 'general').watch()));
    const heard: string[] = [];
    cleo.on('message.new', ({ message }) => heard.push(message?.text ?? ''));
    const told = nextEvent(ben, 'message.new');
    await server
      .backend()
      .channel('messaging', 'general')
      .sendMessage({ text: 'For Ben', restricted_visibility: ['ben'], user_id: 'ann' });
    expectShape(messageShape, (await told).message);
    server.vendor.sendMessage({ cid: 'messaging:general', userId: 'dan', text: 'For all' });
    await until(() => expect(heard).toEqual(['For all']));
    expect((await cleo.getUnreadCount()).total_unread_count).toBe(1);
    const { messages } = await cleo.channel('messaging', 'general').query({ messages: { limit: 3 } });
    expect(messages.map(({ text }) => text)).not.toContain('For Ben');
    const body = { message: { text: 'x', restricted_visibility: ['ben'] } };
    expect(await server.call('POST', send, { body })).toMatchObject({ status: 403, body: { code: 17 } });
  });
});

describe('moderation', () => {
  test.each([
    ['bounce', 'bounces back to its author'],
    ['remove', 'is turned away'],
  ])('a message with sandbox:%s %s, and nobody hears of it', async (action) => {
    const server = await startServer();
    const ann = await server.connect('ann');
    const channel = ann.channel('messaging', 'general');
    const text = `Well, sandbox:${action}`;
    const { message } = await channel.sendMessage({ id: 'again', text });
    expectShape(messageShape, message);
    expect(message).toMatchObject({ type: 'error', moderation: { action, original_text: text } });
    await expect(ann.getMessage('again')).rejects.toMatchObject({ code: 16 });
    // Its author may mend it and send it again under the same id.
    expect((await channel.sendMessage({ id: 'again', text: 'Well' })).message.type).toBe('regular');
  });

  test('a flagged one stands, a shadowed one is its author’s alone, and a breakdown is an error', async () => {
    const server = await startServer();
    const [ann, ben] = await server.connectAll('ann', 'ben');
    const channel = ann.channel('messaging', 'general');
    const flagged = await channel.sendMessage({ text: 'sandbox:flag' });
    expect(flagged.message).toMatchObject({ type: 'regular', moderation: { action: 'flag' } });
    const shadowed = await channel.sendMessage({ text: 'sandbox:shadow' });
    expect(shadowed.message.shadowed).toBe(true);
    await expect(ben.getMessage(shadowed.message.id)).rejects.toMatchObject({ code: 16 });
    expect((await ben.getUnreadCount()).total_unread_count).toBe(1);
    expect(await server.call('POST', send, { body: { message: { text: 'sandbox:fail' } } })).toMatchObject({
      status: 400,
      body: { code: 73, StatusCode: 400 },
    });
    // The backend's own messages are judged only where it asks for it.
    const backend = server.backend().channel('messaging', 'general');
    const own = { text: 'sandbox:bounce', user_id: 'ann' };
    expect((await backend.sendMessage(own)).message.type).toBe('regular');
    expect((await backend.sendMessage(own, { force_moderation: true })).message.type).toBe('error');
  });
});

test('an update for the moment is told and not kept, and only by the backend', async () => {
  const server = await startServer();
  const ben = await server.connect('ben');
  await ben.channel('messaging', 'general').watch();
  const told = nextEvent(ben, 'message.updated');
  await server.backend().ephemeralUpdateMessage('general-002', { set: { text: 'Thinking' } });
  expect((await told).message?.text).toBe('Thinking');
  expect((await ben.getMessage('general-002')).message.text).toMatch(/^Morning!/);
  const body = { set: { text: 'x' } };
  expect(await server.call('PATCH', '/messages/general-002/ephemeral', { body })).toMatchObject({
    status: 403,
    body: { code: 17 },
  });
});

test('a place is shared, moved while it is live, and no longer after its end', async () => {
  const server = await startServer();
  await server.backend().updateChannelType('messaging', { ...({ shared_locations: true } as object) });
  const ann = await server.connect('ann');
  const end_at = new Date(server.context.clock.now() + 60_000).toISOString();
  const place = { latitude: 51.5, longitude: -0.1, created_by_device_id: 'phone' };
  const message = { id: 'here', shared_location: { ...place, end_at } };
  const sent = await server.call('POST', send, { body: { message } });
  expectShape(messageShape, sent.body['message']);
  const { active_live_locations: live } = await ann.getSharedLocations();
  expect(live).toMatchObject([{ message_id: 'here', latitude: 51.5, channel_cid: 'messaging:general' }]);
  await ann.updateLocation({ message_id: 'here', latitude: 52 });
  expect((await ann.getMessage('here')).message.shared_location?.latitude).toBe(52);
  server.context.clock.advance(61);
  expect((await ann.getSharedLocations()).active_live_locations).toEqual([]);
  const late = ann.updateLocation({ message_id: 'here', latitude: 53 });
  await expect(late).rejects.toMatchObject({ code: 4, status: 400 });
  const token = signToken({ user_id: 'ben' });
  const other = { token, body: { message_id: 'here', latitude: 1 } };
  expect(await server.call('PUT', '/users/live_locations', other)).toMatchObject({
    status: 404,
    body: { code: 16 },
  });
});
