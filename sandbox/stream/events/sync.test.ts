import type { StreamChat } from 'stream-chat';
import { expect, test } from 'vitest';
import { startServer } from '../testing/server.ts';
import type { TestServer } from '../testing/server.ts';
import { expectShape, messageShape } from '../shapes/messages.ts';

const cid = 'messaging:general';

/** What Ann missed after a moment from which on the clock has gone a second. */
async function since(
  server: TestServer,
): Promise<{ ann: StreamChat; missed: () => ReturnType<StreamChat['sync']> }> {
  const ann = await server.connect('ann');
  const at = new Date(server.context.clock.now()).toISOString();
  server.context.clock.advance(1);
  return { ann, missed: () => ann.sync([cid], at) };
}

test('each message that changed is told once, as it is now, in order', async () => {
  const server = await startServer();
  const ben = await server.connect('ben');
  const { message: old } = await ben.channel('messaging', 'general').sendMessage({ text: 'Old' });
  server.context.clock.advance(1);
  const { missed } = await since(server);
  const channel = ben.channel('messaging', 'general');
  const { message: fresh } = await channel.sendMessage({ text: 'Fersh' });
  await ben.partialUpdateMessage(fresh.id, { set: { text: 'Fresh' } });
  await channel.sendReaction('general-001', { type: 'wow' });
  await ben.deleteMessage('general-002');
  await server.backend().deleteMessage(old.id, true);
  const { events } = await missed();
  expect(events.map(({ type, message }) => [type, message?.id])).toEqual([
    ['message.new', fresh.id],
    ['message.updated', 'general-001'],
    ['message.deleted', 'general-002'],
    ['message.deleted', old.id],
  ]);
  expect(events[0]?.message?.text).toBe('Fresh');
  expect(events[1]?.message?.reaction_counts).toMatchObject({ wow: 1 });
  expect(events[3]).toMatchObject({ hard_delete: true });
  for (const { message } of events) expectShape(messageShape, message);
});

test('changes of the channel and new members are told too', async () => {
  const server = await startServer();
  const { missed } = await since(server);
  const channel = server.backend().channel('messaging', 'general');
  await server.backend().upsertUser({ id: 'zoe' });
  await channel.addMembers(['zoe']);
  await channel.updatePartial({ set: { frozen: true } });
  const { events } = await missed();
  expect(events.map(({ type }) => type)).toEqual(['member.added', 'channel.updated']);
});

test('what may not be read is told as a removal, or apart', async () => {
  const server = await startServer();
  const cleo = await server.connect('cleo');
  const at = new Date(server.context.clock.now()).toISOString();
  const { events } = await cleo.sync([cid, 'messaging:ann-ben'], at);
  expect(events).toMatchObject([{ type: 'notification.removed_from_channel', cid: 'messaging:ann-ben' }]);
  const apart = await cleo.sync([cid, 'messaging:ann-ben'], at, { with_inaccessible_cids: true });
  expect(apart).toMatchObject({ events: [], inaccessible_cids: ['messaging:ann-ben'] });
});

test.each([
  ['channels', { last_sync_at: '2026-01-01T00:00:00Z' }, /channel_cids/],
  ['a time', { channel_cids: [cid] }, /last_sync_at/],
  [
    'a time that is one',
    { channel_cids: [cid], last_sync_at: 'soon' },
    /expected date for field "last_sync_at"/,
  ],
  ['a time within 30 days', { channel_cids: [cid], last_sync_at: '2001-01-01T00:00:00Z' }, /30 days/],
])('without %s there is nothing to tell', async (_name, body, words) => {
  const server = await startServer();
  const answer = await server.call('POST', '/sync', { body });
  expect(answer).toMatchObject({ status: 400, body: { code: 4, StatusCode: 400 } });
  expect(answer.body['message']).toMatch(words);
});

test('too much to tell is refused, so that the channel is queried again', async () => {
  const server = await startServer();
  const { ann } = await since(server);
  const at = new Date(server.context.clock.now()).toISOString();
  server.context.clock.advance(1);
  for (let n = 0; n <= 1000; n += 1) server.vendor.sendMessage({ cid, userId: 'ben', text: `${n}` });
  await expect(ann.sync([cid], at)).rejects.toMatchObject({ code: 4, status: 400 });
});
