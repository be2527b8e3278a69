import type { Backend } from '../backend.ts';
import type { Actor, ChannelRecord } from '../model.ts';
import type { State } from '../state.ts';

/** From where on (ms, not included) a user sees what was written in a channel; 0 = from the beginning. */
export const historyStart = (channel: ChannelRecord, userId: string): number =>
  channel.historyFrom.get(userId) ?? 0;

/** Whether a user may see what was written at that time: history may be hidden from newcomers, or cleared. */
export const seesMoment = (channel: ChannelRecord, userId: string, at: number): boolean =>
  at > historyStart(channel, userId);

/** What was written until then (ms) is no longer this user's to see. */
export function hideHistory(channel: ChannelRecord, userId: string, before: number): void {
  channel.historyFrom.set(userId, Math.max(historyStart(channel, userId), before));
}

/** Hides a channel from a user's list until the next message, and forgets what it held before if so asked. */
export function hideChannel(
  { events, present, state }: Backend,
  actor: Actor,
  channel: ChannelRecord,
  clearHistory: boolean,
): void {
  const { user } = actor;
  channel.hiddenFrom.add(user.id);
  if (clearHistory) hideHistory(channel, user.id, state.stamp(channel));
  events.send(
    events.channelEvent('channel.hidden', channel, {
      channel: present.channel(channel),
      user: present.user(user),
      clear_history: clearHistory,
    }),
    events.ofUser(user.id),
  );
}

/** Brings a hidden channel back into a user's list. */
export function showChannel({ events, present }: Backend, actor: Actor, channel: ChannelRecord): void {
  channel.hiddenFrom.delete(actor.user.id);
  events.send(
    events.channelEvent('channel.visible', channel, {
      channel: present.channel(channel),
      user: present.user(actor.user),
    }),
    events.ofUser(actor.user.id),
  );
}

/**
 * Whether the one channel that two have together is closed to one of them by its block of the other. No other channel
 * knows of blocks: whoever shares a group still reads everybody there.
 */
export function isBlockedFor({ relations }: State, { distinct }: ChannelRecord, userId: string): boolean {
  if (distinct?.length !== 2 || !distinct.includes(userId)) return false;
  return distinct.some((id) => id !== userId && relations.blocksUser(userId, id));
}

/** Whether a channel is left out of a user's list. */
export const isHiddenFrom = (state: State, channel: ChannelRecord, userId: string): boolean =>
  channel.hiddenFrom.has(userId) || isBlockedFor(state, channel, userId);
