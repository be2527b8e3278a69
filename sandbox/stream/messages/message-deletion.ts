import type { Backend } from '../backend.ts';
import { inputError } from '../errors.ts';
import { announceParent, sendOf } from './message-events.ts';
import { requireSeen } from './message-visibility.ts';
import type { Actor, MessageRecord } from '../model.ts';
import { requireCapability, requirePermission } from '../access/permissions.ts';
import { dropRemindersOf } from '../reminders/reminders.ts';

/** @throws StreamError 4 (a client's hard deletion, a deleted message), 16 (none that the actor may see), 17 */
export function deleteMessage(backend: Backend, actor: Actor, message: MessageRecord, hard: boolean): void {
  const { events, present, state } = backend;
  const channel = state.channel(message.cid);
  requireCapability(actor, channel, 'read-channel');
  if (!actor.server) requireSeen(backend, actor, message);
  requirePermission(actor, channel, 'delete-message', message.userId);
  if (hard && !actor.server) throw inputError('hard delete is only allowed with server side auth');
  if (message.deletedAt !== undefined && !hard) throw inputError('message is already deleted');
  const at = state.stamp(channel);
  message.deletedAt = at;
  message.updatedAt = at;
  message.changedAt = at;
  // Still with its pin: by it the SDK knows what to take from its list of pins.
  const shown = present.message(message);
  message.pin = undefined;
  if (hard) {
    dropRemindersOf(backend, new Set([message.id, ...state.replies(message.id).map(({ id }) => id)]));
    state.removeMessage(channel, message);
  }
  sendOf(
    backend,
    message,
    events.channelEvent(
      'message.deleted',
      channel,
      { message: shown, user: present.user(actor.user), ...(hard && { hard_delete: true }) },
      at,
    ),
    events.watching(channel),
  );
  announceParent(backend, channel, message);
}

/** Takes a message out of one user's sight; only that user's connections hear of it. @throws StreamError 4, 16, 17 */
export function deleteForMe(backend: Backend, actor: Actor, message: MessageRecord): void {
  const { events, present, state } = backend;
  const channel = state.channel(message.cid);
  requireCapability(actor, channel, 'read-channel');
  requireSeen(backend, actor, message);
  if (message.deletedAt !== undefined) throw inputError('message is already deleted');
  message.deletedFor.add(actor.user.id);
  events.send(
    events.channelEvent('message.deleted', channel, {
      message: present.message(message, actor),
      user: present.user(actor.user),
      deleted_for_me: true,
    }),
    events.ofUser(actor.user.id),
  );
}

/** Brings a softly deleted message back. @throws StreamError 4 if it is not deleted */
export function undeleteMessage(backend: Backend, actor: Actor, message: MessageRecord): void {
  const { events, present, state } = backend;
  if (message.deletedAt === undefined) throw inputError(`message ${message.id} is not deleted`);
  const channel = state.channel(message.cid);
  const at = state.stamp(channel);
  Reflect.deleteProperty(message, 'deletedAt');
  message.updatedAt = at;
  message.changedAt = at;
  sendOf(
    backend,
    message,
    events.channelEvent(
      'message.undeleted',
      channel,
      { message: present.message(message), user: present.user(actor.user) },
      at,
    ),
    events.watching(channel),
  );
  announceParent(backend, channel, message);
}
