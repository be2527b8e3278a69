import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Backend } from '../backend.ts';
import { overridesOf, overridesSchema } from './channel-type-input.ts';
import { CustomFields } from '../query/custom-fields.ts';
import { StreamError, inputError, notAllowed } from '../errors.ts';
import { newMembersSchema, putMember, reachable, requireUsers } from './members.ts';
import type { NewMember } from './members.ts';
import { cidOf } from '../model.ts';
import type { Actor, ChannelRecord, Fields } from '../model.ts';
import { requirePermission } from '../access/permissions.ts';
import type { State } from '../state.ts';

/** What a channel is made of or changed to; every other key is a custom field, unless it is reserved. */
export const channelDataSchema = z.looseObject({
  members: newMembersSchema.optional(),
  invites: newMembersSchema.optional(),
  created_by_id: z.string().optional(),
  created_by: z.looseObject({ id: z.string() }).nullish(),
  frozen: z.boolean().optional(),
  disabled: z.boolean().optional(),
  team: z.string().optional(),
  config_overrides: overridesSchema.optional(),
});
export type ChannelData = z.infer<typeof channelDataSchema>;

/** What may be said when a channel is made. */
const givenAtFirst = [
  'members',
  'invites',
  'created_by',
  'created_by_id',
  'frozen',
  'disabled',
  'team',
  'config_overrides',
];
const changeable = ['frozen', 'disabled', 'team', 'config_overrides'];

const custom = new CustomFields([
  ...givenAtFirst,
  'id',
  'type',
  'cid',
  'config',
  'own_capabilities',
  'created_at',
  'updated_at',
  'last_message_at',
  'deleted_at',
  'truncated_at',
  'truncated_by',
  'truncated_by_id',
  'member_count',
  'message_count',
  'cooldown',
  'hidden',
  'hide_messages_before',
  'blocked',
  'muted',
  'mute_expires_at',
  'joined',
  'filter_tags',
  'auto_translation_enabled',
  'auto_translation_language',
]);

/** @throws StreamError 4, naming a field that is not the caller's to say */
function refuseReserved(data: Fields, allowed: readonly string[]): void {
  const reserved = custom.fixed(data, [], allowed);
  if (reserved !== undefined) throw inputError(`data.${reserved} is a reserved field and cannot be set`);
}

/**
 * The id of the one channel that these members have together.
 * @throws StreamError 4 for fewer than two, 16 for a type that is none, 17 if a client is not among them
 */
export function distinctId(
  state: State,
  actor: Actor,
  type: string,
  members: readonly NewMember[],
): { id: string; members: string[] } {
  const ids = [...new Set(members.map((member) => member.user_id))].sort();
  if (ids.length < 2) throw inputError('When using member based IDs specify at least 2 members');
  const { grants } = state.channelType(type);
  const { user } = actor;
  const mayForOthers =
    actor.server || (grants[user.role] ?? []).includes('create-distinct-channel-for-others');
  if (!mayForOthers && !ids.includes(user.id)) {
    throw notAllowed({ id: user.id, roles: [user.role] }, 'CreateDistinctChannelForOthers', type);
  }
  return { id: `!members-${createHash('sha256').update(ids.join(',')).digest('base64url')}`, members: ids };
}

/**
 * @param options `distinct`: the users whose one channel together it is; `at` (ms): when it was made
 * @throws StreamError 4 (id, reserved fields, unknown members), 16 (type), 17 (may make none, or not again)
 */
export function createChannel(
  backend: Backend,
  actor: Actor,
  type: string,
  id: string,
  data: ChannelData,
  options: { distinct?: readonly string[] | undefined; at?: number } = {},
): ChannelRecord {
  const { state } = backend;
  const { distinct, at = state.now() } = options;
  const ofType = state.channelType(type);
  if (!/^[\w!-]{1,64}$/.test(id))
    throw inputError(`channel id "${id}" is not valid: letters, digits, - _ ! and 64 at most`);
  refuseReserved(data, givenAtFirst);
  requireUsers(backend, [...(data.members ?? []), ...(data.invites ?? [])]);
  // The one channel of two is theirs whatever they think of each other.
  const kept = (list: readonly NewMember[] = []) => (distinct ? list : reachable(state, actor, list));
  const [members, invites] = [kept(data.members), kept(data.invites)];
  const channel: ChannelRecord = {
    type,
    id,
    cid: cidOf(type, id),
    ofType,
    createdById: actor.user.id,
    fields: custom.of(data),
    frozen: false,
    disabled: false,
    ...(distinct && { distinct }),
    cooldown: 0,
    hiddenFrom: new Set(),
    historyFrom: new Map(),
    bans: new Map(),
    members: new Map(),
    reads: new Map(),
    messages: [],
    createdAt: at,
    updatedAt: at,
    lastStamp: at,
  };
  for (const member of members) putMember(channel, member, at);
  for (const member of invites) putMember(channel, member, at).invite = { status: 'pending' };
  requirePermission(actor, channel, 'create-channel');
  if (state.deletedChannels.has(channel.cid)) requirePermission(actor, channel, 'recreate-channel');
  setSettings(state, actor, channel, data);
  state.deletedChannels.delete(channel.cid);
  state.channels.set(channel.cid, channel);
  return channel;
}

/** Replaces the channel's custom fields, as a full update does. @throws StreamError 4, 17 */
export function replaceData(state: State, actor: Actor, channel: ChannelRecord, data: ChannelData): void {
  refuseReserved(data, changeable);
  setSettings(state, actor, channel, data);
  channel.fields = custom.of(data);
}

/** Sets and unsets single fields. @throws StreamError 4 for a field that is not the caller's to change, 17 */
export function patchData(
  state: State,
  actor: Actor,
  channel: ChannelRecord,
  set: ChannelData,
  unset: readonly string[],
): void {
  const fixed = custom.fixed(set, unset, changeable);
  if (fixed !== undefined) throw inputError(`field "${fixed}" cannot be changed`);
  setSettings(state, actor, channel, {
    ...(unset.includes('frozen') && { frozen: false }),
    ...(unset.includes('config_overrides') && { config_overrides: {} }),
    ...set,
  });
  channel.fields = custom.patch(channel.fields, set, unset);
}

/** What is no custom field: each asks for more than the right to change the channel. */
function setSettings(state: State, actor: Actor, channel: ChannelRecord, data: ChannelData): void {
  const { frozen = channel.frozen, disabled = channel.disabled, team, config_overrides: overrides } = data;
  // All is asked before anything is set: what is refused changes nothing.
  if (frozen !== channel.frozen) requirePermission(actor, channel, 'update-channel-frozen');
  if (disabled !== channel.disabled) requireBackend(actor, 'disabled');
  if (overrides !== undefined) requireBackend(actor, 'config_overrides');
  const own = overrides && overridesOf(state, overrides);
  channel.frozen = frozen;
  channel.disabled = disabled;
  if (own && Object.keys(own).length > 0) channel.configOverrides = own;
  else if (own) delete channel.configOverrides;
  if (team !== undefined) channel.team = team;
}

function requireBackend(actor: Actor, field: string): void {
  if (!actor.server) throw new StreamError(17, 403, `data.${field} can only be set with server-side auth`);
}

/** Dates a change and tells the watchers. */
export function announceUpdate(
  backend: Backend,
  actor: Actor,
  channel: ChannelRecord,
  message?: Fields,
): void {
  const { events, present, state } = backend;
  channel.updatedAt = state.now();
  events.send(
    events.channelEvent('channel.updated', channel, {
      channel: present.channel(channel),
      user: present.user(actor.user),
      ...(message && { message }),
    }),
    events.watching(channel),
  );
}
