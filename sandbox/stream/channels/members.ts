import * as z from 'zod';
import type { Backend } from '../backend.ts';
import { hideHistory } from './channel-visibility.ts';
import type { Connection } from '../events/connections.ts';
import { CustomFields } from '../query/custom-fields.ts';
import { StreamError, inputError, notFound } from '../errors.ts';
import type { Actor, ChannelRecord, Fields, MemberRecord } from '../model.ts';
import { may } from '../access/permissions.ts';
import type { State } from '../state.ts';
import { startReading, totalsOf } from '../reads/unread.ts';

const custom = new CustomFields([
  'user_id',
  'user',
  'channel_role',
  'role',
  'status',
  'invited',
  'invite_accepted_at',
  'invite_rejected_at',
  'is_moderator',
  'banned',
  'ban_expires',
  'shadow_banned',
  'notifications_muted',
  'pinned',
  'pinned_at',
  'archived',
  'archived_at',
  'created_at',
  'updated_at',
  'deleted_at',
]);

const memberSchema = z.union([
  z.string().transform((user_id) => ({ user_id, channel_role: undefined, fields: {} })),
  z
    .looseObject({ user_id: z.string(), channel_role: z.string().optional() })
    .transform(({ user_id, channel_role, ...rest }) => ({ user_id, channel_role, fields: custom.of(rest) })),
]);
/** A member as calls name it: an id, or an object with a role and custom fields. */
export type NewMember = z.infer<typeof memberSchema>;
export const newMembersSchema = z.array(memberSchema).max(100);
export const rolesSchema = z.array(z.object({ user_id: z.string(), channel_role: z.string() })).max(100);

/** @throws StreamError 4 for users who are not there, 16 for a role that is none */
export function requireUsers({ state }: Backend, members: readonly NewMember[]): void {
  const missing = members
    .map((member) => member.user_id)
    .filter((id) => !state.users.has(id) || state.user(id).deletedAt !== undefined);
  if (missing.length > 0) {
    throw inputError(
      `The following users are involved in channel create operation, but don't exist: [${missing.join(' ')}]. ` +
        'Please create the user objects before setting up the channel.',
    );
  }
  for (const { channel_role: role } of members) if (role !== undefined) requireRole({ state }, role);
}

function requireRole({ state }: Pick<Backend, 'state'>, role: string): void {
  if (!state.roles.has(role)) throw notFound(`role "${role}" does not exist`);
}

/** Without those who block the one who adds them: that they are left out is not told. */
export const reachable = <Member extends { user_id: string }>(
  { relations }: State,
  { server, user }: Actor,
  members: readonly Member[],
): Member[] => members.filter(({ user_id: id }) => server || !relations.blocksUser(id, user.id));

export function putMember(channel: ChannelRecord, member: NewMember, at: number): MemberRecord {
  const record: MemberRecord = {
    cid: channel.cid,
    userId: member.user_id,
    role: member.channel_role ?? 'channel_member',
    fields: member.fields,
    createdAt: at,
    updatedAt: at,
  };
  channel.members.set(record.userId, record);
  startReading(channel, record.userId, at);
  return record;
}

/** @throws StreamError 4 if the user is no member */
export function memberOf(channel: ChannelRecord, userId: string): MemberRecord {
  const member = channel.members.get(userId);
  if (!member) throw noMember(channel, userId);
  return member;
}

const noMember = (channel: ChannelRecord, userId: string): StreamError =>
  inputError(`user '${userId}' is not a member of ${channel.cid}`);

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
    const type =
      member.invite?.status === 'pending' ? 'notification.invited' : 'notification.added_to_channel';
    const about = {
      channel: present.channel(channel),
      member: present.member(member),
      ...(type === 'notification.invited' && { user: present.user(backend.state.user(userId)) }),
    };
    events.send(events.channelEvent(type, channel, about), events.notWatching(channel, [userId]));
  }
}

/**
 * Whether all of them may be made members.
 * @throws StreamError 4 for users who are not there, 16 for a role that is none, 17 for strangers to a distinct channel
 */
export function requireAddable(
  backend: Backend,
  channel: ChannelRecord,
  members: readonly NewMember[],
): void {
  requireUsers(backend, members);
  if (channel.distinct && members.some(({ user_id: id }) => !channel.distinct?.includes(id))) {
    throw new StreamError(
      17,
      403,
      "cannot add members to the distinct channel they don't belong to, please create a new distinct channel with the desired members",
    );
  }
}

/**
 * Makes users members; who is one already stays as it is.
 * @param how `invited`: they have yet to accept; `hiddenBefore` (ms): what is not newer stays hidden from them
 * @throws StreamError 4 for users who are not there, 16 for a role that is none, 17 for strangers to a distinct channel
 */
export function addMembers(
  backend: Backend,
  channel: ChannelRecord,
  members: readonly NewMember[],
  how: { invited?: boolean; hiddenBefore?: number | undefined } = {},
): void {
  requireAddable(backend, channel, members);
  const { state } = backend;
  const added = members.filter((member) => !channel.members.has(member.user_id));
  for (const member of added) {
    const record = putMember(channel, member, state.stamp(channel));
    if (how.invited) record.invite = { status: 'pending' };
    if (how.hiddenBefore !== undefined) hideHistory(channel, record.userId, how.hiddenBefore);
    announceMember(backend, 'member.added', channel, record);
  }
  const ids = added.map((member) => member.user_id);
  announceMembership(backend, channel, ids);
}

/** Takes members out; who may no longer read the channel no longer watches it. */
export function removeMembers(backend: Backend, channel: ChannelRecord, userIds: readonly string[]): void {
  const { connections, events, present, state } = backend;
  for (const userId of userIds) {
    const member = channel.members.get(userId);
    if (!member) continue;
    const user = state.user(userId);
    const shown = { member: present.member(member), user: present.user(user) };
    events.send(events.channelEvent('member.removed', channel, shown), events.watching(channel));
    channel.members.delete(userId);
    channel.reads.delete(userId);
    channel.hiddenFrom.delete(userId);
    const own = connections.ofUser(userId);
    if (!may({ user, server: false }, channel, 'read-channel')) unwatch(own, channel);
    const about = { channel: present.channel(channel), ...shown };
    events.send(events.channelEvent('notification.removed_from_channel', channel, about), own);
    events.send(
      events.channelEvent('notification.mark_read', channel, { ...about, ...totalsOf(state, userId) }),
      own,
    );
  }
}

interface GivenRole {
  readonly user_id: string;
  readonly channel_role: string;
}

/**
 * Whether all these roles can be given to those who are members by then.
 * @throws StreamError 4 for no members, 16 for a role that is none
 */
export function requireAssignable(
  backend: Backend,
  channel: ChannelRecord,
  roles: readonly GivenRole[],
  isMember: (userId: string) => boolean,
): void {
  for (const { user_id: userId, channel_role: role } of roles) {
    requireRole(backend, role);
    if (!isMember(userId)) throw noMember(channel, userId);
  }
}

/** Gives members roles in the channel. @throws StreamError 4 for no members, 16 for a role that is none */
export function assignRoles(backend: Backend, channel: ChannelRecord, roles: readonly GivenRole[]): void {
  // All is asked before anything is set: what is refused changes nothing.
  requireAssignable(backend, channel, roles, (userId) => channel.members.has(userId));
  for (const { user_id: userId, channel_role: role } of roles) {
    const member = memberOf(channel, userId);
    if (member.role === role) continue;
    member.role = role;
    touch(backend, channel, member);
  }
}

/** @returns the member, whose invitation can be answered so. @throws StreamError 4 without an invitation */
export function requireInvite(
  channel: ChannelRecord,
  userId: string,
  status: 'accepted' | 'rejected',
): MemberRecord {
  const member = channel.members.get(userId);
  if (!member?.invite) throw inputError(`user '${userId}' has no invite to ${channel.cid}`);
  if (member.invite.status === status)
    throw inputError(`the invite of user '${userId}' is already ${status}`);
  return member;
}

/**
 * A member answers its invitation: its own connections and the watchers hear of it.
 * @throws StreamError 4 without an invitation
 */
export function answerInvite(
  backend: Backend,
  channel: ChannelRecord,
  userId: string,
  status: 'accepted' | 'rejected',
): void {
  const { events, present, state } = backend;
  const member = requireInvite(channel, userId, status);
  member.invite = { status, answeredAt: state.now() };
  touch(backend, channel, member);
  const about = {
    channel: present.channel(channel),
    member: present.member(member),
    user: present.user(state.user(userId)),
  };
  events.send(
    events.channelEvent(`notification.invite_${status}`, channel, about),
    events.notWatching(channel, [userId]),
  );
}

/**
 * Sets and unsets single fields of a member: `pinned`, `archived`, and custom ones.
 * @throws StreamError 4 for a field that cannot be changed
 */
export function patchMember(
  backend: Backend,
  channel: ChannelRecord,
  member: MemberRecord,
  set: Fields,
  unset: readonly string[],
): void {
  const fixed = custom.fixed(set, unset, ['pinned', 'archived']);
  if (fixed !== undefined) throw inputError(`field "${fixed}" of a member cannot be updated`);
  for (const [name, at] of [
    ['pinned', 'pinnedAt'],
    ['archived', 'archivedAt'],
  ] as const) {
    const value = unset.includes(name) ? false : set[name];
    if (value === undefined) continue;
    if (typeof value !== 'boolean') throw inputError(`field "${name}" of a member must be a boolean`);
    if (value) member[at] ??= backend.state.now();
    else Reflect.deleteProperty(member, at);
  }
  member.fields = custom.patch(member.fields, set, unset);
  touch(backend, channel, member);
}

function touch(backend: Backend, channel: ChannelRecord, member: MemberRecord): void {
  member.updatedAt = backend.state.now();
  announceMember(backend, 'member.updated', channel, member);
}

function announceMember(
  { events, present, state }: Backend,
  type: 'member.added' | 'member.updated',
  channel: ChannelRecord,
  member: MemberRecord,
): void {
  events.send(
    events.channelEvent(type, channel, {
      member: present.member(member),
      user: present.user(state.user(member.userId)),
    }),
    events.watching(channel),
  );
}

export function unwatch(connections: readonly Connection[], channel: ChannelRecord): void {
  for (const connection of connections) {
    connection.watching.delete(channel.cid);
    connection.presenceInChannels.delete(channel.cid);
  }
}
