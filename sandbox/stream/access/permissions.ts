import { configOf } from '../channels/channel-types.ts';
import type { ChannelConfig } from '../channels/channel-types.ts';
import { featureOff, notAllowed } from '../errors.ts';
import { appGrants } from './grants.ts';
import type { Actor, ChannelRecord } from '../model.ts';

/**
 * Who may do what. The vendor knows two languages for it: *permissions*, which roles are granted and whose names
 * stand in refusals, and *capabilities*, which are told to clients as `own_capabilities`. A route asks
 * `requireCapability` where there is one for what it does, else `requirePermission`; a server call may do everything
 * that the channel's settings have switched on.
 */
interface Rule {
  /** Any of these. */
  readonly permissions: readonly string[];
  /** The setting without which nobody has it. */
  readonly setting?: keyof ChannelConfig;
  /** Nobody has it in a frozen channel who may not `use-frozen-channel`. */
  readonly thaw?: true;
}

const rule = (permission: string, setting?: keyof ChannelConfig): Rule => ({
  permissions: [permission],
  ...(setting && { setting }),
});
const writing = (permission: string, setting?: keyof ChannelConfig): Rule => ({
  ...rule(permission, setting),
  thaw: true,
});

const rules = {
  'ban-channel-members': rule('ban-channel-member'),
  'cast-poll-vote': rule('cast-vote', 'polls'),
  'connect-events': rule('read-channel', 'connect_events'),
  'create-attachment': rule('create-attachment'),
  'create-mention': rule('create-mention'),
  'delete-any-message': rule('delete-message'),
  'delete-channel': rule('delete-channel'),
  'delete-own-message': { permissions: ['delete-message', 'delete-message-owner'] },
  'delivery-events': rule('read-channel', 'delivery_events'),
  'flag-message': rule('flag-message'),
  'freeze-channel': rule('update-channel-frozen'),
  'join-channel': { permissions: ['add-own-channel-membership', 'update-channel-members'] },
  'leave-channel': { permissions: ['remove-own-channel-membership', 'update-channel-members'] },
  'mute-channel': rule('mute-channel', 'mutes'),
  'notify-channel': rule('notify-channel'),
  'notify-group': rule('notify-group'),
  'notify-here': rule('notify-here'),
  'notify-role': rule('notify-role'),
  'pin-message': rule('pin-message'),
  'query-poll-votes': rule('query-votes', 'polls'),
  'quote-message': rule('create-message', 'quotes'),
  'read-events': rule('read-channel', 'read_events'),
  'search-messages': rule('read-channel', 'search'),
  'send-custom-events': rule('send-custom-event', 'custom_events'),
  'send-links': writing('add-links'),
  'send-message': writing('create-message'),
  'send-poll': writing('send-poll', 'polls'),
  'send-reaction': writing('create-reaction', 'reactions'),
  'send-reply': writing('create-reply', 'replies'),
  'send-restricted-visibility-message': rule('create-restricted-visibility-message'),
  'send-typing-events': rule('read-channel', 'typing_events'),
  'set-channel-cooldown': rule('update-channel-cooldown'),
  'share-location': rule('share-location', 'shared_locations'),
  'skip-slow-mode': rule('skip-channel-cooldown'),
  'typing-events': rule('read-channel', 'typing_events'),
  'update-any-message': rule('update-message'),
  'update-channel': rule('update-channel'),
  'update-channel-members': rule('update-channel-members'),
  'update-own-message': { permissions: ['update-message', 'update-message-owner'] },
  'update-thread': { permissions: ['update-thread', 'update-thread-owner'] },
  'upload-file': rule('upload-attachment', 'uploads'),
} as const satisfies Record<string, Rule>;

type Ruled = keyof typeof rules;
/** `slow-mode` is no right: it says that the caller must wait between messages. */
export type Capability = Ruled | 'slow-mode';

const names = Object.keys(rules) as Ruled[];

/** The roles that count in a channel: the user's own, and what it is there. */
function rolesIn(actor: Actor, channel: Pick<ChannelRecord, 'members'>): string[] {
  const member = channel.members.get(actor.user.id);
  return member ? [actor.user.role, member.role] : [actor.user.role];
}

/** What concerns one message, file or reaction; its owner is its author. All else concerns the channel. */
const ofThings = new Set([
  'delete-attachment',
  'delete-message',
  'delete-reaction',
  'run-message-action',
  'update-message',
  'update-thread',
]);

/**
 * Whether the actor holds a permission in a channel.
 * @param ownerId whose the message, file or reaction is that it concerns
 */
export function may(actor: Actor, channel: ChannelRecord, permission: string, ownerId?: string): boolean {
  if (actor.server) return true;
  if (channel.disabled && permission === 'read-channel') return may(actor, channel, 'read-disabled-channel');
  const owner = ofThings.has(permission) ? ownerId : channel.createdById;
  const owns = owner === actor.user.id;
  return rolesIn(actor, channel).some((role) => {
    const granted = channel.ofType.grants[role] ?? [];
    return granted.includes(permission) || (owns && granted.includes(`${permission}-owner`));
  });
}

/** @throws StreamError 17 if the actor may not do that to what is somebody's in this channel. */
export function requirePermission(
  actor: Actor,
  channel: ChannelRecord,
  permission: string,
  ownerId?: string,
): void {
  if (!may(actor, channel, permission, ownerId)) throw refusal(actor, channel, permission);
}

const isOn = (channel: ChannelRecord, { setting }: Rule): boolean =>
  setting === undefined || configOf(channel)[setting] === true;

const isBanned = (actor: Actor, channel: ChannelRecord): boolean =>
  !actor.server && (actor.user.ban?.shadow === false || channel.bans.get(actor.user.id)?.shadow === false);

/** Whether what somebody writes here is for its own eyes only, without it noticing. */
export const isShadowBanned = (actor: Actor, channel: ChannelRecord): boolean =>
  !actor.server && (actor.user.ban?.shadow === true || channel.bans.get(actor.user.id)?.shadow === true);

function holds(actor: Actor, channel: ChannelRecord, held: Rule): boolean {
  if (!isOn(channel, held)) return false;
  if (held.thaw && channel.frozen && !may(actor, channel, 'use-frozen-channel')) return false;
  if (held.thaw && isBanned(actor, channel)) return false;
  return held.permissions.some((permission) => may(actor, channel, permission));
}

/** What the actor may do in a channel, as `own_capabilities` tells it; nothing where it may not read. */
export function capabilitiesOf(actor: Actor, channel: ChannelRecord): Set<Capability> {
  if (!may(actor, channel, 'read-channel')) return new Set();
  const held = new Set<Capability>(names.filter((name) => holds(actor, channel, rules[name])));
  if (channel.cooldown > 0 && !held.has('skip-slow-mode')) held.add('slow-mode');
  return held;
}

/**
 * @param anyOf capabilities of which one is enough; `read-channel` is none that clients are told of, but is asked in
 * the same way
 * @throws StreamError 17 if the actor has none of them in this channel, 19 if a setting of the channel is what is
 * missing
 */
export function requireCapability(
  actor: Actor,
  channel: ChannelRecord,
  ...anyOf: (Ruled | 'read-channel')[]
): void {
  if (!may(actor, channel, 'read-channel')) throw refusal(actor, channel, 'read-channel');
  const asked: Rule[] = anyOf.map((name) => (name === 'read-channel' ? rule('read-channel') : rules[name]));
  if (asked.some((each) => holds(actor, channel, each))) return;
  const [first] = asked;
  if (!first) return;
  if (first.setting && !isOn(channel, first)) {
    throw featureOff(first.setting.replaceAll('_', ' '), channel.type);
  }
  const isFrozenOut = first.thaw && channel.frozen;
  throw refusal(actor, channel, isFrozenOut ? 'use-frozen-channel' : first.permissions[0]);
}

const refusal = (actor: Actor, channel: ChannelRecord, permission = ''): Error =>
  notAllowed({ id: actor.user.id, roles: rolesIn(actor, channel) }, actionOf(permission), channel.type);

/** The scope of what belongs to no channel. */
const appScope = '.app';

/** @throws StreamError 17 if the actor's role does not hold a permission outside of channels (`search-user` …). */
export function requireAppPermission(actor: Actor, permission: string): void {
  if (actor.server || (appGrants[actor.user.role] ?? []).includes(permission)) return;
  throw notAllowed({ id: actor.user.id, roles: [actor.user.role] }, actionOf(permission), appScope);
}

/** `read-channel` is the action ReadChannel. */
export const actionOf = (permission: string): string =>
  permission
    .replace(/-owner$/, '')
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
