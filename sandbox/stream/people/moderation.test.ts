import { describe, expect, test } from 'vitest';
import { nextEvent, record, settled, signToken, startServer, typesOf } from '../testing/server.ts';

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]+\.\d{6}Z$/) as string;
const duration = expect.any(String) as string;
const user = (id: string) => expect.objectContaining({ id }) as object;

describe('a ban from a channel', () => {
  test('keeps who is banned from writing there, not from reading, and the watchers hear of it', async () => {
    const server = await startServer();
    await server.backend().channel('messaging', 'general').addModerators(['cleo']);
    const [cleo, dan, other] = await server.connectAll('cleo', 'dan', 'ann');
    const [moderated, theirs] = [cleo.channel('messaging', 'general'), dan.channel('messaging', 'general')];
    await Promise.all([moderated.watch(), theirs.watch()]);
    const seen = [record(cleo), record(dan), record(other)];
    await moderated.banUser('dan', { reason: 'spam', timeout: 10 });
    await Promise.all([settled(cleo), settled(dan), settled(other)]);
    const banned = seen.map((events) => typesOf(events).filter((type) => type === 'user.banned'));
    expect(banned).toEqual([['user.banned'], ['user.banned'], []]);
    expect(seen[0]?.find(({ type }) => type === 'user.banned')).toEqual({
      type: 'user.banned',
      cid: 'messaging:general',
      channel_id: 'general',
      channel_type: 'messaging',
      user: user('dan'),
      created_by: user('cleo'),
      shadow: false,
      reason: 'spam',
      expiration: time,
      total_bans: 1,
      created_at: time,
      received_at: expect.any(Date) as Date,
    });
    expect(moderated.state.members['dan']).toMatchObject({ banned: true, shadow_banned: false });
    await expect(theirs.sendMessage({ text: 'x' })).rejects.toMatchObject({ code: 17, status: 403 });
    await theirs.query({});
    const { members } = await moderated.queryMembers({ banned: true });
    expect(members).toMatchObject([{ user_id: 'dan', banned: true, ban_expires: time }]);
    const lifted = nextEvent(dan, 'user.unbanned');
    server.context.clock.advance(601);
    expect(await lifted).toMatchObject({ cid: 'messaging:general', user: { id: 'dan' }, shadow: false });
    await theirs.sendMessage({ text: 'Back' });
  });

  test('in the shadow is told to everybody but the one', async () => {
    const server = await startServer();
    await server.backend().channel('messaging', 'general').addModerators(['cleo']);
    const [cleo, dan, ben] = await server.connectAll('cleo', 'dan', 'ben');
    for (const client of [cleo, dan, ben]) await client.channel('messaging', 'general').watch();
    const [seenByDan, seenByBen] = [record(dan), record(ben)];
    await cleo.channel('messaging', 'general').shadowBan('dan', {});
    await dan.channel('messaging', 'general').sendMessage({ text: 'Does nobody answer?' });
    await Promise.all([settled(dan), settled(ben)]);
    expect(typesOf(seenByDan)).not.toContain('user.banned');
    expect(seenByBen.find(({ type }) => type === 'user.banned')).toMatchObject({ shadow: true });
    expect(typesOf(seenByDan)).toContain('message.new');
    expect(typesOf(seenByBen)).not.toContain('message.new');
    await cleo.channel('messaging', 'general').removeShadowBan('dan');
    const heard = nextEvent(ben, 'message.new');
    await dan.channel('messaging', 'general').sendMessage({ text: 'Now?' });
    expect((await heard).message?.text).toBe('Now?');
  });

  test.each([
    [
      'a plain member',
      { target_user_id: 'dan', type: 'messaging', id: 'general' },
      17,
      403,
      'BanChannelMember',
    ],
    ['a client from the app', { target_user_id: 'dan' }, 17, 403, "BanUser in scope '.app'"],
    ['half a channel', { target_user_id: 'dan', type: 'messaging' }, 4, 400, 'go together'],
    ['no user', {}, 4, 400, 'target_user_id'],
    ['no channel', { target_user_id: 'dan', type: 'messaging', id: 'x' }, 16, 404, "Can't find channel"],
  ])('is refused: %s', async (_name, body, code, status, words) => {
    const answer = await (await startServer()).call('POST', '/moderation/ban', { body });
    expect(answer).toMatchObject({ status, body: { code } });
    expect(answer.body['message']).toMatch(/^Ban failed with error: /);
    expect(answer.body['message']).toContain(words);
  });
});

describe('a ban from the app', () => {
  test('holds in every channel; all who share one hear of it', async () => {
    const server = await startServer();
    const backend = server.backend();
    const [ann, dan] = await server.connectAll('ann', 'dan');
    const told = nextEvent(ann, 'user.banned');
    await backend.banUser('dan', { banned_by_id: 'ann', reason: 'enough' });
    const event = await told;
    expect(event).toMatchObject({ user: { id: 'dan', banned: true }, reason: 'enough', shadow: false });
    expect(event).not.toHaveProperty('cid');
    await dan.channel('livestream', 'launch').watch();
    await expect(dan.channel('livestream', 'launch').sendMessage({ text: 'x' })).rejects.toMatchObject({
      code: 17,
    });
    expect((await backend.queryUsers({ banned: true })).users.map(({ id }) => id)).toEqual(['dan']);
    await backend.unbanUser('dan');
    await dan.channel('livestream', 'launch').sendMessage({ text: 'Thank you' });
    await expect(backend.banUser('ann', { banned_by_id: 'ann' })).rejects.toMatchObject({ code: 4 });
  });

  test('bans are found by a backend, and by moderators in their channels', async () => {
    const server = await startServer();
    const backend = server.backend();
    await backend.channel('messaging', 'general').addModerators(['cleo']);
    await backend.banUser('ben', { banned_by_id: 'ann' });
    server.context.clock.advance(1);
    await backend
      .channel('messaging', 'general')
      .banUser('dan', { banned_by_id: 'cleo', reason: 'spam here' });
    const { bans } = await backend.queryBannedUsers({}, { created_at: -1 });
    expect(bans).toEqual([
      {
        user: user('dan'),
        banned_by: user('cleo'),
        channel: expect.objectContaining({ cid: 'messaging:general' }) as object,
        shadow: false,
        ip_ban: false,
        reason: 'spam here',
        created_at: time,
      },
      { user: user('ben'), banned_by: user('ann'), shadow: false, ip_ban: false, created_at: time },
    ]);
    const found = async (filter: object) =>
      (await backend.queryBannedUsers(filter)).bans?.map((ban) => ban.user.id);
    expect(await found({ channel_cid: 'messaging:general' })).toEqual(['dan']);
    expect(await found({ user_id: { $in: ['ben', 'cleo'] } })).toEqual(['ben']);
    expect(await found({ reason: { $autocomplete: 'sp' } })).toEqual(['dan']);
    const cleo = await server.connect('cleo');
    expect((await cleo.queryBannedUsers({})).bans).toMatchObject([{ user: { id: 'dan' } }]);
    await expect(backend.queryBannedUsers({ shoe: 1 } as object)).rejects.toMatchObject({ code: 4 });
    await expect(backend.queryBannedUsers({ user_id: { $gt: 'a' } } as object)).rejects.toMatchObject({
      code: 4,
    });
  });
});

describe('flags', () => {
  test('are raised once, withdrawn once, and listed for a backend', async () => {
    const server = await startServer();
    const [ann, backend] = [await server.connect('ann'), server.backend()];
    const { flag } = await ann.flagMessage('general-001', { reason: 'rude' });
    const message = {
      user: user('ann'),
      target_message_id: 'general-001',
      target_message: expect.objectContaining({ id: 'general-001' }) as object,
      channel_cid: 'messaging:general',
      message_user_id: expect.any(String) as string,
      reason: 'rude',
      created_by_automod: false,
      created_at: time,
      updated_at: time,
    };
    expect(flag).toEqual(message);
    await expect(ann.flagMessage('general-001')).rejects.toMatchObject({ code: 4, status: 400 });
    const { flag: ofUser } = await ann.flagUser('ben');
    expect(ofUser).toEqual({
      user: user('ann'),
      target_user_id: 'ben',
      target_user: user('ben'),
      created_by_automod: false,
      created_at: time,
      updated_at: time,
    });
    await expect(ann.flagUser('ben')).rejects.toMatchObject({ code: 4 });
    expect(await backend.queryMessageFlags({ user_id: 'ann' })).toEqual({
      flags: [
        {
          message: expect.objectContaining({ id: 'general-001' }) as object,
          user: user('ann'),
          created_by_automod: false,
          created_at: time,
          updated_at: time,
        },
      ],
      duration,
    });
    expect((await backend._queryFlags({})).flags).toHaveLength(2);
    expect((await backend._queryFlags({ channel_cid: 'messaging:general' } as object)).flags).toEqual([
      message,
    ]);
    expect((await ann.unflagMessage('general-001')).flag.target_message_id).toBe('general-001');
    await expect(ann.unflagMessage('general-001')).rejects.toMatchObject({ code: 4 });
    await ann.unflagUser('ben');
    await expect(ann.unflagUser('ben')).rejects.toMatchObject({ code: 4 });
    await expect(ann.queryMessageFlags({})).rejects.toMatchObject({ code: 17 });
  });

  test.each([
    ['nothing', {}, 4],
    ['a message that is not there', { target_message_id: 'nowhere' }, 16],
    ['a message that one may not read', { target_message_id: 'ann-ben-001' }, 17],
    ['a user who is not there', { target_user_id: 'zoe' }, 16],
  ])('are refused for %s', async (_name, body, code) => {
    const server = await startServer();
    const token = signToken({ user_id: 'cleo' });
    for (const path of ['flag', 'unflag']) {
      const answer = await server.call('POST', `/moderation/${path}`, { token, body });
      expect(answer.body).toMatchObject({ code });
    }
  });
});
