import { configOf } from '../channels/channel-types.ts';
import { historyStart, isBlockedFor } from '../channels/channel-visibility.ts';
import { isSeenByUser } from '../messages/message-visibility.ts';
import { inChannel } from '../model.ts';
import type { ChannelRecord, MessageRecord } from '../model.ts';
import type { State } from '../state.ts';
import type { ThreadRecord } from '../threads/threads.ts';

/** Own messages, silent and deleted ones, and those that the user cannot see are never unread. */
const isNewFor = (state: State, channel: ChannelRecord, message: MessageRecord, userId: string): boolean =>
  message.userId !== userId &&
  !message.silent &&
  message.deletedAt === undefined &&
  !message.deletedFor.has(userId) &&
  isSeenByUser(state, channel, message, userId);

/** How many messages of a channel a user has not read; 0 where the user is no member or reading is not counted, or who muted it. */
export function unreadIn(state: State, channel: ChannelRecord, userId: string): number {
  const read = channel.reads.get(userId);
  const { relations } = state;
  if (!read || !channel.members.has(userId) || relations.mutesChannel(userId, channel.cid)) return 0;
  // What the other one of two writes is not there for who blocks it.
  if (isBlockedFor(state, channel, userId)) return 0;
  const from = Math.max(read.lastRead, historyStart(channel, userId));
  let count = 0;
  // From the newest back: what was read is not looked at again.
  for (let at = channel.messages.length - 1; at >= 0; at -= 1) {
    const message = channel.messages[at];
    if (!message || message.createdAt <= from) break;
    // A reply that stands in its thread only counts there.
    if (!inChannel(message) || !isNewFor(state, channel, message, userId)) continue;
    if (!relations.mutesUser(userId, message.userId)) count += 1;
  }
  return count;
}

/** How many replies of a thread a participant has not read; 0 for a thread under what it may not see. */
export function unreadInThread(state: State, thread: ThreadRecord, userId: string): number {
  const participant = thread.participants.get(userId);
  const channel = state.channel(thread.cid);
  if (!participant || !isSeenByUser(state, channel, state.message(thread.parentId), userId)) return 0;
  return state
    .replies(thread.parentId)
    .filter((reply) => reply.createdAt > participant.lastRead && isNewFor(state, channel, reply, userId))
    .length;
}

/** The threads that a user takes part in and has not read to the end. */
export function unreadThreads(state: State, userId: string): { thread: ThreadRecord; count: number }[] {
  return [...state.threads.values()]
    .filter((thread) => thread.participants.has(userId))
    .map((thread) => ({ thread, count: unreadInThread(state, thread, userId) }))
    .filter(({ count }) => count > 0);
}

export interface Totals extends Record<string, unknown> {
  total_unread_count: number;
  /** The same number under its older name. */
  unread_count: number;
  unread_channels: number;
  unread_threads: number;
}

/** A user's counts over all channels, as events and `me` carry them. */
export function totalsOf(state: State, userId: string): Totals {
  const counts = state.channelsOf(userId).map((channel) => unreadIn(state, channel, userId));
  const total = counts.reduce((sum, count) => sum + count, 0);
  return {
    total_unread_count: total,
    unread_count: total,
    unread_channels: counts.filter((count) => count > 0).length,
    unread_threads: unreadThreads(state, userId).length,
  };
}

/** Starts counting for a new member: nothing before counts. */
export function startReading(channel: ChannelRecord, userId: string, at: number): void {
  if (configOf(channel).read_events) channel.reads.set(userId, { lastRead: at });
}
