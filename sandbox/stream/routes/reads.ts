import * as z from 'zod';
import type { Serve } from '../call.ts';
import type { ChannelRecord } from '../model.ts';
import { markAllRead, markDelivered, markRead } from '../reads.ts';
import { unreadIn } from '../unread.ts';
import { wireTime } from '../wire.ts';

const actingSchema = z.object({
  user_id: z.string().optional(),
  user: z.object({ id: z.string() }).optional(),
});

const readSchema = actingSchema.extend({
  message_id: z.string().optional(),
  thread_id: z.string().optional(),
});

const deliveredSchema = actingSchema.extend({
  latest_delivered_messages: z.array(z.object({ cid: z.string(), id: z.string() })).max(100),
});

export function readRoutes(serve: Serve): void {
  serve('POST', '/channels/read', 'MarkChannelsRead', async (call) => {
    const { user_id: userId, user } = await call.body(actingSchema);
    return { event: markAllRead(call.backend, call.actor(userId ?? user?.id)) };
  });

  serve('POST', '/channels/delivered', 'MarkDelivered', async (call) => {
    const { latest_delivered_messages: delivered, user_id: userId, user } = await call.body(deliveredSchema);
    const actor = call.actor(userId ?? user?.id);
    const events = delivered.map(({ cid, id }) =>
      markDelivered(call.backend, actor, call.backend.state.channel(cid), id),
    );
    return { event: events.at(-1) };
  });

  serve('POST', '/channels/:type/:id/read', 'MarkRead', async (call) => {
    const body = await call.body(readSchema);
    const upTo = { messageId: body.message_id, threadId: body.thread_id };
    return { event: markRead(call.backend, call.actor(body.user_id ?? body.user?.id), call.channel(), upTo) };
  });

  serve('GET', '/unread', 'UnreadCounts', (call) => {
    const { user } = call.actor();
    const counted = call.backend.state
      .channelsOf(user.id)
      .map((channel) => ({ channel, count: unreadIn(channel, user.id) }))
      .filter(({ count }) => count > 0);
    const byType = Map.groupBy(counted, ({ channel }) => channel.type);
    return {
      total_unread_count: sum(counted),
      total_unread_threads_count: 0,
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
      threads: [],
    };
  });
}

const sum = (counted: readonly { channel: ChannelRecord; count: number }[]): number =>
  counted.reduce((total, { count }) => total + count, 0);
