import { expect, test } from 'vitest';
import { nextEvent, startServer } from '../testing/server.ts';
import { draftShape, expectShape } from '../shapes/messages.ts';

test('a draft is kept, replaced, told to one’s other tab, and comes with the channel', async () => {
  const server = await startServer();
  const [ann, tab] = await server.connectAll('ann', 'ann');
  const channel = ann.channel('messaging', 'general');
  const told = nextEvent(tab, 'draft.updated');
  const { draft } = await channel.createDraft({
    text: 'So far',
    mentioned_users: ['ben'],
    quoted_message_id: 'general-001',
  });
  expectShape(draftShape, draft);
  expect(draft).toMatchObject({
    channel_cid: 'messaging:general',
    message: { text: 'So far', mentioned_users: ['ben'] },
    quoted_message: { id: 'general-001' },
  });
  expect((await told).draft).toMatchObject({ message: { text: 'So far' } });
  await channel.createDraft({ text: 'Further' });
  expect((await channel.getDraft()).draft.message.text).toBe('Further');
  const state = await channel.query({});
  expect(state.draft?.message.text).toBe('Further');
  // Nobody else's business.
  const ben = await server.connect('ben');
  expect((await ben.channel('messaging', 'general').query({})).draft).toBeUndefined();
  const gone = nextEvent(tab, 'draft.deleted');
  await channel.deleteDraft();
  await gone;
  await expect(channel.getDraft()).rejects.toMatchObject({ code: 16, status: 404 });
});

test('a thread has a draft of its own', async () => {
  const server = await startServer();
  const ann = await server.connect('ann');
  const channel = ann.channel('messaging', 'general');
  await channel.createDraft({ text: 'In the channel' });
  const { draft } = await channel.createDraft({ text: 'In the thread', parent_id: 'general-010' });
  expectShape(draftShape, draft);
  expect(draft).toMatchObject({ parent_id: 'general-010', parent_message: { id: 'general-010' } });
  expect((await channel.getDraft({ parent_id: 'general-010' })).draft.message.text).toBe('In the thread');
  const { body } = await server.call('GET', '/threads/general-010');
  expect(body['thread']).toMatchObject({ draft: { message: { text: 'In the thread' } } });
});

test('drafts are listed over all channels, in pages', async () => {
  const server = await startServer();
  const ann = await server.connect('ann');
  await ann.channel('messaging', 'general').createDraft({ text: 'One' });
  server.context.clock.advance(1);
  await ann.channel('messaging', 'ann-ben').createDraft({ text: 'Two' });
  const first = await ann.queryDrafts({ limit: 1 });
  expect(first.drafts.map(({ message, channel }) => [message.text, channel?.id])).toEqual([
    ['Two', 'ann-ben'],
  ]);
  const second = await ann.queryDrafts({ limit: 1, next: first.next as string });
  expect(second.drafts[0]?.message.text).toBe('One');
  expect(second.next).toBeUndefined();
  const { drafts } = await ann.queryDrafts({ filter: { channel_cid: 'messaging:general' } });
  expect(drafts).toHaveLength(1);
  expect((await (await server.connect('ben')).queryDrafts()).drafts).toEqual([]);
});

test.each([
  ['an unknown parent', { id: 'd', text: 'x', parent_id: 'nowhere' }, 400, 4],
  ['a reply as its parent', { id: 'd', text: 'x', parent_id: 'general-012' }, 400, 21],
  ['an unknown quote', { id: 'd', text: 'x', quoted_message_id: 'nowhere' }, 400, 4],
  ['somebody unknown', { id: 'd', text: 'x', mentioned_users: ['zoe'] }, 400, 4],
  ['a text that is none', { text: 5 }, 400, 4],
])('a draft with %s is refused', async (_name, message, status, code) => {
  const server = await startServer();
  const answer = await server.call('POST', '/channels/messaging/general/draft', { body: { message } });
  expect(answer).toMatchObject({ status, body: { code, StatusCode: status } });
});
