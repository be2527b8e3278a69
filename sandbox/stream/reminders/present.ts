import type { Backend } from '../backend.ts';
import type { Fields } from '../model.ts';
import { defined, wireTime } from '../wire.ts';
import type { ReminderRecord } from './reminders.ts';

/** A reminder as it rides with its message. */
export const reminderBase = (reminder: ReminderRecord): Fields =>
  defined({
    channel_cid: reminder.cid,
    message_id: reminder.messageId,
    user_id: reminder.userId,
    remind_at: reminder.remindAt === undefined ? undefined : wireTime(reminder.remindAt),
    created_at: wireTime(reminder.createdAt),
    updated_at: wireTime(reminder.updatedAt),
  });

export function presentReminder({ present, state }: Backend, reminder: ReminderRecord): Fields {
  const user = state.user(reminder.userId);
  return {
    ...reminderBase(reminder),
    channel: present.channel(state.channel(reminder.cid)),
    message: present.message(state.message(reminder.messageId), { user, server: false }),
    user: present.user(user),
  };
}
