import * as z from 'zod';
import type { Call, Serve } from '../call.ts';
import { distinctId } from '../channels/channels.ts';
import { newMembersSchema } from '../channels/members.ts';
import { requireAppPermission, requireCapability, requirePermission } from '../access/permissions.ts';
import { inputError } from '../errors.ts';
import { checkFilter, checkSort, filterSchema, matches, sortSchema, sorted } from '../query/filters.ts';
import type { FieldReader, FieldValue } from '../query/filters.ts';
import { cidOf } from '../model.ts';
import type { ChannelRecord, MemberRecord, UserRecord } from '../model.ts';
import type { State } from '../state.ts';
import { patchUser, upsertUser, userDataSchema } from '../people/users.ts';

const pageShape = {
  filter_conditions: filterSchema.default({}),
  sort: sortSchema,
  limit: z.int().min(0).max(100).default(30),
  offset: z.int().min(0).max(1000).default(0),
};
const usersQuerySchema = z.looseObject({
  ...pageShape,
  presence: z.boolean().default(false),
  include_deactivated_users: z.boolean().default(false),
});
const membersQuerySchema = z.object({
  ...pageShape,
  type: z.string(),
  id: z.string().optional(),
  members: newMembersSchema.optional(),
});

const equality = ['$eq', '$ne', '$in', '$nin', '$exists'];
const order = ['$gt', '$gte', '$lt', '$lte'];
const found = ['$autocomplete', '$q'];

const userOperators: Readonly<Record<string, readonly string[]>> = {
  id: [...equality, ...order, '$autocomplete'],
  name: [...equality, ...found],
  username: [...equality, ...found],
  role: [...equality, '$autocomplete'],
  banned: ['$eq', '$ne'],
  shadow_banned: ['$eq', '$ne'],
  teams: ['$eq', '$in', '$contains', '$exists'],
  created_at: [...equality, ...order],
  updated_at: [...equality, ...order],
  last_active: [...equality, ...order],
};
const customOperators = [...equality, ...order, ...found, '$contains'];
/** What the server tells of users, but does not find them by. */
const untold = new Set([
  'online',
  'devices',
  'mutes',
  'channel_mutes',
  'blocked_user_ids',
  'invisible',
  'cid',
]);

const memberOperators: Readonly<Record<string, readonly string[]>> = {
  id: ['$eq', '$ne', '$in'],
  user_id: ['$eq', '$ne', '$in'],
  name: ['$eq', '$in', '$autocomplete', '$q'],
  'user.email': ['$eq', '$in', '$autocomplete'],
  channel_role: ['$eq', '$in'],
  is_moderator: ['$eq'],
  banned: ['$eq'],
  notifications_muted: ['$eq'],
  joined: ['$eq'],
  invite: ['$eq', '$in'],
  created_at: ['$eq', ...order],
  updated_at: ['$eq', ...order],
  last_active: ['$eq', ...order],
};

const upsertSchema = z.object({ users: z.record(z.string(), userDataSchema) });
const patchSchema = z.object({
  users: z.array(
    z.object({
      id: z.string(),
      set: z.record(z.string(), z.unknown()).default({}),
      unset: z.array(z.string()).default([]),
    }),
  ),
});

export function userRoutes(serve: Serve): void {
  serve('GET', '/users', 'QueryUsers', (call) => {
    const query = call.payload(usersQuerySchema);
    const { state, present } = call.backend;
    requireAppPermission(call.viewer(), 'search-user');
    checkFilter(query.filter_conditions, (field) =>
      untold.has(field) ? undefined : (userOperators[field] ?? customOperators),
    );
    checkSort(query.sort, (field) => !untold.has(field) && field !== 'teams');
    const connection = query.presence ? call.connection() : undefined;
    const known = [...state.users.values()].filter(
      (user) =>
        user.deletedAt === undefined &&
        (query.include_deactivated_users || user.deactivatedAt === undefined) &&
        user.role !== 'anonymous',
    );
    const users = sorted(
      known.filter((user) => matches(query.filter_conditions, userReader(user))),
      query.sort,
      userReader,
    ).slice(query.offset, query.offset + query.limit);
    for (const user of users) connection?.presenceOfUsers.add(user.id);
    return { users: users.map((user) => present.user(user)) };
  });

  serve('POST', '/users', 'UpdateUsers', async (call) => {
    const { users } = await call.body(upsertSchema);
    const upserted = Object.entries(users).map(([key, data]) => {
      if (key !== data.id) throw inputError(`users.${key}: its id is "${data.id}"`);
      requireSelf(call, data.id, Object.keys(data));
      return upsertUser(call.backend, data);
    });
    return { users: byId(call, upserted) };
  });

  serve('PATCH', '/users', 'UpdateUsersPartial', async (call) => {
    const { users } = await call.body(patchSchema);
    const patched = users.map(({ id, set, unset }) => {
      requireSelf(call, id, [...Object.keys(set), ...unset]);
      const user = call.backend.state.user(id);
      patchUser(call.backend, user, set, unset);
      return user;
    });
    return { users: byId(call, patched) };
  });

  serve('GET', '/members', 'QueryMembers', (call) => {
    const query = call.payload(membersQuerySchema);
    const { state, present } = call.backend;
    const actor = call.viewer();
    const id = query.id ?? distinctId(state, actor, query.type, query.members ?? []).id;
    const channel = state.channel(cidOf(query.type, id));
    requireCapability(actor, channel, 'read-channel');
    requirePermission(actor, channel, 'read-channel-members');
    // A name that no member has is neither the server's nor the app's.
    const own = new Set([...channel.members.values()].flatMap((member) => Object.keys(member.fields)));
    const operatorsOf = (field: string): readonly string[] | undefined =>
      memberOperators[field] ?? (own.has(field) ? customOperators : undefined);
    checkFilter(query.filter_conditions, operatorsOf);
    checkSort(query.sort, (field) => operatorsOf(field) !== undefined);
    const reader = (member: MemberRecord): FieldReader => memberReader(state, channel, member);
    const members = sorted(
      [...channel.members.values()].filter((member) => matches(query.filter_conditions, reader(member))),
      query.sort,
      reader,
    );
    return {
      members: members
        .slice(query.offset, query.offset + query.limit)
        .map((member) => present.member(member)),
    };
  });
}

/** What only a backend decides of a user. */
const forBackends = ['role', 'teams', 'revoke_tokens_issued_before'];

/** A client may change itself, and not everything. */
function requireSelf(call: Call, id: string, fields: readonly string[]): void {
  if (call.identity.server) return;
  if (call.identity.userId === id && !fields.some((field) => forBackends.includes(field))) return;
  throw inputError(`only a server call may change user '${id}' so`);
}

const byId = (call: Call, users: readonly UserRecord[]) =>
  Object.fromEntries(users.map((user) => [user.id, call.backend.present.user(user)]));

function userReader(user: UserRecord): FieldReader {
  return (field) => {
    switch (field) {
      case 'id':
      case 'role':
      case 'teams':
        return user[field];
      case 'banned':
        return user.ban?.shadow === false;
      case 'shadow_banned':
        return user.ban?.shadow === true;
      case 'created_at':
        return new Date(user.createdAt);
      case 'updated_at':
        return new Date(user.updatedAt);
      case 'last_active':
        return user.lastActive === undefined ? null : new Date(user.lastActive);
      default:
        return user.fields[field] as FieldValue;
    }
  };
}

/** The fields by which members are found and sorted. */
function memberReader(state: State, channel: ChannelRecord, member: MemberRecord): FieldReader {
  const user = state.user(member.userId);
  return (field) => {
    switch (field) {
      case 'id':
      case 'user_id':
        return member.userId;
      case 'name':
      case 'user.email':
        return user.fields[field.replace('user.', '')] as FieldValue;
      case 'channel_role':
        return member.role;
      case 'is_moderator':
        return member.role === 'channel_moderator';
      case 'banned':
        return channel.bans.get(member.userId)?.shadow === false;
      case 'notifications_muted':
        return state.relations.mutesChannel(member.userId, channel.cid);
      case 'joined':
        return member.invite === undefined || member.invite.status === 'accepted';
      case 'invite':
        return member.invite?.status ?? null;
      case 'created_at':
        return new Date(member.createdAt);
      case 'updated_at':
        return new Date(member.updatedAt);
      case 'last_active':
        return user.lastActive === undefined ? null : new Date(user.lastActive);
      default:
        return member.fields[field] as FieldValue;
    }
  };
}
