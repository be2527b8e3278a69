import { may } from '../access/permissions.ts';
import type { Backend } from '../backend.ts';
import { seesMoment } from '../channels/channel-visibility.ts';
import { messageNotFound } from '../errors.ts';
import type { Connection } from '../events/connections.ts';
import type { Actor, ChannelRecord, MessageRecord } from '../model.ts';
import type { State } from '../state.ts';

/**
 * Whether somebody may see a message: what is shadowed or still waits is its author's alone, what is meant for some is
 * theirs and of those who may `read-restricted-visibility-message`, and the backend sees all. History that is hidden
 * from a user is not shown in its name either.
 */
export const isSeenBy = (channel: ChannelRecord, message: MessageRecord, actor: Actor): boolean =>
  seesMoment(channel, actor.user.id, message.createdAt) && isMeantFor(channel, message, actor);

/** Whether a message is for somebody, whenever it was written: what answers hidden history is not hidden with it. */
export function isMeantFor(channel: ChannelRecord, message: MessageRecord, actor: Actor): boolean {
  if (actor.server || message.userId === actor.user.id) return true;
  if (message.shadowed || message.pending) return false;
  if (message.visibleTo === undefined || message.visibleTo.has(actor.user.id)) return true;
  return may(actor, channel, 'read-restricted-visibility-message');
}

export function isSeenByUser(
  state: State,
  channel: ChannelRecord,
  message: MessageRecord,
  userId: string,
): boolean {
  const user = state.users.get(userId);
  return user !== undefined && isSeenBy(channel, message, { user, server: false });
}

/** @throws StreamError 16 if the actor may not see a message, as if it were not there */
export function requireSeen({ state }: Backend, actor: Actor, message: MessageRecord): void {
  if (!isSeenBy(state.channel(message.cid), message, actor)) throw messageNotFound(message.id);
}

/** Those connections whose users may see a message. */
export function audienceOf(
  { state }: Backend,
  message: MessageRecord,
  connections: readonly Connection[],
): Connection[] {
  const channel = state.channel(message.cid);
  return connections.filter(({ userId }) => isSeenByUser(state, channel, message, userId));
}

/** Whether a message is pinned at a time: a pin ends by itself. */
export const isPinned = (message: Pick<MessageRecord, 'pin'>, now: number): boolean =>
  message.pin !== undefined && (message.pin.expiresAt === undefined || message.pin.expiresAt > now);
