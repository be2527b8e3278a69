import * as z from 'zod';
import { actingId } from '../acting.ts';
import type { Serve } from '../call.ts';
import { configOf } from '../channels/channel-types.ts';
import { comparison, cursorQuery, equality, queryPage } from '../query/cursor-query.ts';
import type { QueryFields } from '../query/cursor-query.ts';
import { featureOff, inputError } from '../errors.ts';
import { may, requireCapability } from '../access/permissions.ts';
import { presentReminder } from './present.ts';
import { createReminder, deleteReminder, remindersOf, updateReminder } from './reminders.ts';
import type { ReminderRecord } from './reminders.ts';

const bodySchema = z.object({ remind_at: z.string().nullish(), user_id: z.string().optional() });
const querySchema = cursorQuery(25);

export function reminderRoutes(serve: Serve): void {
  serve('POST', '/messages/:message/reminders', 'CreateReminder', async (call) => {
    const body = await call.body(bodySchema);
    const actor = call.actor(body.user_id);
    const message = call.message();
    const channel = call.backend.state.channel(message.cid);
    requireCapability(actor, channel, 'read-channel');
    if (!configOf(channel).user_message_reminders) throw featureOff('user message reminders', channel.type);
    const reminder = createReminder(call.backend, actor, message, timeOf(body.remind_at));
    return { reminder: presentReminder(call.backend, reminder) };
  });

  serve('PATCH', '/messages/:message/reminders', 'UpdateReminder', async (call) => {
    const body = await call.body(bodySchema);
    const reminder = updateReminder(
      call.backend,
      call.actor(body.user_id),
      call.message().id,
      timeOf(body.remind_at),
    );
    return { reminder: presentReminder(call.backend, reminder) };
  });

  serve('DELETE', '/messages/:message/reminders', 'DeleteReminder', (call) => {
    deleteReminder(call.backend, call.actor(), call.message().id);
    return {};
  });

  serve('POST', '/reminders/query', 'QueryReminders', async (call) => {
    const query = await call.body(querySchema);
    const actor = call.actor(actingId(query));
    const { state } = call.backend;
    const own = remindersOf(call.backend, actor).filter(({ cid }) =>
      may(actor, state.channel(cid), 'read-channel'),
    );
    const page = queryPage(own, query, fields, [{ field: 'remind_at', direction: 1 }]);
    return {
      reminders: page.items.map((reminder) => presentReminder(call.backend, reminder)),
      ...page.cursors,
    };
  });
}

/** Without a time it is a mere bookmark. @throws StreamError 4 */
function timeOf(value: string | null | undefined): number | undefined {
  if (value === undefined || value === null) return undefined;
  const at = Date.parse(value);
  if (Number.isNaN(at)) throw inputError('expected date for field "remind_at"');
  return at;
}

const time = (read: (reminder: ReminderRecord) => number | undefined) => ({
  read: (reminder: ReminderRecord) => {
    const at = read(reminder);
    return at === undefined ? null : new Date(at);
  },
  operators: [...comparison, '$exists'] as const,
});

const fields: QueryFields<ReminderRecord> = {
  channel_cid: { read: (reminder) => reminder.cid, operators: equality },
  message_id: { read: (reminder) => reminder.messageId, operators: equality },
  user_id: { read: (reminder) => reminder.userId, operators: equality },
  remind_at: time(({ remindAt }) => remindAt),
  created_at: time(({ createdAt }) => createdAt),
  updated_at: time(({ updatedAt }) => updatedAt),
};
