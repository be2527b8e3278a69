import { describe, expect, test } from 'vitest';
import { nextEvent, record, settled, signToken, startServer, typesOf, until } from '../testing/server.ts';

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]+\.\d{6}Z$/) as string;
const messaging = (types: string[]): string[] => types.filter((type) => !type.startsWith('user.'));

describe('hiding', () => {
  test('takes a channel out of one’s own list until the next message', async () => {
    const server = await startServer();
    const [ann, tab, ben] = await server.connectAll('ann', 'ann', 'ben');
    const channel = ann.channel('messaging', 'ann-ben');
    await channel.watch();
    const ids = async (filter: object = {}) =>
      (await ann.queryChannels({ members: { $in: ['ann'] }, ...filter })).map(({ id }) => id);
    const seen = [record(ann), record(tab), record(ben)];
    await channel.hide();
    await Promise.all([settled(ann), settled(tab), settled(ben)]);
    expect(seen.map((events) => messaging(typesOf(events)))).toEqual([
      ['channel.hidden'],
      ['channel.hidden'],
      [],
    ]);
    expect(seen[1]?.find(({ type }) => type === 'channel.hidden')).toMatchObject({
      cid: 'messaging:ann-ben',
      clear_history: false,
      channel: { id: 'ann-ben' },
      user: { id: 'ann' },
    });
    expect(await ids()).toEqual(['general']);
    expect(await ids({ hidden: true })).toEqual(['ann-ben']);
    expect(await channel.query({})).toMatchObject({ hidden: true, channel: { hidden: true } });
    expect((await ben.queryChannels({ members: { $in: ['ben'] } })).map(({ id }) => id)).toContain('ann-ben');
    const visible = nextEvent(tab, 'channel.visible');
    await channel.show();
    expect(await visible).toMatchObject({ cid: 'messaging:ann-ben', user: { id: 'ann' } });
    expect(await ids()).toContain('ann-ben');
    await channel.hide();
    server.vendor.sendMessage({ cid: 'messaging:ann-ben', userId: 'ben', text: 'Still there?' });
    expect(await ids()).toContain('ann-ben');
  });

  test('forgets what the channel held, for that user, if so asked', async () => {
    const server = await startServer();
    const [ann, ben] = await server.connectAll('ann', 'ben');
    const channel = ann.channel('messaging', 'ann-ben');
    await channel.watch();
    await channel.hide(null, true);
    expect((await channel.query({})).messages).toEqual([]);
    server.vendor.sendMessage({ cid: 'messaging:ann-ben', userId: 'ben', text: 'A new page' });
    expect((await channel.query({})).messages.map(({ text }) => text)).toEqual(['A new page']);
    expect((await ben.channel('messaging', 'ann-ben').query({})).messages).toHaveLength(13);
  });

  test('is not for strangers', async () => {
    const server = await startServer();
    for (const path of ['hide', 'show']) {
      const answer = await server.call('POST', `/channels/messaging/ann-ben/${path}`, {
        token: signToken({ user_id: 'cleo' }),
        body: {},
      });
      expect(answer).toMatchObject({ status: 403, body: { code: 17 } });
    }
  });
});

describe('truncating', () => {
  test('empties a channel for all: watchers and other members hear of it, and counts go down', async () => {
    const server = await startServer();
    const [ann, ben] = await server.connectAll('ann', 'ben');
    const channel = ann.channel('messaging', 'ann-ben');
    await channel.watch();
    const others = nextEvent(ben, 'notification.channel_truncated');
    const watching = nextEvent(ann, 'channel.truncated');
    const answer = await channel.truncate({ message: { text: 'Wiped' } });
    expect(answer.message).toMatchObject({ type: 'system', text: 'Wiped' });
    expect(answer.channel).toMatchObject({ truncated_at: time, truncated_by: { id: 'ann' } });
    for (const event of [await others, await watching]) {
      expect(event).toMatchObject({
        cid: 'messaging:ann-ben',
        channel: { truncated_at: time },
        message: { text: 'Wiped' },
        user: { id: 'ann' },
      });
    }
    expect(channel.state.messages.map(({ text }) => text)).toEqual(['Wiped']);
    expect((await channel.query({})).messages.map(({ text }) => text)).toEqual(['Wiped']);
    expect((await ann.getUnreadCount()).total_unread_count).toBe(0);
  });

  test('may keep what is newer', async () => {
    const server = await startServer();
    const backend = server.backend().channel('messaging', 'general');
    const before = (await backend.query({ messages: { limit: 300 } })).messages;
    const middle = before[59];
    await backend.truncate({ truncated_at: new Date(middle?.created_at ?? '') });
    const after = (await backend.query({ messages: { limit: 300 } })).messages;
    expect(after.map(({ id }) => id)).toEqual(before.slice(60).map(({ id }) => id));
  });

  test('is the creator’s, not a member’s', async () => {
    const server = await startServer();
    const answer = await server.call('POST', '/channels/messaging/general/truncate', {
      token: signToken({ user_id: 'dan' }),
      body: {},
    });
    expect(answer).toMatchObject({ status: 403, body: { code: 17 } });
    expect(answer.body['message']).toContain('TruncateChannel');
  });
});

describe('deleting', () => {
  test('takes a channel from everybody', async () => {
    const server = await startServer();
    const [ann, ben] = await server.connectAll('ann', 'ben');
    const channel = ann.channel('messaging', 'ann-ben');
    await channel.watch();
    const others = nextEvent(ben, 'notification.channel_deleted');
    const watching = nextEvent(ann, 'channel.deleted');
    const { channel: deleted } = await channel.delete();
    expect(deleted).toMatchObject({ cid: 'messaging:ann-ben', deleted_at: time });
    for (const event of [await others, await watching]) {
      expect(event).toMatchObject({
        cid: 'messaging:ann-ben',
        channel: { deleted_at: time },
        user: { id: 'ann' },
      });
    }
    await until(() => expect(ann.activeChannels).not.toHaveProperty('messaging:ann-ben'));
    expect((await ann.getUnreadCount()).total_unread_count).toBe(0);
    await expect(ann.getMessage('ann-ben-001')).rejects.toMatchObject({ code: 16 });
    await expect(server.backend().channel('messaging', 'ann-ben').truncate()).rejects.toMatchObject({
      code: 16,
    });
  });

  test('its creator may make it again, empty, and nobody else', async () => {
    const server = await startServer();
    const ann = await server.connect('ann');
    await server.backend().channel('messaging', 'ann-ben').delete();
    const again = await ann.channel('messaging', 'ann-ben').watch();
    expect(again).toMatchObject({ messages: [], members: [], channel: { member_count: 0 } });
    await server.backend().channel('messaging', 'ann-ben').delete({ hard_delete: true });
    const dan = await server.connect('dan');
    await dan.channel('messaging', 'ann-ben').watch();
  });

  test('is refused to members, and a hard one to clients', async () => {
    const server = await startServer();
    const path = '/channels/messaging/general';
    const asMember = await server.call('DELETE', path, { token: signToken({ user_id: 'dan' }) });
    expect(asMember).toMatchObject({ status: 403, body: { code: 17 } });
    const hard = await server.call('DELETE', path, { query: { hard_delete: 'true' } });
    expect(hard).toMatchObject({ status: 403, body: { code: 17 } });
  });

  test('many at once are a task', async () => {
    const server = await startServer();
    const backend = server.backend();
    const cids = ['messaging:general', 'messaging:ann-ben'];
    const { result, task_id } = await backend.deleteChannels(cids, { hard_delete: true });
    expect(result).toEqual({
      'messaging:general': { status: 'ok' },
      'messaging:ann-ben': { status: 'ok' },
    });
    expect(await backend.getTask(String(task_id))).toEqual({
      task_id,
      status: 'completed',
      created_at: time,
      updated_at: time,
      result,
      duration: expect.any(String) as string,
    });
    expect((await backend.queryChannels({})).map(({ id }) => id)).toEqual(['launch']);
    await expect(backend.deleteChannels(cids)).rejects.toMatchObject({ code: 16 });
    await expect(backend.getTask('none')).rejects.toMatchObject({ code: 16 });
    const asUser = await server.call('POST', '/channels/delete', { body: { cids } });
    expect(asUser).toMatchObject({ status: 403, body: { code: 17 } });
  });
});
