import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Backend } from './backend.ts';
import type { Connection } from './connections.ts';
import { CustomFields } from './custom-fields.ts';
import { inputError, notAllowed } from './errors.ts';
import { cidOf } from './model.ts';
import type { Actor, ChannelRecord, Fields, MemberRecord } from './model.ts';
import { requirePermission } from './permissions.ts';
import { startReading, totalsOf } from './unread.ts';

const memberSchema = z.union([
  z.string().transform((user_id) => ({ user_id, channel_role: undefined })),
  z.object({ user_id: z.string(), channel_role: z.enum(['channel_member', 'channel_moderator']).optional() }),
]);
export type NewMember = z.infer<typeof memberSchema>;
export const newMembersSchema = z.array(memberSchema).max(100);

export const channelDataSchema = z.looseObject({
  members: newMembersSchema.optional(),
  created_by_id: z.string().optional(),
  created_by: z.looseObject({ id: z.string() }).optional(),
  frozen: z.boolean().optional(),
});
export type ChannelData = z.infer<typeof channelDataSchema>;

const custom = new CustomFields([
  'id',
  'type',
  'cid',
  'config',
  'own_capabilities',
  'created_at',
  'updated_at',
  'last_message_at',
  'deleted_at',
  'member_count',
  'disabled',
  'hidden',
  'members',
  'created_by',
  'created_by_id',
  'frozen',
]);

/**
 * The id of the one channel that these members have together.
 * @throws StreamError 4 for fewer than two, 17 if a client is not among them
 */
export function distinctId(actor: Actor, type: string, members: readonly NewMember[]): string {
  const ids = [...new Set(members.map((member) => member.user_id))].sort();
  if (ids.length < 2) throw inputError('When using member based IDs specify at least 2 members');
  if (!actor.server && !ids.includes(actor.user.id))
    throw notAllowed({ id: actor.user.id, roles: [actor.user.role] }, 'CreateDistinctChannelForOthers', type);
  return `!members-${createHash('sha256').update(ids.join(',')).digest('base64url')}`;
}

/** @throws StreamError 4 (id, unknown members), 17 (a client may not make a livestream) */
export function createChannel(
  backend: Backend,
  actor: Actor,
  type: string,
  id: string,
  data: ChannelData,
  at = backend.state.now(),
): ChannelRecord {
  const { state } = backend;
  const ofType = state.channelType(type);
  if (!/^[\w!-]{1,64}$/.test(id))
    throw inputError(`channel id "${id}" is not valid: letters, digits, - _ ! and 64 at most`);
  requireUsers(backend, data.members ?? []);
  const channel: ChannelRecord = {
    type,
    id,
    cid: cidOf(type, id),
    ofType,
    createdById: actor.user.id,
    fields: custom.of(data),
    frozen: data.frozen ?? false,
    cooldown: 0,
    bans: new Map(),
    members: new Map(),
    reads: new Map(),
    messages: [],
    createdAt: at,
    updatedAt: at,
    lastStamp: at,
  };
  for (const member of data.members ?? []) putMember(channel, member, at);
  requirePermission(actor, channel, 'create-channel');
  state.channels.set(channel.cid, channel);
  return channel;
}

/** Tells those who were made members and do not watch. */
export function announceMembership(
  backend: Backend,
  channel: ChannelRecord,
  userIds: readonly string[],
): void {
  const { events, present } = backend;
  for (const userId of userIds) {
    const member = channel.members.get(userId);
    if (!member) continue;
    events.send(
      events.channelEvent('notification.added_to_channel', channel, {
        channel: present.channel(channel),
        member: present.member(member),
      }),
      events.notWatching(channel, [userId]),
    );
  }
}

/** @throws StreamError 4 for unknown users */
export function addMembers(backend: Backend, channel: ChannelRecord, members: readonly NewMember[]): void {
  requireUsers(backend, members);
  const { events, present, state } = backend;
  const added = members.filter((member) => !channel.members.has(member.user_id));
  for (const member of added) {
    const record = putMember(channel, member, state.stamp(channel));
    events.send(
      events.channelEvent('member.added', channel, {
        member: present.member(record),
        user: present.user(state.user(record.userId)),
      }),
      events.watching(channel),
    );
  }
  announceMembership(
    backend,
    channel,
    added.map((member) => member.user_id),
  );
}

/** Takes members out; who may no longer read the channel no longer watches it. */
export function removeMembers(backend: Backend, channel: ChannelRecord, userIds: readonly string[]): void {
  const { connections, events, present, state } = backend;
  for (const userId of userIds) {
    const member = channel.members.get(userId);
    if (!member) continue;
    const shown = { member: present.member(member), user: present.user(state.user(userId)) };
    events.send(events.channelEvent('member.removed', channel, shown), events.watching(channel));
    channel.members.delete(userId);
    channel.reads.delete(userId);
    if (channel.type !== 'livestream') unwatch(connections.ofUser(userId), channel);
    const own = connections.ofUser(userId);
    const about = { channel: present.channel(channel), ...shown };
    events.send(events.channelEvent('notification.removed_from_channel', channel, about), own);
    events.send(
      events.channelEvent('notification.mark_read', channel, { ...about, ...totalsOf(state, userId) }),
      own,
    );
  }
}

export function setModerator(channel: ChannelRecord, userId: string, moderator: boolean): void {
  const member = channel.members.get(userId);
  if (!member) throw inputError(`user '${userId}' is not a member of ${channel.cid}`);
  member.role = moderator ? 'channel_moderator' : 'channel_member';
}

/** Replaces the channel's custom fields, as a full update does. */
export function replaceData(channel: ChannelRecord, data: ChannelData): void {
  channel.fields = custom.of(data);
  channel.frozen = data.frozen ?? channel.frozen;
}

/** Sets and unsets single fields. @throws StreamError 4 for a field that is not the caller's to change */
export function patchData(channel: ChannelRecord, set: ChannelData, unset: readonly string[]): void {
  const fixed = custom.fixed(set, unset, ['frozen']);
  if (fixed !== undefined) throw inputError(`field "${fixed}" cannot be changed`);
  channel.fields = custom.patch(channel.fields, set, unset);
  channel.frozen = set.frozen ?? (unset.includes('frozen') ? false : channel.frozen);
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

function putMember(channel: ChannelRecord, member: NewMember, at: number): MemberRecord {
  const record = {
    userId: member.user_id,
    role: member.channel_role ?? ('channel_member' as const),
    createdAt: at,
    updatedAt: at,
  };
  channel.members.set(record.userId, record);
  startReading(channel, record.userId, at);
  return record;
}

function requireUsers({ state }: Backend, members: readonly NewMember[]): void {
  const missing = members.map((member) => member.user_id).filter((id) => !state.users.has(id));
  if (missing.length === 0) return;
  throw inputError(
    `The following users are involved in channel create operation, but don't exist: [${missing.join(' ')}]. ` +
      'Please create the user objects before setting up the channel.',
  );
}

function unwatch(connections: readonly Connection[], channel: ChannelRecord): void {
  for (const connection of connections) {
    connection.watching.delete(channel.cid);
    connection.presenceInChannels.delete(channel.cid);
  }
}
