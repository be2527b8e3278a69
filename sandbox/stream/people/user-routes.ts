import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Call, Serve } from '../call.ts';
import { inputError } from '../errors.ts';
import type { UserRecord } from '../model.ts';
import { deactivateUser, deleteUser, reactivateUser, restoreUser } from './user-lifecycle.ts';

const ids = z.array(z.string()).min(1).max(100);
const kind = z.enum(['soft', 'hard']);
const deleteManySchema = z.strictObject({
  user_ids: ids,
  user: kind.optional(),
  messages: kind.optional(),
});
const deactivateSchema = z.strictObject({
  created_by_id: z.string().optional(),
  mark_messages_deleted: z.boolean().default(false),
});
const reactivateSchema = z.strictObject({
  created_by_id: z.string().optional(),
  name: z.string().optional(),
});

/** The end of users, and their way back: a backend's alone. */
export function userLifecycleRoutes(serve: Serve): void {
  const task = ({ backend }: Call, users: readonly UserRecord[]): { task_id: string } => ({
    task_id: backend.state.addTask(
      randomUUID(),
      Object.fromEntries(users.map(({ id }) => [id, { status: 'ok' }])),
    ),
  });
  const all = ({ backend }: Call, userIds: readonly string[]): UserRecord[] =>
    userIds.map((id) => backend.state.user(id));
  const isSet = (call: Call, name: string): boolean => call.query(name) === 'true';

  serve('DELETE', '/users/:user', 'DeleteUser', (call) => {
    call.requireServer();
    const user = living(call.backend.state.user(call.param('user')));
    const hard = isSet(call, 'hard_delete');
    const soft = isSet(call, 'mark_messages_deleted') ? ('soft' as const) : undefined;
    deleteUser(call.backend, user, { hard, messages: hard ? 'hard' : soft });
    return { user: call.backend.present.user(user) };
  });

  serve('POST', '/users/delete', 'DeleteUsers', async (call) => {
    call.requireServer();
    const { user_ids: userIds, user: how, messages } = await call.body(deleteManySchema);
    const users = all(call, userIds).map(living);
    for (const user of users) deleteUser(call.backend, user, { hard: how === 'hard', messages });
    return task(call, users);
  });

  serve('POST', '/users/restore', 'RestoreUsers', async (call) => {
    call.requireServer();
    const { user_ids: userIds } = await call.body(z.strictObject({ user_ids: ids }));
    const users = all(call, userIds);
    const alive = users.find((user) => user.deletedAt === undefined);
    if (alive) throw inputError(`user '${alive.id}' is not deleted`);
    for (const user of users) restoreUser(call.backend, user);
    return {};
  });

  serve('POST', '/users/deactivate', 'DeactivateUsers', async (call) => {
    call.requireServer();
    const body = await call.body(deactivateSchema.extend({ user_ids: ids }));
    const users = all(call, body.user_ids).map(active);
    for (const user of users) deactivateUser(call.backend, user, body.mark_messages_deleted);
    return task(call, users);
  });

  serve('POST', '/users/reactivate', 'ReactivateUsers', async (call) => {
    call.requireServer();
    const body = await call.body(reactivateSchema.omit({ name: true }).extend({ user_ids: ids }));
    const users = all(call, body.user_ids).map(inactive);
    for (const user of users) reactivateUser(call.backend, user, undefined);
    return task(call, users);
  });

  serve('POST', '/users/:user/deactivate', 'DeactivateUser', async (call) => {
    call.requireServer();
    const body = await call.body(deactivateSchema);
    const user = active(call.backend.state.user(call.param('user')));
    deactivateUser(call.backend, user, body.mark_messages_deleted);
    return { user: call.backend.present.user(user) };
  });

  serve('POST', '/users/:user/reactivate', 'ReactivateUser', async (call) => {
    call.requireServer();
    const body = await call.body(reactivateSchema);
    const user = inactive(call.backend.state.user(call.param('user')));
    reactivateUser(call.backend, user, body.name);
    return { user: call.backend.present.user(user) };
  });
}

/** @throws StreamError 4 */
function living(user: UserRecord): UserRecord {
  if (user.deletedAt !== undefined) throw inputError(`user '${user.id}' was deleted`);
  return user;
}

/** @throws StreamError 4 */
function active(user: UserRecord): UserRecord {
  if (user.deactivatedAt !== undefined) throw inputError(`user '${user.id}' is already deactivated`);
  return living(user);
}

/** @throws StreamError 4 */
function inactive(user: UserRecord): UserRecord {
  if (user.deactivatedAt === undefined) throw inputError(`user '${user.id}' is not deactivated`);
  return user;
}
