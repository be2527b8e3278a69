/** By role (of a user, or of a member in a channel): the ids of the permissions that it holds. */
export type Grants = Readonly<Record<string, readonly string[]>>;

/** What somebody may do who takes part in a channel. */
const takePart = [
  'add-links',
  'cast-vote',
  'create-attachment',
  'create-call',
  'create-mention',
  'create-message',
  'create-reaction',
  'create-reply',
  'flag-message',
  'join-call',
  'mute-channel',
  'pin-message',
  'query-votes',
  'read-channel',
  'read-channel-members',
  'remove-own-channel-membership',
  'run-message-action',
  'send-custom-event',
  'send-poll',
  'share-location',
  'upload-attachment',
] as const;

/** What is anybody's with its own messages, files and reactions. */
const ownThings = [
  'delete-attachment-owner',
  'delete-message-owner',
  'delete-reaction-owner',
  'update-message-owner',
  'update-thread-owner',
] as const;

const moderate = [
  'ban-channel-member',
  'create-restricted-visibility-message',
  'create-system-message',
  'delete-attachment',
  'delete-message',
  'delete-reaction',
  'notify-channel',
  'notify-group',
  'notify-here',
  'notify-role',
  'read-message-flags',
  'skip-channel-cooldown',
  'skip-message-moderation',
  'unblock-message',
  'update-channel',
  'update-channel-cooldown',
  'update-channel-frozen',
  'update-channel-members',
  'update-message',
  'update-thread',
] as const;

/** Beyond what a moderator of the app may do. */
const administrate = [
  'add-own-channel-membership',
  'ban-user',
  'create-channel',
  'create-distinct-channel-for-others',
  'delete-channel',
  'read-restricted-visibility-message',
  'recreate-channel',
  'truncate-channel',
] as const;

const ownChannel = ['delete-channel-owner', 'recreate-channel-owner', 'truncate-channel-owner'] as const;

const without = (ids: readonly string[], ...left: readonly string[]): string[] =>
  ids.filter((id) => !left.includes(id));
/** The same in a channel that one made oneself. */
const asOwner = (ids: readonly string[]): string[] =>
  without(ids, 'create-call', 'join-call').map((id) => `${id}-owner`);

const admin = [...takePart, ...moderate, ...administrate];
/** The roles that a multi-tenant app has besides hold the same, whatever the team. */
const appRoles = (moderator: readonly string[], guest: readonly string[], anonymous: readonly string[]) => ({
  admin,
  global_admin: admin,
  moderator,
  global_moderator: moderator,
  guest,
  anonymous,
});

const maker = [
  'create-channel',
  ...asOwner(takePart),
  ...ownThings,
  ...ownChannel,
  'update-channel-owner',
  'update-channel-members-owner',
];

const messaging: Grants = {
  ...appRoles([...takePart, ...moderate, ...ownChannel, 'ban-user', 'create-channel'], maker, []),
  user: maker,
  // Recorded members could join where they already were.
  channel_member: [...takePart, 'add-own-channel-membership'],
  channel_moderator: [...takePart, ...moderate, 'add-own-channel-membership'],
};

const audience = ['flag-message', 'join-call', 'mute-channel', 'read-channel', 'read-channel-members'];
const ofLivestream = without(
  takePart,
  'create-call',
  'pin-message',
  'remove-own-channel-membership',
  'share-location',
);
const onlyModerate = without(moderate, 'update-channel', 'update-channel-members');

const livestream: Grants = {
  ...appRoles(
    [...without(takePart, 'remove-own-channel-membership'), ...onlyModerate, 'ban-user', 'create-channel'],
    audience,
    without(audience, 'flag-message', 'mute-channel'),
  ),
  user: [...ofLivestream, ...ownThings, 'create-channel', 'pin-message-owner'],
  channel_member: [],
  channel_moderator: [...onlyModerate, 'create-call', 'pin-message'],
};

const customer = [...ownThings, 'update-channel-members-owner'];
const commerce: Grants = {
  ...appRoles(
    [...takePart, ...moderate, 'ban-user', 'create-channel'],
    [
      ...customer,
      ...asOwner(['flag-message', 'mute-channel', 'pin-message', 'read-channel', 'read-channel-members']),
      'add-links',
      'create-channel',
      'upload-attachment',
    ],
    [],
  ),
  user: [...customer, ...asOwner(takePart)],
  channel_member: without(takePart, 'create-call', 'pin-message'),
  channel_moderator: [...takePart, ...moderate],
};

const gaming: Grants = {
  ...appRoles([...takePart, ...onlyModerate, 'ban-user'], [], []),
  user: [...ownThings, ...asOwner(without(takePart, 'pin-message'))],
  channel_member: without(takePart, 'pin-message'),
  channel_moderator: [...takePart, ...onlyModerate],
};

/**
 * The grants of the built-in channel types, as the vendor's reference of permissions lists them; what is newer than
 * that list (polls, replies, threads, locations, mentions of groups) is given to those who may write, or moderate.
 * An id that ends in `-owner` holds for what one made oneself.
 */
export const builtInGrants = { messaging, livestream, team: messaging, commerce, gaming } as const;

const inChannels = [...admin, 'use-frozen-channel', 'read-disabled-channel'];
/** All ids that a channel type may grant. */
export const permissionIds: ReadonlySet<string> = new Set(
  [...inChannels, ...ownThings.map((id) => id.replace(/-owner$/, ''))].flatMap((id) => [id, `${id}-owner`]),
);

/** What roles may do outside of any channel. */
export const appGrants: Grants = {
  ...Object.fromEntries(
    ['admin', 'global_admin', 'moderator', 'global_moderator'].map((role) => [
      role,
      [
        'flag-user',
        'mute-user',
        'read-flag-reports',
        'search-user',
        'update-flag-report',
        'update-user-owner',
      ],
    ]),
  ),
  user: ['flag-user', 'mute-user', 'search-user', 'update-user-owner'],
  guest: ['flag-user', 'mute-user', 'search-user', 'update-user-owner'],
  anonymous: [],
};

/** The roles that every app has: of users, and of members in a channel. */
export const builtInRoles = [
  'admin',
  'anonymous',
  'channel_member',
  'channel_moderator',
  'global_admin',
  'global_moderator',
  'guest',
  'moderator',
  'user',
] as const;
