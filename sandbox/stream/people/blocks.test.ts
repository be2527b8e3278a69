import { describe, expect, test } from 'vitest';
import { nextEvent, record, settled, startServer, typesOf } from '../testing/server.ts';
import type { TestServer } from '../testing/server.ts';

const inChannels = (types: string[]): string[] => types.filter((type) => type !== 'user.updated');

/** The one channel of Ann, who blocks Ben, and Ben. */
async function blocked(server: TestServer) {
  const [ann, tab, ben] = await server.connectAll('ann', 'ann', 'ben');
  const theirs = ben.channel('messaging', { members: ['ann', 'ben'] });
  await theirs.watch();
  const own = ann.channel('messaging', { members: ['ann', 'ben'] });
  await own.watch();
  await theirs.sendMessage({ text: 'Before' });
  await own.markRead();
  await ann.blockUser('ben');
  return { ann, tab, ben, own, theirs };
}

describe('the one channel of two, of whom one blocks the other', () => {
  test('is hidden from the one who blocks, with all that it holds, and stays so whatever is written', async () => {
    const server = await startServer();
    const { ann, ben, own, theirs } = await blocked(server);
    await theirs.sendMessage({ text: 'Are you there?' });
    const find = async (filter: object) =>
      (await ann.queryChannels({ members: ['ann', 'ben'], ...filter })).map(({ cid }) => cid);
    expect(await find({})).toEqual(['messaging:ann-ben']);
    expect(await find({ hidden: true })).toEqual([own.cid]);
    const state = await own.query({});
    expect(state.channel).toMatchObject({ blocked: true, hidden: true });
    expect(state.messages.map(({ text }) => text)).toEqual(['Before', 'Are you there?']);
    expect((await ben.queryChannels({ members: ['ann', 'ben'] })).map(({ cid }) => cid)).toContain(own.cid);
    await ann.unBlockUser('ben');
    expect(await find({})).toContain(own.cid);
    expect((await own.query({})).channel).not.toHaveProperty('blocked');
  });

  test('tells the one who blocks nothing of what the other does, nor counts it', async () => {
    const server = await startServer();
    const { ann, tab, ben, own, theirs } = await blocked(server);
    const unread = (await ann.getUnreadCount()).total_unread_count;
    const seen = [record(ann), record(tab), record(ben)];
    const { message } = await theirs.sendMessage({ text: 'Hello?' });
    await theirs.keystroke();
    await theirs.sendReaction(message.id, { type: 'like' });
    await ben.partialUpdateMessage(message.id, { set: { text: 'Hello!' } });
    await ben.deleteMessage(message.id);
    await Promise.all([settled(ann), settled(tab), settled(ben)]);
    const [forAnn, forTab, forBen] = seen.map((events) => inChannels(typesOf(events)));
    expect(forAnn).toEqual([]);
    expect(forTab).toEqual([]);
    expect(forBen).toEqual([
      'message.new',
      'typing.start',
      'reaction.new',
      'message.updated',
      'message.deleted',
    ]);
    await theirs.sendMessage({ text: 'Uncounted' });
    expect((await ann.getUnreadCount()).total_unread_count).toBe(unread);
    const heard = nextEvent(ben, 'message.new');
    await own.sendMessage({ text: 'I still write' });
    expect((await heard).message?.text).toBe('I still write');
  });
});

test('a group knows of no blocks', async () => {
  const server = await startServer();
  const [ann, ben] = await server.connectAll('ann', 'ben');
  const channel = ann.channel('messaging', 'general');
  await channel.watch();
  await ann.blockUser('ben');
  const heard = nextEvent(ann, 'message.new');
  await ben.channel('messaging', 'general').sendMessage({ text: 'To all' });
  expect((await heard).message?.text).toBe('To all');
  const state = await channel.query({});
  expect(state.messages.at(-1)?.text).toBe('To all');
  expect(state.channel).not.toHaveProperty('blocked');
  expect((await ann.getUnreadCount()).channels).toContainEqual(
    expect.objectContaining({ channel_id: 'messaging:general', unread_count: 1 }),
  );
});

test('who is blocked cannot add the one who blocks, and is not told so; a backend can', async () => {
  const server = await startServer();
  const [ann, ben] = await server.connectAll('ann', 'ben');
  await ann.blockUser('ben');
  const added = record(ann);
  const club = ben.channel('messaging', 'club', { members: ['ben', 'ann', 'cleo'] });
  const made = await club.watch();
  expect(made.members.map(({ user_id }) => user_id)).toEqual(['ben', 'cleo']);
  const { members } = await club.addMembers(['ann', 'dan']);
  expect(members.map(({ user_id }) => user_id)).toEqual(['ben', 'cleo', 'dan']);
  await club.inviteMembers(['ann']);
  await settled(ann);
  expect(inChannels(typesOf(added))).toEqual([]);
  const byBackend = await server.backend().channel('messaging', 'club').addMembers(['ann']);
  expect(byBackend.members.map(({ user_id }) => user_id)).toContain('ann');
});
