import * as z from 'zod';
import type { Backend } from './backend.ts';
import { inputError } from './errors.ts';
import type { Fields, UserRecord } from './model.ts';

export const userDataSchema = z.looseObject({
  id: z.string().regex(/^[\w@-]{1,255}$/, 'user id is not valid: letters, digits, @ _ - only'),
  role: z.string().optional(),
  teams: z.array(z.string()).optional(),
});
export type UserData = z.infer<typeof userDataSchema>;

/** Written by the server alone, or kept apart from the custom fields. */
const reserved = new Set([
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
]);

const customFields = (data: Fields): Fields =>
  Object.fromEntries(Object.entries(data).filter(([key]) => !reserved.has(key)));

/** The user of a connect: made if new; new fields are set, others kept, and the role is not the client's to say. */
export function connectUser({ state }: Backend, details: UserData): UserRecord {
  const user = state.users.get(details.id);
  if (!user) return state.putUser(details.id, 'user', customFields(details));
  const merged = { ...user.fields, ...customFields(details) };
  if (JSON.stringify(merged) !== JSON.stringify(user.fields)) {
    user.fields = merged;
    user.updatedAt = state.now();
  }
  return user;
}

const roles = new Set(['user', 'admin', 'guest', 'anonymous', 'global_moderator', 'global_admin']);

function requireRole(role: unknown): void {
  if (role !== undefined && !roles.has(String(role)))
    throw inputError(`role "${String(role)}" is not defined`);
}

/** A server's upsert: the user becomes what is given, whole. @throws StreamError 4 for a role that is not there */
export function upsertUser(backend: Backend, data: UserData): UserRecord {
  const { state } = backend;
  requireRole(data.role);
  const known = state.users.get(data.id);
  const user = known ?? state.putUser(data.id, data.role ?? 'user', {});
  user.fields = customFields(data);
  user.role = data.role ?? user.role;
  user.teams = data.teams ?? user.teams;
  user.updatedAt = known ? state.now() : user.createdAt;
  if (known) announceUser(backend, user);
  return user;
}

/** Sets and unsets single fields. @throws StreamError 4 for a field that cannot be changed */
export function patchUser(backend: Backend, user: UserRecord, set: Fields, unset: readonly string[]): void {
  const fixed = [...Object.keys(set), ...unset].find((key) => reserved.has(key) && key !== 'role');
  if (fixed !== undefined) throw inputError(`field "${fixed}" of a user cannot be updated`);
  requireRole(set['role']);
  const fields = { ...user.fields, ...customFields(set) };
  for (const key of unset) Reflect.deleteProperty(fields, key);
  user.fields = fields;
  if (typeof set['role'] === 'string') user.role = set['role'];
  user.updatedAt = backend.state.now();
  announceUser(backend, user);
}

function announceUser({ events, present, state }: Backend, user: UserRecord): void {
  events.send(
    events.event('user.updated', { user: present.user(user) }),
    events.acquainted(user.id, state.channelsOf(user.id)),
  );
}
