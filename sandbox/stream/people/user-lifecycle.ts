import type { Backend } from '../backend.ts';
import { removeMembers } from '../channels/members.ts';
import type { Fields, UserRecord } from '../model.ts';

export interface DeleteOptions {
  readonly hard?: boolean | undefined;
  /** What the user wrote goes too. */
  readonly messages?: 'soft' | 'hard' | undefined;
}

function forgetMessages({ state }: Backend, user: UserRecord, hard: boolean): void {
  const at = state.now();
  for (const channel of state.channels.values()) {
    for (const message of channel.messages.filter((each) => each.userId === user.id)) {
      if (hard) state.removeMessage(channel, message);
      else {
        message.deletedAt ??= at;
        message.changedAt = at;
      }
    }
  }
}

function announce({ events, present, state }: Backend, type: string, user: UserRecord, fields: Fields): void {
  events.send(
    events.event(type, { user: present.user(user), ...fields }),
    events.acquainted(user.id, state.channelsOf(user.id)),
  );
}

/** Deletes a user: its tokens no longer count, and who shares a channel with it hears of it. */
export function deleteUser(
  backend: Backend,
  user: UserRecord,
  { hard = false, messages }: DeleteOptions,
): void {
  const { connections, state } = backend;
  user.deletedAt = state.now();
  if (messages) forgetMessages(backend, user, messages === 'hard');
  // What names it still finds somebody, of whom nothing is known.
  if (hard) user.fields = {};
  announce(backend, 'user.deleted', user, {
    mark_messages_deleted: messages !== undefined,
    hard_delete: hard,
  });
  if (hard) for (const channel of state.channelsOf(user.id)) removeMembers(backend, channel, [user.id]);
  for (const connection of connections.ofUser(user.id)) connection.close(1000);
}

/** Brings back a user who was deleted softly. */
export function restoreUser({ state }: Backend, user: UserRecord): void {
  delete user.deletedAt;
  user.updatedAt = state.now();
}

/** Keeps a user out until it is let in again. */
export function deactivateUser(backend: Backend, user: UserRecord, forgets: boolean): void {
  user.deactivatedAt = backend.state.now();
  if (forgets) forgetMessages(backend, user, false);
  announce(backend, 'user.deactivated', user, {});
  for (const connection of backend.connections.ofUser(user.id)) connection.close(1000);
}

export function reactivateUser(backend: Backend, user: UserRecord, name: string | undefined): void {
  delete user.deactivatedAt;
  if (name !== undefined) user.fields = { ...user.fields, name };
  announce(backend, 'user.reactivated', user, {});
}
