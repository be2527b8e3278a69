import * as z from 'zod';
import type { Call, Serve } from '../call.ts';
import { requireCapability } from '../permissions.ts';
import { inputError } from '../errors.ts';
import { filterSchema, matches, sortSchema, sorted } from '../filters.ts';
import type { FieldReader, FieldValue } from '../filters.ts';
import { cidOf } from '../model.ts';
import type { ChannelRecord, MemberRecord, UserRecord } from '../model.ts';
import type { State } from '../state.ts';
import { patchUser, upsertUser, userDataSchema } from '../users.ts';

const pageShape = {
  filter_conditions: filterSchema.default({}),
  sort: sortSchema,
  limit: z.int().min(0).max(100).default(30),
  offset: z.int().min(0).max(1000).default(0),
};
const usersQuerySchema = z.object({ ...pageShape, presence: z.boolean().default(false) });
const membersQuerySchema = z.object({ ...pageShape, type: z.string(), id: z.string() });

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
    call.viewer();
    const connection = query.presence ? call.connection() : undefined;
    const found = sorted(
      [...state.users.values()].filter((user) => matches(query.filter_conditions, userReader(user))),
      query.sort,
      userReader,
    ).slice(query.offset, query.offset + query.limit);
    for (const user of found) connection?.presenceOfUsers.add(user.id);
    return { users: found.map((user) => present.user(user)) };
  });

  serve('POST', '/users', 'UpdateUsers', async (call) => {
    const { users } = await call.body(upsertSchema);
    const upserted = Object.entries(users).map(([key, data]) => {
      if (key !== data.id) throw inputError(`users.${key}: its id is "${data.id}"`);
      requireSelf(call, data.id, data.role !== undefined);
      return upsertUser(call.backend, data);
    });
    return { users: byId(call, upserted) };
  });

  serve('PATCH', '/users', 'UpdateUsersPartial', async (call) => {
    const { users } = await call.body(patchSchema);
    const patched = users.map(({ id, set, unset }) => {
      requireSelf(call, id, 'role' in set);
      const user = call.backend.state.user(id);
      patchUser(call.backend, user, set, unset);
      return user;
    });
    return { users: byId(call, patched) };
  });

  serve('GET', '/members', 'QueryMembers', (call) => {
    const query = call.payload(membersQuerySchema);
    const { state, present } = call.backend;
    const channel = state.channel(cidOf(query.type, query.id));
    requireCapability(call.viewer(), channel, 'read-channel');
    const reader = (member: MemberRecord): FieldReader => memberReader(state, channel, member);
    const found = sorted(
      [...channel.members.values()].filter((member) => matches(query.filter_conditions, reader(member))),
      query.sort,
      reader,
    );
    return {
      members: found.slice(query.offset, query.offset + query.limit).map((member) => present.member(member)),
    };
  });
}

/** A client may change itself, and never its role. */
function requireSelf(call: Call, id: string, changesRole: boolean): void {
  if (call.identity.server) return;
  if (call.identity.userId !== id || changesRole)
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

/** A name that is neither the server's nor one of this member's own fields is nothing that it can be found by. */
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
        throw inputError(`unknown field "${field}" in a query of members`);
    }
  };
}
