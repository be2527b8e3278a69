import type { CommandVariants } from 'stream-chat';
import { describe, expect, test } from 'vitest';
import { startServer } from '../testing/server.ts';

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]+\.\d{6}Z$/) as string;

const giphy = {
  name: 'giphy',
  description: 'Post a random gif to the channel',
  args: '[text]',
  set: 'fun_set',
};
const settings = {
  typing_events: true,
  read_events: true,
  connect_events: true,
  delivery_events: true,
  custom_events: true,
  reactions: true,
  replies: true,
  quotes: true,
  uploads: true,
  url_enrichment: true,
  mutes: true,
  search: true,
  polls: true,
  reminders: false,
  shared_locations: false,
  user_message_reminders: true,
  mark_messages_pending: false,
  count_messages: false,
  push_notifications: true,
  skip_last_msg_update_for_system_msgs: false,
  max_message_length: 5000,
  message_retention: 'infinite',
  automod: 'disabled',
  automod_behavior: 'flag',
  blocklist_behavior: 'flag',
  created_at: time,
  updated_at: time,
};
const duration = expect.stringMatching(/ms$/) as string;
const grants = {
  admin: expect.any(Array) as string[],
  global_admin: expect.any(Array) as string[],
  moderator: expect.any(Array) as string[],
  global_moderator: expect.any(Array) as string[],
  guest: expect.any(Array) as string[],
  anonymous: [],
  user: expect.any(Array) as string[],
  channel_member: expect.arrayContaining(['read-channel', 'create-message']) as string[],
  channel_moderator: expect.arrayContaining(['ban-channel-member']) as string[],
};

describe('channel types', () => {
  test('an app starts with five, each with its settings', async () => {
    const backend = (await startServer()).backend();
    const { channel_types: types } = await backend.listChannelTypes();
    expect(Object.keys(types)).toEqual(['messaging', 'livestream', 'team', 'commerce', 'gaming']);
    const messaging = { ...settings, name: 'messaging', commands: [giphy], permissions: [], grants };
    expect(types['messaging']).toEqual(messaging);
    expect(await backend.getChannelType('messaging')).toEqual({ ...messaging, duration });
    expect(types['livestream']).toMatchObject({ typing_events: false, read_events: false });
    expect(types['gaming']).toMatchObject({ uploads: false, polls: false });
    expect(types['commerce']?.grants?.['guest']).toContain('create-channel');
  });

  test('one is made, changed and deleted by a backend', async () => {
    const backend = (await startServer()).backend();
    const made = await backend.createChannelType({ name: 'broadcast', reactions: false, commands: ['all'] });
    const commands = ['giphy', 'ban', 'unban', 'mute', 'unmute'];
    const broadcast = { ...settings, name: 'broadcast', reactions: false, commands, permissions: [], grants };
    expect(made).toEqual({ ...broadcast, duration });
    const channel = backend.channel('broadcast', 'news', { created_by_id: 'ann', members: ['ann'] });
    expect((await channel.create()).channel.config).toMatchObject({ name: 'broadcast', reactions: false });
    await expect(backend.deleteChannelType('broadcast')).rejects.toMatchObject({ code: 4, status: 400 });
    const changed = await backend.updateChannelType('broadcast', { max_message_length: 10, commands: [] });
    expect(changed).toEqual({ ...broadcast, max_message_length: 10, commands: [], duration });
    await expect(channel.sendMessage({ text: 'Much too long', user_id: 'ann' })).rejects.toMatchObject({
      code: 20,
    });
    await backend.createChannelType({ name: 'empty' });
    await backend.deleteChannelType('empty');
    await expect(backend.getChannelType('empty')).rejects.toMatchObject({ code: 16, status: 404 });
  });

  test.each([
    ['a name that is taken', 'POST', '', { name: 'team' }, 4, 400],
    ['a name with a blank', 'POST', '', { name: 'my type' }, 4, 400],
    ['a setting that is none', 'PUT', '/team', { teleport: true }, 4, 400],
    ['a setting of another kind', 'PUT', '/team', { reactions: 'yes' }, 4, 400],
    ['too long a length', 'PUT', '/team', { max_message_length: 20_001 }, 4, 400],
    ['a command that is none', 'PUT', '/team', { commands: ['dance'] }, 4, 400],
    ['a permission that is none', 'PUT', '/team', { grants: { user: ['fly'] } }, 4, 400],
    ['a role that is none', 'PUT', '/team', { grants: { queen: [] } }, 16, 404],
    ['a type that is none', 'PUT', '/nowhere', {}, 16, 404],
    ['a type that is none', 'DELETE', '/nowhere', undefined, 16, 404],
  ])('refuse %s (%s)', async (_name, method, path, body, code, status) => {
    const server = await startServer();
    const answer = await server.call(method, `/channeltypes${path}`, { token: server.serverToken, body });
    expect(answer).toMatchObject({ status, body: { code, StatusCode: status } });
  });

  test.each([
    '/channeltypes',
    '/channeltypes/team',
    '/commands',
    '/commands/giphy',
    '/roles',
    '/permissions',
  ])('%s is for backends only', async (path) => {
    const answer = await (await startServer()).call('GET', path);
    expect(answer).toMatchObject({ status: 403, body: { code: 17 } });
  });

  test('grants change what roles may do at once, and back by null', async () => {
    const server = await startServer();
    const backend = server.backend();
    const before = (await backend.getChannelType('messaging')).grants['channel_member'] as string[];
    const grant = (ids: string[] | null) =>
      backend.updateChannelType('messaging', { grants: { channel_member: ids as string[] } });
    await grant(before.filter((id) => id !== 'create-message'));
    const ben = await server.connect('ben');
    const channel = ben.channel('messaging', 'general');
    await channel.watch();
    expect(channel.data?.own_capabilities).not.toContain('send-message');
    await expect(channel.sendMessage({ text: 'Not now' })).rejects.toMatchObject({
      code: 17,
      message: expect.stringContaining(
        `SendMessage failed with error: "User 'ben' with roles ['user', 'channel_member'] is not allowed to perform action CreateMessage in scope 'messaging'"`,
      ) as string,
    });
    expect((await grant(null)).grants['channel_member']).toEqual(before);
    await channel.sendMessage({ text: 'Now' });
  });

  test.each([
    ['typing_events', 'event', { event: { type: 'typing.start' } }],
    ['custom_events', 'event', { event: { type: 'confetti' } }],
    ['read_events', 'read', {}],
    ['replies', 'message', { message: { text: 'x', parent_id: 'general-001' } }],
  ])('without %s a channel refuses it', async (setting, path, body) => {
    const server = await startServer();
    await server.backend().updateChannelType('messaging', { [setting]: false });
    const answer = await server.call('POST', `/channels/messaging/general/${path}`, { body });
    expect(answer).toMatchObject({ status: 400, body: { code: 19 } });
  });

  test('without reactions and uploads there are none', async () => {
    const server = await startServer();
    await server.backend().updateChannelType('messaging', { reactions: false, uploads: false });
    const reaction = await server.call('POST', '/messages/general-001/reaction', {
      body: { reaction: { type: 'like' } },
    });
    expect(reaction).toMatchObject({ status: 400, body: { code: 19 } });
    const file = await server.call('POST', '/channels/messaging/general/file', { body: {} });
    expect(file).toMatchObject({ status: 400, body: { code: 19 } });
  });
});

describe('commands', () => {
  test('are made, listed, changed and deleted', async () => {
    const backend = (await startServer()).backend();
    // The SDK's types know the built-in names only.
    const name = 'ticket' as CommandVariants;
    const set = 'support' as CommandVariants;
    const ticket = { name, description: 'Open a ticket', args: '[text]', set };
    const dates = { created_at: time, updated_at: time };
    expect((await backend.createCommand(ticket)).command).toEqual({ ...ticket, ...dates });
    expect(await backend.getCommand('ticket')).toEqual({ ...ticket, ...dates, duration });
    expect((await backend.listCommands()).commands).toHaveLength(6);
    await backend.updateChannelType('team', { commands: [name, 'fun_set'] });
    const changed = { description: 'Open a case', args: '', set };
    expect((await backend.updateCommand('ticket', changed)).command).toEqual({
      name: 'ticket',
      ...changed,
      ...dates,
    });
    expect((await backend.getChannelType('team')).commands).toEqual([{ name: 'ticket', ...changed }, giphy]);
    expect(await backend.deleteCommand('ticket')).toEqual({ name: 'ticket', duration });
    expect((await backend.getChannelType('team')).commands).toEqual([giphy]);
  });

  test.each([
    ['a name that is taken', 'POST', '', { name: 'giphy', description: 'x' }, 4],
    ['no description', 'POST', '', { name: 'ticket' }, 4],
    ['one that is none', 'PUT', '/ticket', { description: 'x' }, 16],
    ['the end of one that is built in', 'DELETE', '/giphy', undefined, 4],
  ])('refuse %s', async (_name, method, path, body, code) => {
    const server = await startServer();
    const answer = await server.call(method, `/commands${path}`, { token: server.serverToken, body });
    expect(answer.body).toMatchObject({ code });
  });
});

describe('roles', () => {
  test('are made, given, granted something and deleted', async () => {
    const server = await startServer();
    const backend = server.backend();
    const { role } = await backend.createRole('clerk');
    expect(role).toEqual({ name: 'clerk', custom: true, scopes: [], created_at: time, updated_at: time });
    await backend.updateChannelType('messaging', { grants: { clerk: ['read-channel', 'create-message'] } });
    await backend.upsertUser({ id: 'carl', role: 'clerk' });
    const carl = await server.connect('carl');
    await carl.channel('messaging', 'ann-ben').watch();
    await expect(backend.deleteRole('clerk')).rejects.toMatchObject({ code: 4 });
    await expect(backend.deleteRole('user')).rejects.toMatchObject({ code: 4 });
    await expect(backend.deleteRole('queen')).rejects.toMatchObject({ code: 16 });
    await expect(backend.createRole('user')).rejects.toMatchObject({ code: 4 });
    await backend.createRole('idler');
    await backend.deleteRole('idler');
    const { roles } = await backend.listRoles();
    expect(roles.map(({ name }) => name)).toContain('clerk');
    expect(roles.find(({ name }) => name === 'clerk')).toMatchObject({ scopes: ['messaging'] });
    expect((await carl.searchRoles({ query: 'cl' })).roles.map(({ name }) => name)).toEqual(['clerk']);
  });

  test('permissions are listed by id', async () => {
    const backend = (await startServer()).backend();
    const { permissions } = await backend.listPermissions();
    const permission = {
      id: 'read-channel-owner',
      name: 'ReadChannel',
      action: 'ReadChannel',
      description: '',
      level: 'channel',
      owner: true,
      same_team: true,
      custom: false,
      tags: [],
    };
    expect(permissions).toContainEqual(permission);
    expect((await backend.getPermission('read-channel-owner')).permission).toEqual(permission);
    await expect(backend.getPermission('fly')).rejects.toMatchObject({ code: 16 });
  });
});
