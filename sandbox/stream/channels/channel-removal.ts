import type { Backend } from '../backend.ts';
import { unwatch } from './members.ts';
import { createMessage } from '../messages/messages.ts';
import type { NewMessage } from '../messages/message-input.ts';
import type { Actor, ChannelRecord, Fields } from '../model.ts';
import { wireTime } from '../wire.ts';

/** Watchers hear of it by one event, members who do not watch by the other. */
function announce(
  { events }: Backend,
  types: readonly [watching: string, others: string],
  channel: ChannelRecord,
  fields: Fields,
): void {
  const [watching, others] = types;
  events.send(events.channelEvent(watching, channel, fields), events.watching(channel));
  events.send(events.channelEvent(others, channel, fields), events.notWatching(channel));
}

/**
 * Removes what was written up to a time (ms; now unless said), and writes a system message if one is given.
 * @returns the system message as the caller sees it
 */
export function truncateChannel(
  backend: Backend,
  actor: Actor,
  channel: ChannelRecord,
  options: { at?: number | undefined; message?: NewMessage | undefined } = {},
): Fields | undefined {
  const { present, state } = backend;
  const at = options.at ?? state.stamp(channel);
  for (const message of channel.messages.filter((each) => each.createdAt <= at)) {
    state.removeMessage(channel, message);
  }
  channel.truncatedAt = at;
  channel.truncatedById = actor.user.id;
  const message =
    options.message && createMessage(backend, actor, channel, options.message, { system: true });
  const shown = message && present.message(message, actor);
  announce(backend, ['channel.truncated', 'notification.channel_truncated'], channel, {
    channel: present.channel(channel),
    user: present.user(actor.user),
    ...(message && { message: present.message(message) }),
  });
  return shown;
}

/**
 * Deletes a channel with all that it holds.
 * @param hard nothing is kept: it may be made again by whoever may make channels
 * @returns the channel as it was
 */
export function deleteChannel(backend: Backend, actor: Actor, channel: ChannelRecord, hard: boolean): Fields {
  const { connections, present, state } = backend;
  const shown = { ...present.channel(channel), deleted_at: wireTime(state.now()) };
  announce(backend, ['channel.deleted', 'notification.channel_deleted'], channel, {
    channel: shown,
    user: present.user(actor.user),
    ...(hard && { hard_delete: true }),
  });
  unwatch(connections.all(), channel);
  for (const message of channel.messages) state.messages.delete(message.id);
  state.channels.delete(channel.cid);
  if (hard) state.deletedChannels.delete(channel.cid);
  else state.deletedChannels.add(channel.cid);
  return shown;
}
