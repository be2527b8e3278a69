import { StreamError } from '../errors.ts';
import type { Actor, ChannelRecord } from '../model.ts';
import { may, requireCapability } from '../access/permissions.ts';
import type { State } from '../state.ts';

/** Sets slow mode: seconds between two messages of one member, 0 = off. @throws StreamError 17 */
export function setCooldown(actor: Actor, channel: ChannelRecord, seconds: number): void {
  requireCapability(actor, channel, 'set-channel-cooldown');
  channel.cooldown = seconds;
}

/**
 * Refuses a message that comes too soon after the same user's last one.
 * @throws StreamError 60
 */
export function requirePace(state: State, actor: Actor, channel: ChannelRecord): void {
  if (channel.cooldown === 0 || may(actor, channel, 'skip-channel-cooldown')) return;
  const last = channel.messages.findLast((message) => message.userId === actor.user.id);
  if (!last || state.now() - last.createdAt >= channel.cooldown * 1000) return;
  throw new StreamError(
    60,
    403,
    `user ${actor.user.id} is not allowed to send messages on channel ${channel.cid} under cool down period(${channel.cooldown}s)`,
  );
}
