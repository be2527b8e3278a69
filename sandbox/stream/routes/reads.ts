import * as z from 'zod';
import { acting, actingId } from '../acting.ts';
import type { Serve } from '../call.ts';
import { inputError } from '../errors.ts';
import type { ChannelRecord } from '../model.ts';
import { markAllRead, markDelivered, markRead, markUnread } from '../reads/reads.ts';
import { markThreadRead, markThreadUnread } from '../threads/reads.ts';
import { unreadIn, unreadThreads } from '../reads/unread.ts';
import { wireTime } from '../wire.ts';

const actingSchema = z.object(acting);

const allReadSchema = actingSchema.extend({ read_by_channel: z.record(z.string(), z.string()).optional() });

const readSchema = actingSchema.extend({
  message_id: z.string().optional(),
  thread_id: z.string().optional(),
});

const unreadSchema = readSchema.extend({ message_timestamp: z.string().optional() });

const deliveredSchema = actingSchema.extend({
  latest_delivered_messages: z
    .array(z.object({ cid: z.string(), id: z.string(), parent_id: z.string().optional() }))
    .min(1)
    .max(100),
});

export function readRoutes(serve: Serve): void {
  serve('POST', '/channels/read', 'MarkChannelsRead', async (call) => {
    const body = await call.body(allReadSchema);
    return { event: markAllRead(call.backend, call.actor(actingId(body)), body.read_by_channel) };
  });

  serve('POST', '/channels/delivered', 'MarkDelivered', async (call) => {
    const { latest_delivered_messages: delivered, ...body } = await call.body(deliveredSchema);
    const actor = call.actor(actingId(body));
    const events = delivered.map(({ cid, id }) =>
      markDelivered(call.backend, actor, call.backend.state.channel(cid), id),
    );
    return { event: events.at(-1) };
  });

  serve('POST', '/channels/:type/:id/read', 'MarkRead', async (call) => {
    const { message_id: messageId, thread_id: threadId, ...acting } = await call.body(readSchema);
    const actor = call.actor(actingId(acting));
    const channel = call.channel();
    return {
      event:
        threadId === undefined
          ? markRead(call.backend, actor, channel, messageId)
          : markThreadRead(call.backend, actor, channel, threadId),
    };
  });

  serve('POST', '/channels/:type/:id/unread', 'MarkUnread', async (call) => {
    const body = await call.body(unreadSchema);
    const actor = call.actor(actingId(body));
    const channel = call.channel();
    const given = [body.message_id, body.thread_id, body.message_timestamp].filter(
      (each) => each !== undefined,
    );
    if (given.length !== 1) {
      throw inputError('exactly one of message_id, thread_id and message_timestamp must be given');
    }
    if (body.thread_id !== undefined) markThreadUnread(call.backend, actor, channel, body.thread_id);
    else if (body.message_id !== undefined) {
      markUnread(call.backend, actor, channel, { messageId: body.message_id });
    } else {
      markUnread(call.backend, actor, channel, { after: timeOf(body.message_timestamp ?? '') });
    }
    return {};
  });

  serve('GET', '/unread', 'UnreadCounts', (call) => {
    const { user } = call.actor();
    const { state } = call.backend;
    const counted = state
      .channelsOf(user.id)
      .map((channel) => ({ channel, count: unreadIn(state, channel, user.id) }))
      .filter(({ count }) => count > 0);
    const byType = Map.groupBy(counted, ({ channel }) => channel.type);
    const threads = unreadThreads(state, user.id);
    return {
      total_unread_count: sum(counted),
      total_unread_threads_count: threads.length,
      channels: counted.map(({ channel, count }) => ({
        channel_id: channel.cid,
        unread_count: count,
        last_read: wireTime(channel.reads.get(user.id)?.lastRead ?? channel.createdAt),
      })),
      channel_type: [...byType].map(([type, ofType]) => ({
        channel_type: type,
        channel_count: ofType.length,
        unread_count: sum(ofType),
      })),
      threads: threads.map(({ thread, count }) => {
        const participant = thread.participants.get(user.id);
        return {
          parent_message_id: thread.parentId,
          unread_count: count,
          last_read: wireTime(participant?.lastRead ?? thread.createdAt),
          last_read_message_id: participant?.lastReadMessageId ?? '',
        };
      }),
    };
  });
}

function timeOf(value: string): number {
  const at = Date.parse(value);
  if (Number.isNaN(at)) throw inputError('expected date for field "message_timestamp"');
  return at;
}

const sum = (counted: readonly { channel: ChannelRecord; count: number }[]): number =>
  counted.reduce((total, { count }) => total + count, 0);
