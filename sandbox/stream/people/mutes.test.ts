import { describe, expect, test } from 'vitest';
import { nextEvent, record, settled, signToken, startServer, typesOf } from '../testing/server.ts';

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]+\.\d{6}Z$/) as string;
const user = (id: string) => expect.objectContaining({ id }) as object;

describe('muting a user', () => {
  test('is told to all connections of the one who mutes, and to nobody else', async () => {
    const server = await startServer();
    const [ann, tab, ben] = await server.connectAll('ann', 'ann', 'ben');
    const seen = [record(ann), record(tab), record(ben)];
    const { mute, mutes, own_user: own } = await ann.muteUser('ben');
    await Promise.all([settled(ann), settled(tab), settled(ben)]);
    const shown = { user: user('ann'), target: user('ben'), created_at: time, updated_at: time };
    expect(mute).toEqual(shown);
    expect(mutes).toEqual([shown]);
    expect(own).toMatchObject({ id: 'ann', mutes: [{ target: { id: 'ben' } }], channel_mutes: [] });
    const muted = seen.map((events) => typesOf(events).filter((type) => type.includes('mutes')));
    expect(muted).toEqual([['notification.mutes_updated'], ['notification.mutes_updated'], []]);
    expect(tab.userMuteStatus('ben')).toBe(true);
    const later = await server.connect('ann');
    expect(later.mutedUsers).toEqual([shown]);
    const lifted = nextEvent(tab, 'notification.mutes_updated');
    await ann.unmuteUser('ben');
    expect(await lifted).toMatchObject({ me: { id: 'ann', mutes: [] } });
  });

  test('keeps what the muted write out of the counts', async () => {
    const server = await startServer();
    const ann = await server.connect('ann');
    await ann.muteUser('ben');
    expect((await ann.getUnreadCount()).total_unread_count).toBe(0);
    server.vendor.sendMessage({ cid: 'messaging:general', userId: 'ben', text: 'Unheard' });
    server.vendor.sendMessage({ cid: 'messaging:general', userId: 'cleo', text: 'Heard' });
    expect((await ann.getUnreadCount()).total_unread_count).toBe(1);
    await ann.unmuteUser('ben');
    expect((await ann.getUnreadCount()).total_unread_count).toBe(4);
  });

  test('ends by the clock', async () => {
    const server = await startServer();
    const ann = await server.connect('ann');
    const { mute } = await ann.muteUser('ben', undefined, { timeout: 5 });
    expect(mute?.expires).toEqual(time);
    server.context.clock.advance(299);
    expect(ann.userMuteStatus('ben')).toBe(true);
    const over = nextEvent(ann, 'notification.mutes_updated');
    server.context.clock.advance(2);
    expect(await over).toMatchObject({ me: { mutes: [] } });
  });

  test.each([
    ['oneself', { target_id: 'ann' }, 4, 400],
    ['nobody', {}, 4, 400],
    ['who is not there', { target_id: 'zoe' }, 16, 404],
    ['what is no field', { target_id: 'ben', loudly: true }, 4, 400],
  ])('is refused for %s', async (_name, body, code, status) => {
    const answer = await (await startServer()).call('POST', '/moderation/mute', { body });
    expect(answer).toMatchObject({ status, body: { code, StatusCode: status } });
  });
});

describe('muting a channel', () => {
  test('is told, ends by the clock, and quiets the counts', async () => {
    const server = await startServer();
    const ann = await server.connect('ann');
    const channel = ann.channel('messaging', 'ann-ben');
    await channel.watch();
    const told = nextEvent(ann, 'notification.channel_mutes_updated');
    const answer = await channel.mute({ expiration: 60_000 });
    expect(answer.channel_mute).toEqual({
      user: user('ann'),
      channel: expect.objectContaining({ cid: 'messaging:ann-ben' }) as object,
      created_at: time,
      updated_at: time,
      expires: time,
    });
    expect(await told).toMatchObject({ me: { channel_mutes: [{ channel: { cid: 'messaging:ann-ben' } }] } });
    expect(channel.muteStatus()).toMatchObject({ muted: true });
    expect((await ann.getUnreadCount()).total_unread_count).toBe(0);
    const find = async (filter: object) =>
      (await ann.queryChannels(filter, [], { watch: false })).map(({ id }) => id);
    expect(await find({ members: { $in: ['ann'] }, muted: true })).toEqual(['ann-ben']);
    const state = await channel.query({});
    expect(state.channel).toMatchObject({ muted: true, mute_expires_at: time });
    expect(state.membership).toMatchObject({ notifications_muted: true });
    const over = nextEvent(ann, 'notification.channel_mutes_updated');
    server.context.clock.advance(61);
    expect(await over).toMatchObject({ me: { channel_mutes: [] } });
    expect((await ann.getUnreadCount()).total_unread_count).toBe(2);
    await channel.mute();
    await channel.unmute();
    expect(channel.muteStatus()).toMatchObject({ muted: false });
  });

  test('is refused where mutes are off, and to strangers', async () => {
    const server = await startServer();
    const body = { channel_cid: 'messaging:ann-ben' };
    const token = signToken({ user_id: 'cleo' });
    const stranger = await server.call('POST', '/moderation/mute/channel', { token, body });
    expect(stranger).toMatchObject({ status: 403, body: { code: 17 } });
    await server.backend().updateChannelType('messaging', { mutes: false });
    const off = await server.call('POST', '/moderation/mute/channel', { body });
    expect(off).toMatchObject({ status: 400, body: { code: 19 } });
  });
});

describe('blocking a user', () => {
  test('is kept, listed and lifted once', async () => {
    const server = await startServer();
    const ann = await server.connect('ann');
    expect(await ann.blockUser('ben')).toEqual({
      blocked_by_user_id: 'ann',
      blocked_user_id: 'ben',
      blocked_at: time,
      duration: expect.any(String) as string,
    });
    expect((await ann.getBlockedUsers()).blocks).toEqual([
      {
        user: user('ann'),
        user_id: 'ann',
        blocked_user: user('ben'),
        blocked_user_id: 'ben',
        created_at: time,
      },
    ]);
    const again = await server.connect('ann');
    expect(again.blockedUsers.getLatestValue()).toEqual({ userIds: ['ben'] });
    await ann.unBlockUser('ben');
    expect((await ann.getBlockedUsers()).blocks).toEqual([]);
    await expect(ann.unBlockUser('ben')).rejects.toMatchObject({ code: 16 });
    await expect(ann.blockUser('ann')).rejects.toMatchObject({ code: 4 });
    await expect(ann.blockUser('zoe')).rejects.toMatchObject({ code: 16 });
  });
});
