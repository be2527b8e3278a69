import { expect, test } from 'vitest';
import { nextEvent, startServer, until } from '../testing/server.ts';
import type { TestServer } from '../testing/server.ts';
import { expectShape, messageShape, reminderShape } from '../shapes/messages.ts';

const inSeconds = (server: TestServer, seconds: number): string =>
  new Date(server.context.clock.now() + seconds * 1000).toISOString();

test('a reminder rings at its time, by the clock, for its user alone', async () => {
  const server = await startServer();
  const [ann, ben] = await server.connectAll('ann', 'ben');
  const rung: string[] = [];
  for (const client of [ann, ben])
    client.on('notification.reminder_due', () => rung.push(client.userID as string));
  const created = nextEvent(ann, 'reminder.created');
  const { reminder } = await ann.createReminder({
    messageId: 'general-001',
    remind_at: inSeconds(server, 60),
  });
  expectShape(reminderShape, reminder);
  expect(await created).toMatchObject({
    message_id: 'general-001',
    user_id: 'ann',
    reminder: { user: { id: 'ann' } },
  });
  server.context.clock.advance(58);
  expect(rung).toEqual([]);
  const due = nextEvent(ann, 'notification.reminder_due');
  server.context.clock.advance(3);
  expect((await due).reminder).toMatchObject({ message_id: 'general-001', message: { id: 'general-001' } });
  server.context.clock.advance(3600);
  await until(() => expect(rung).toEqual(['ann']));
});

test('a bookmark has no time, is moved and taken away, and rides with its message', async () => {
  const server = await startServer();
  const ann = await server.connect('ann');
  await ann.createReminder({ messageId: 'general-001' });
  const { message } = await ann.getMessage('general-001');
  const { channel: _channel, ...plain } = message;
  expectShape(messageShape, plain);
  expect(message.reminder).toMatchObject({ user_id: 'ann', channel_cid: 'messaging:general' });
  const updated = nextEvent(ann, 'reminder.updated');
  await ann.updateReminder({ messageId: 'general-001', remind_at: inSeconds(server, 60) });
  expect((await updated).reminder?.remind_at).toEqual(expect.any(String));
  const deleted = nextEvent(ann, 'reminder.deleted');
  await ann.deleteReminder('general-001');
  await deleted;
  const seen: string[] = [];
  ann.on('notification.reminder_due', ({ type }) => seen.push(type));
  server.context.clock.advance(120);
  await expect(ann.deleteReminder('general-001')).rejects.toThrow(/reminder does not exist/);
  expect(seen).toEqual([]);
  const ben = await server.connect('ben');
  expect((await ben.getMessage('general-001')).message.reminder).toBeUndefined();
});

test('the SDK’s own manager works on it', async () => {
  const server = await startServer();
  const ann = await server.connect('ann');
  await ann.reminders.upsertReminder({ messageId: 'general-001', remind_at: inSeconds(server, 60) });
  // There is one already: the manager reads that from the refusal, and updates it.
  await ann.reminders.upsertReminder({ messageId: 'general-001', remind_at: inSeconds(server, 90) });
  const { reminders } = await ann.queryReminders({ filter: { message_id: 'general-001' } });
  expect(reminders).toHaveLength(1);
});

test('reminders are listed by time, in pages', async () => {
  const server = await startServer();
  const ann = await server.connect('ann');
  await ann.createReminder({ messageId: 'general-001', remind_at: inSeconds(server, 90) });
  await ann.createReminder({ messageId: 'general-002', remind_at: inSeconds(server, 60) });
  await ann.createReminder({ messageId: 'general-003' });
  const first = await ann.queryReminders({ limit: 2 });
  const rest = await ann.queryReminders({ limit: 2, next: first.next as string });
  const ids = [...first.reminders, ...rest.reminders].map(({ message_id }) => message_id);
  expect(ids).toEqual(['general-002', 'general-001', 'general-003']);
  const { reminders } = await ann.queryReminders({ filter: { remind_at: { $exists: false } } });
  expect(reminders.map(({ message_id }) => message_id)).toEqual(['general-003']);
});

test('what is no reminder is refused', async () => {
  const server = await startServer();
  const create = (message: string, body: object) =>
    server.call('POST', `/messages/${message}/reminders`, { body });
  expect(await create('general-001', { remind_at: inSeconds(server, -1) })).toMatchObject({
    status: 400,
    body: { code: 4 },
  });
  expect(await create('general-001', { remind_at: 'soon' })).toMatchObject({
    status: 400,
    body: { code: 4 },
  });
  expect(await create('nowhere', {})).toMatchObject({ status: 404, body: { code: 16 } });
  expect(await create('general-001', {})).toMatchObject({ status: 201 });
  const again = await create('general-001', {});
  expect(again).toMatchObject({ status: 400, body: { code: 4, StatusCode: 400 } });
  expect(again.body['message']).toMatch(/already has reminder created for this message_id/);
  expect(await create('launch-001', {})).toMatchObject({ status: 400, body: { code: 19 } });
  // Without its message there is nothing to be reminded of.
  await server.backend().deleteMessage('general-001', true);
  expect((await server.call('POST', '/reminders/query', { body: {} })).body).toMatchObject({ reminders: [] });
});
