import { seesMoment } from '../channels/channel-visibility.ts';
import type { Connection } from '../events/connections.ts';
import type { Actor, ChannelRecord, MessageRecord } from '../model.ts';

/**
 * Whether somebody may see a message: what is shadowed or still waits is its author's alone, what is meant for some
 * is theirs, and the backend sees all. History that is hidden from a user is not shown in its name either.
 */
export function isSeenBy(channel: ChannelRecord, message: MessageRecord, { server, user }: Actor): boolean {
  if (!seesMoment(channel, user.id, message.createdAt)) return false;
  return server || isSeenByUser(message, user.id);
}

export function isSeenByUser(message: MessageRecord, userId: string): boolean {
  if (message.userId === userId) return true;
  if (message.shadowed || message.pending) return false;
  return message.visibleTo?.has(userId) ?? true;
}

/** Those connections whose users may see a message. */
export const audienceOf = (message: MessageRecord, connections: readonly Connection[]): Connection[] =>
  connections.filter((connection) => isSeenByUser(message, connection.userId));

/** Whether a message is pinned at a time: a pin ends by itself. */
export const isPinned = (message: Pick<MessageRecord, 'pin'>, now: number): boolean =>
  message.pin !== undefined && (message.pin.expiresAt === undefined || message.pin.expiresAt > now);
