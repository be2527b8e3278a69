import type { Backend } from '../backend.ts';
import { inputError, notFound } from '../errors.ts';
import type { Actor, MessageRecord } from '../model.ts';
import { audienceOf, isSeenByUser, requireSeen } from '../messages/message-visibility.ts';
import { presentReminder } from './present.ts';

/** A message that somebody saved for later, with a time at which to be told of it or without one. */
export interface ReminderRecord {
  readonly userId: string;
  readonly messageId: string;
  readonly cid: string;
  remindAt: number | undefined;
  readonly createdAt: number;
  updatedAt: number;
  /** Takes the alarm back. */
  cancel: () => void;
}

export const reminderKey = (userId: string, messageId: string): string => `${userId} ${messageId}`;

/** @throws StreamError 4 (there is one already, a time that has passed), 16 (a message out of sight) */
export function createReminder(
  backend: Backend,
  actor: Actor,
  message: MessageRecord,
  remindAt: number | undefined,
): ReminderRecord {
  const { state } = backend;
  requireSeen(backend, actor, message);
  const key = reminderKey(actor.user.id, message.id);
  if (state.reminders.has(key)) throw inputError('user already has reminder created for this message_id');
  if (message.deletedAt !== undefined) throw inputError('cannot create a reminder for a deleted message');
  const now = state.now();
  const reminder: ReminderRecord = {
    userId: actor.user.id,
    messageId: message.id,
    cid: message.cid,
    remindAt: undefined,
    createdAt: now,
    updatedAt: now,
    cancel: () => undefined,
  };
  setAlarm(backend, reminder, remindAt);
  state.reminders.set(key, reminder);
  announce(backend, 'reminder.created', reminder);
  return reminder;
}

/** @throws StreamError 4 (a time that has passed), 16 */
export function updateReminder(
  backend: Backend,
  actor: Actor,
  messageId: string,
  remindAt: number | undefined,
): ReminderRecord {
  const reminder = reminderOf(backend, actor, messageId);
  setAlarm(backend, reminder, remindAt);
  reminder.updatedAt = backend.state.now();
  announce(backend, 'reminder.updated', reminder);
  return reminder;
}

/** @throws StreamError 16 */
export function deleteReminder(backend: Backend, actor: Actor, messageId: string): void {
  const reminder = reminderOf(backend, actor, messageId);
  announce(backend, 'reminder.deleted', reminder);
  drop(backend, reminder);
}

/** The reminders of a user, of what it may still see. */
export const remindersOf = ({ state }: Backend, { user }: Actor): ReminderRecord[] =>
  [...state.reminders.values()].filter(
    ({ userId, cid, messageId }) =>
      userId === user.id && isSeenByUser(state, state.channel(cid), state.message(messageId), userId),
  );

/** A message is gone, and with it what reminded of it. */
export function dropRemindersOf(backend: Backend, messageIds: ReadonlySet<string>): void {
  for (const reminder of backend.state.reminders.values()) {
    if (messageIds.has(reminder.messageId)) drop(backend, reminder);
  }
}

function drop({ state }: Backend, reminder: ReminderRecord): void {
  reminder.cancel();
  state.reminders.delete(reminderKey(reminder.userId, reminder.messageId));
}

function reminderOf(backend: Backend, actor: Actor, messageId: string): ReminderRecord {
  requireSeen(backend, actor, backend.state.message(messageId));
  const reminder = backend.state.reminders.get(reminderKey(actor.user.id, messageId));
  if (!reminder) throw notFound('reminder does not exist');
  return reminder;
}

/** Rings once at its time; the reminder stays. */
function setAlarm(backend: Backend, reminder: ReminderRecord, remindAt: number | undefined): void {
  const { clock } = backend.context;
  const wait = remindAt === undefined ? undefined : remindAt - clock.now();
  if (wait !== undefined && wait <= 0) throw inputError('remind_at must be in the future');
  reminder.cancel();
  reminder.remindAt = remindAt;
  reminder.cancel =
    wait === undefined
      ? () => undefined
      : clock.after(wait, () => announce(backend, 'notification.reminder_due', reminder));
}

function announce(
  backend: Backend,
  type: 'reminder.created' | 'reminder.updated' | 'reminder.deleted' | 'notification.reminder_due',
  reminder: ReminderRecord,
): void {
  const { events, state } = backend;
  const message = state.message(reminder.messageId);
  events.send(
    events.channelEvent(type, state.channel(reminder.cid), {
      message_id: reminder.messageId,
      user_id: reminder.userId,
      ...(message.parentId !== undefined && { parent_id: message.parentId }),
      reminder: presentReminder(backend, reminder),
    }),
    audienceOf(backend, message, events.ofUser(reminder.userId)),
  );
}
