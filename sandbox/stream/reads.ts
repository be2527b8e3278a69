import type { Backend } from './backend.ts';
import { configOf } from './channel-types.ts';
import { requireCapability } from './permissions.ts';
import { featureOff, inputError } from './errors.ts';
import type { Event } from './events.ts';
import { inChannel } from './model.ts';
import type { Actor, ChannelRecord, ReadRecord } from './model.ts';
import { totalsOf, unreadIn } from './unread.ts';
import { wireTime } from './wire.ts';

/**
 * Marks a channel read up to its newest message, or up to the one that is named; or a thread, which leaves the
 * channel as it is.
 * @throws StreamError 4 (unknown message, no member), 17, 19 (reading is not counted here)
 */
export function markRead(
  backend: Backend,
  actor: Actor,
  channel: ChannelRecord,
  upTo: { messageId?: string | undefined; threadId?: string | undefined } = {},
): Event {
  const { events, present, state } = backend;
  requireCapability(actor, channel, 'read-channel');
  if (!configOf(channel).read_events) throw featureOff('read events', channel.type);
  const read = readOf(channel, actor.user.id);
  if (upTo.threadId !== undefined) return readThread(backend, actor, channel, upTo.threadId);
  const last = messageOf(channel, upTo.messageId);
  read.lastRead =
    upTo.messageId === undefined ? state.stamp(channel) : Math.max(read.lastRead, last?.createdAt ?? 0);
  if (last) read.lastReadMessageId = last.id;
  const event = events.channelEvent(
    'message.read',
    channel,
    {
      user: present.user(actor.user),
      channel: present.channel(channel),
      ...(last && { last_read_message_id: last.id }),
    },
    read.lastRead,
  );
  events.send(event, events.watching(channel));
  events.send(
    { ...event, type: 'notification.mark_read', ...totalsOf(state, actor.user.id) },
    events.ofUser(actor.user.id),
  );
  return event;
}

/** Marks every channel of a user read: the watchers of each that had something unread hear of it, the user once. */
export function markAllRead(backend: Backend, actor: Actor): Event {
  const { events, present, state } = backend;
  const user = present.user(actor.user);
  for (const channel of state.channelsOf(actor.user.id)) {
    const read = channel.reads.get(actor.user.id);
    if (!read || unreadIn(channel, actor.user.id) === 0) continue;
    const last = messageOf(channel, undefined);
    read.lastRead = state.stamp(channel);
    if (last) read.lastReadMessageId = last.id;
    events.send(
      events.channelEvent('message.read', channel, { user, last_read_message_id: last?.id }, read.lastRead),
      events.watching(channel),
    );
  }
  const event = events.event('notification.mark_read', { user, ...totalsOf(state, actor.user.id) });
  events.send(event, events.ofUser(actor.user.id));
  return event;
}

/** Notes that a message reached a user's device. @throws StreamError 4, 17 */
export function markDelivered(
  backend: Backend,
  actor: Actor,
  channel: ChannelRecord,
  messageId: string,
): Event {
  const { events, present, state } = backend;
  requireCapability(actor, channel, 'delivery-events');
  const read = readOf(channel, actor.user.id);
  const message = messageOf(channel, messageId);
  read.lastDelivered = state.stamp(channel);
  if (message) read.lastDeliveredMessageId = message.id;
  const event = events.channelEvent(
    'message.delivered',
    channel,
    {
      user: present.user(actor.user),
      last_delivered_at: wireTime(read.lastDelivered),
      last_delivered_message_id: messageId,
    },
    read.lastDelivered,
  );
  events.send(event, events.watching(channel));
  return event;
}

function readThread(backend: Backend, actor: Actor, channel: ChannelRecord, parentId: string): Event {
  const { events, present, state } = backend;
  const parent = state.messages.get(parentId);
  if (parent?.cid !== channel.cid) throw inputError(`thread ${parentId} does not exist in ${channel.cid}`);
  const event = events.channelEvent('message.read', channel, {
    user: present.user(actor.user),
    thread: { parent_message_id: parent.id, channel_cid: channel.cid },
  });
  events.send(event, events.watching(channel));
  return event;
}

function readOf(channel: ChannelRecord, userId: string): ReadRecord {
  const read = channel.reads.get(userId);
  if (!read) throw inputError(`user '${userId}' is not a member of ${channel.cid}`);
  return read;
}

function messageOf(channel: ChannelRecord, id: string | undefined) {
  if (id === undefined) return channel.messages.findLast((message) => inChannel(message));
  const message = channel.messages.find((each) => each.id === id);
  if (!message) throw inputError(`message ${id} does not exist in ${channel.cid}`);
  return message;
}
