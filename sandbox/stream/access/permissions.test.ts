import { describe, expect, test } from 'vitest';
import { builtInTypes } from '../channels/channel-types.ts';
import type { ChannelConfig } from '../channels/channel-types.ts';
import type { Actor, ChannelRecord, MemberRecord } from '../model.ts';
import {
  capabilitiesOf,
  may,
  requireAppPermission,
  requireCapability,
  requirePermission,
} from './permissions.ts';

const types = new Map(builtInTypes());

function actor(id: string, role = 'user', server = false): Actor {
  return { user: { id, role, fields: {}, teams: [], createdAt: 0, updatedAt: 0 }, server };
}

function channel(
  type: string,
  members: Record<string, MemberRecord['role']> = {},
  change: Partial<ChannelRecord> = {},
): ChannelRecord {
  const ofType = types.get(type);
  if (!ofType) throw new Error(type);
  return {
    type,
    id: 'x',
    cid: `${type}:x`,
    ofType,
    createdById: 'owner',
    fields: {},
    frozen: false,
    disabled: false,
    hiddenFrom: new Set(),
    historyFrom: new Map(),
    cooldown: 0,
    bans: new Map(),
    members: new Map(
      Object.entries(members).map(([userId, role]) => [
        userId,
        { cid: `${type}:x`, userId, role, fields: {}, createdAt: 0, updatedAt: 0 },
      ]),
    ),
    reads: new Map(),
    messages: [],
    createdAt: 0,
    updatedAt: 0,
    lastStamp: 0,
    ...change,
  };
}

const told = (who: Actor, where: ChannelRecord): string[] => [...capabilitiesOf(who, where)].sort();

const ofMember = [
  'cast-poll-vote',
  'connect-events',
  'create-attachment',
  'create-mention',
  'delete-own-message',
  'delivery-events',
  'flag-message',
  'join-channel',
  'leave-channel',
  'mute-channel',
  'pin-message',
  'query-poll-votes',
  'quote-message',
  'read-events',
  'search-messages',
  'send-custom-events',
  'send-links',
  'send-message',
  'send-poll',
  'send-reaction',
  'send-reply',
  'send-typing-events',
  'typing-events',
  'update-own-message',
  'update-thread',
  'upload-file',
];
const ofOwner = [...ofMember, 'delete-channel', 'update-channel', 'update-channel-members'].sort();
const ofModerator = [
  ...ofMember,
  'ban-channel-members',
  'delete-any-message',
  'freeze-channel',
  'notify-channel',
  'notify-group',
  'notify-here',
  'notify-role',
  'send-restricted-visibility-message',
  'set-channel-cooldown',
  'skip-slow-mode',
  'update-any-message',
  'update-channel',
  'update-channel-members',
].sort();
const members = { ann: 'channel_member', mod: 'channel_moderator', owner: 'channel_member' } as const;

describe('own capabilities in a messaging channel', () => {
  test.each([
    ['a stranger', actor('zoe'), []],
    ['a member', actor('ann'), ofMember],
    ['its creator', actor('owner'), ofOwner],
    ['its moderator', actor('mod'), ofModerator],
    ['an admin', actor('zoe', 'admin'), [...ofModerator, 'delete-channel'].sort()],
    ['a moderator of the app', actor('zoe', 'moderator'), ofModerator],
    ['an anonymous user', actor('zoe', 'anonymous'), []],
    ['a role that nobody granted anything', actor('zoe', 'clerk'), []],
  ])('%s', (_name, who, expected) => expect(told(who, channel('messaging', members))).toEqual(expected));

  test('a location may be shared where the type has it on', () => {
    const where = channel('messaging', members, { configOverrides: { shared_locations: true } });
    expect(told(actor('ann'), where)).toEqual([...ofMember, 'share-location'].sort());
  });

  const bySetting: [keyof ChannelConfig, string[]][] = [
    ['typing_events', ['send-typing-events', 'typing-events']],
    ['read_events', ['read-events']],
    ['connect_events', ['connect-events']],
    ['delivery_events', ['delivery-events']],
    ['custom_events', ['send-custom-events']],
    ['reactions', ['send-reaction']],
    ['replies', ['send-reply']],
    ['quotes', ['quote-message']],
    ['uploads', ['upload-file']],
    ['mutes', ['mute-channel']],
    ['search', ['search-messages']],
    ['polls', ['cast-poll-vote', 'query-poll-votes', 'send-poll']],
  ];
  test.each(bySetting)('without %s there is no %j', (setting, lost) => {
    const where = channel('messaging', members, { configOverrides: { [setting]: false } });
    expect(told(actor('ann'), where)).toEqual(ofMember.filter((name) => !lost.includes(name)));
  });

  test('a frozen channel takes what writes away from everybody but the backend', () => {
    const where = channel('messaging', members, { frozen: true });
    const writes = ['send-links', 'send-message', 'send-poll', 'send-reaction', 'send-reply'];
    expect(told(actor('ann'), where)).toEqual(ofMember.filter((name) => !writes.includes(name)));
    expect(told(actor('zoe', 'admin'), where)).not.toContain('send-message');
    expect(told(actor('ann', 'user', true), where)).toEqual(expect.arrayContaining(writes));
    expect(() => requireCapability(actor('ann'), where, 'send-message')).toThrow(
      "User 'ann' with roles ['user', 'channel_member'] is not allowed to perform action UseFrozenChannel in scope 'messaging'",
    );
  });

  test('slow mode is told to those who must wait', () => {
    const where = channel('messaging', members, { cooldown: 5 });
    expect(told(actor('ann'), where)).toContain('slow-mode');
    expect(told(actor('mod'), where)).not.toContain('slow-mode');
  });

  test('who is banned may read and not write; who is banned in the shadow does not notice', () => {
    const ban = { userId: 'ann', byId: 'mod', createdAt: 0, shadow: false };
    const banned = channel('messaging', members, { bans: new Map([['ann', ban]]) });
    expect(told(actor('ann'), banned)).toContain('read-events');
    expect(told(actor('ann'), banned)).not.toContain('send-message');
    const shadow = channel('messaging', members, { bans: new Map([['ann', { ...ban, shadow: true }]]) });
    expect(told(actor('ann'), shadow)).toContain('send-message');
    const everywhere = { user: { ...actor('ann').user, ban }, server: false };
    expect(told(everywhere, channel('messaging', members))).not.toContain('send-message');
  });
});

describe('the built-in types', () => {
  test('everybody writes in a livestream, guests and the anonymous read it', () => {
    const where = channel('livestream');
    // Who writes there is no member, and the type has no such events.
    const missing = [
      ...['join-channel', 'leave-channel', 'pin-message'],
      ...['delivery-events', 'read-events', 'send-typing-events', 'typing-events'],
    ];
    expect(told(actor('zoe'), where)).toEqual(ofMember.filter((name) => !missing.includes(name)));
    expect(told(actor('g', 'guest'), where)).toEqual([
      'connect-events',
      'flag-message',
      'mute-channel',
      'search-messages',
    ]);
    expect(told(actor('a', 'anonymous'), where)).toEqual(['connect-events', 'search-messages']);
  });

  test.each(['messaging', 'team', 'livestream'])('a user may make a channel of type %s', (type) =>
    expect(may(actor('ann'), channel(type), 'create-channel')).toBe(true),
  );
  test.each(['gaming', 'commerce'])('a user may make no channel of type %s', (type) =>
    expect(may(actor('ann'), channel(type), 'create-channel')).toBe(false),
  );
  test('a guest may make a commerce channel, where it is the customer', () =>
    expect(may(actor('g', 'guest'), channel('commerce'), 'create-channel')).toBe(true));
});

describe('refusals', () => {
  const where = channel('messaging', members);
  test.each([
    [
      'a stranger',
      () => requireCapability(actor('zoe'), where, 'send-message'),
      "role 'user'",
      'ReadChannel',
    ],
    [
      'a member',
      () => requireCapability(actor('ann'), where, 'update-channel'),
      "roles ['user', 'channel_member']",
      'UpdateChannel',
    ],
    [
      'whose message it is not',
      () => requirePermission(actor('ann'), where, 'delete-message', 'ben'),
      "roles ['user', 'channel_member']",
      'DeleteMessage',
    ],
    [
      'the anonymous',
      () => requireAppPermission(actor('zoe', 'anonymous'), 'search-user'),
      "role 'anonymous'",
      'SearchUser',
    ],
  ])('name %s, the roles and the action', (_name, run, roles, action) => {
    expect(run).toThrow(
      expect.objectContaining({
        code: 17,
        status: 403,
        message: expect.stringMatching(
          new RegExp(
            `^User '\\w+' with ${roles.replace(/[[\]]/g, String.raw`\$&`)} is not allowed to perform action ${action} in scope '`,
          ),
        ) as string,
      }),
    );
  });

  test('say which setting is off, to the backend too', () => {
    const quiet = channel('messaging', members, { configOverrides: { reactions: false } });
    for (const who of [actor('ann'), actor('ann', 'user', true)]) {
      expect(() => requireCapability(who, quiet, 'send-reaction')).toThrow(
        expect.objectContaining({ code: 19, status: 400 }),
      );
    }
  });

  test('do not meet one’s own things, nor the backend', () => {
    requirePermission(actor('ann'), where, 'delete-message', 'ann');
    requirePermission(actor('zoe', 'user', true), where, 'delete-channel');
    requireAppPermission(actor('zoe'), 'search-user');
    expect(may(actor('ann'), where, 'delete-message', 'ann')).toBe(true);
  });
});
