import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { Backend } from '../backend.ts';
import { CustomFields } from '../query/custom-fields.ts';
import { authError, inputError } from '../errors.ts';
import { checked } from '../checked.ts';
import type { Fields, UserRecord } from '../model.ts';
import { announcePresence } from '../events/watching.ts';

export const userDataSchema = z.looseObject({
  id: z.string().regex(/^[\w@-]{1,255}$/, 'user id is not valid: letters, digits, @ _ - only'),
  role: z.string().optional(),
  teams: z.array(z.string()).optional(),
  invisible: z.boolean().optional(),
});
export type UserData = z.infer<typeof userDataSchema>;

const custom = new CustomFields([
  'id',
  'role',
  'teams',
  'online',
  'banned',
  'created_at',
  'updated_at',
  'deleted_at',
  'last_active',
  'language',
  'invisible',
  'anon',
  'mutes',
  'channel_mutes',
  'devices',
  'blocked_user_ids',
  'total_unread_count',
  'unread_count',
  'unread_channels',
  'unread_threads',
  'privacy_settings',
  'shadow_banned',
  'deactivated_at',
  'revoke_tokens_issued_before',
  'push_preferences',
]);

/** @throws StreamError 5 for a user who was deactivated or deleted */
export function requireActive(user: UserRecord): void {
  if (user.deletedAt !== undefined) throw authError(`user '${user.id}' was deleted`);
  if (user.deactivatedAt !== undefined) throw authError(`user '${user.id}' was deactivated`);
}

/**
 * The user of a connect: made if new; new fields are set, others kept, and the role is not the client's to say.
 * @throws StreamError 5 for a user who was deactivated or deleted
 */
export function connectUser({ state }: Backend, details: UserData, role = 'user'): UserRecord {
  const user = state.users.get(details.id) ?? state.putUser(details.id, role, {});
  requireActive(user);
  if (details.invisible !== undefined) user.invisible = details.invisible;
  const merged = { ...user.fields, ...custom.of(details) };
  if (!isDeepStrictEqual(merged, user.fields)) {
    user.fields = merged;
    user.updatedAt = state.now();
  }
  return user;
}

function requireRole({ state }: Backend, role: unknown): void {
  if (role !== undefined && !state.roles.has(String(role)))
    throw inputError(`role "${String(role)}" is not defined`);
}

/** A server's upsert: the user becomes what is given, whole. @throws StreamError 4 for a role that is not there */
export function upsertUser(backend: Backend, data: UserData): UserRecord {
  requireRole(backend, data.role);
  const { state } = backend;
  const known = state.users.get(data.id);
  if (known?.deletedAt !== undefined) throw inputError(`user '${data.id}' was deleted`);
  const user = known ?? state.putUser(data.id, 'user', {});
  setInvisible(backend, user, data.invisible);
  change(backend, user, {
    fields: custom.of(data),
    role: data.role ?? user.role,
    teams: data.teams ?? user.teams,
  });
  return user;
}

/** Sets and unsets single fields. @throws StreamError 4 for a field that cannot be changed */
export function patchUser(backend: Backend, user: UserRecord, set: Fields, unset: readonly string[]): void {
  const fixed = custom.fixed(set, unset, ['role', 'teams', 'invisible', 'revoke_tokens_issued_before']);
  if (fixed !== undefined) throw inputError(`field "${fixed}" of a user cannot be updated`);
  requireRole(backend, set['role']);
  const given = checked(settableSchema, set);
  if (given.revoke_tokens_issued_before !== undefined) {
    const { revoke_tokens_issued_before: before } = given;
    if (before === null) delete user.revokedBefore;
    else user.revokedBefore = Date.parse(before);
  }
  setInvisible(backend, user, unset.includes('invisible') ? false : given.invisible);
  const fields = custom.patch(user.fields, set, unset);
  change(backend, user, { fields, role: String(set['role'] ?? user.role), teams: given.teams ?? user.teams });
}

/** What a partial update may set besides custom fields. */
const settableSchema = z.looseObject({
  teams: z.array(z.string()).optional(),
  invisible: z.boolean().optional(),
  revoke_tokens_issued_before: z.iso.datetime({ offset: true }).nullish(),
});

/** Who becomes invisible goes offline for the others, and the other way round. */
function setInvisible(backend: Backend, user: UserRecord, invisible: boolean | undefined): void {
  if (invisible === undefined || invisible === (user.invisible ?? false)) return;
  user.invisible = invisible;
  if (backend.connections.isOnline(user.id)) announcePresence(backend, user.id);
}

/** Dates and tells a change; what is as it was is neither. */
function change(
  { events, present, state }: Backend,
  user: UserRecord,
  next: Pick<UserRecord, 'fields' | 'role' | 'teams'>,
): void {
  const { fields, role, teams } = user;
  if (isDeepStrictEqual({ fields, role, teams }, next)) return;
  Object.assign(user, next);
  user.updatedAt = state.now();
  events.send(
    events.event('user.updated', { user: present.user(user) }),
    events.acquainted(user.id, state.channelsOf(user.id)),
  );
}
