import type { Backend } from '../backend.ts';
import { configOf } from '../channels/channel-types.ts';
import { featureOff, inputError } from '../errors.ts';
import type { Event } from '../events/events.ts';
import { inChannel } from '../model.ts';
import { isSeenBy } from '../messages/message-visibility.ts';
import type { Actor, ChannelRecord, Fields, MessageRecord, ReadRecord } from '../model.ts';
import { requireCapability } from '../access/permissions.ts';
import { totalsOf, unreadIn } from './unread.ts';
import { wireTime } from '../wire.ts';

/**
 * Marks a channel read up to its newest message, or up to the one that is named.
 * @throws StreamError 4 (unknown message, no member), 17, 19 (reading is not counted here)
 */
export function markRead(backend: Backend, actor: Actor, channel: ChannelRecord, messageId?: string): Event {
  const { events, present, state } = backend;
  const read = requireReading(actor, channel);
  const last = readUpTo(backend, actor, channel, read, messageId);
  const event = readEvent(backend, channel, read, { user: present.user(actor.user), last });
  events.send(event, events.watching(channel));
  events.send(
    { ...event, type: 'notification.mark_read', ...totalsOf(state, actor.user.id) },
    events.ofUser(actor.user.id),
  );
  return event;
}

/** What the watchers of a channel hear when somebody has read it. */
const readEvent = (
  { events, present }: Backend,
  channel: ChannelRecord,
  read: ReadRecord,
  { user, last }: { readonly user: Fields; readonly last: MessageRecord | undefined },
): Event =>
  events.channelEvent(
    'message.read',
    channel,
    { user, channel: present.channel(channel), ...(last && { last_read_message_id: last.id }) },
    read.lastRead,
  );

/**
 * Marks channels of a user read, all of them unless some are named: the watchers of each that had something unread
 * hear of it, the user once.
 * @param upTo by cid the message up to which a channel was read; an empty id stands for its newest
 * @throws StreamError 4, 16, 17, 19
 */
export function markAllRead(backend: Backend, actor: Actor, upTo?: Readonly<Record<string, string>>): Event {
  const { events, present, state } = backend;
  const user = present.user(actor.user);
  const channels = upTo
    ? Object.keys(upTo).map((cid) => state.channel(cid))
    : state.channelsOf(actor.user.id).filter((channel) => channel.reads.has(actor.user.id));
  for (const channel of channels) {
    const read = requireReading(actor, channel);
    if (unreadIn(state, channel, actor.user.id) === 0) continue;
    const last = readUpTo(backend, actor, channel, read, upTo?.[channel.cid] || undefined);
    const event = readEvent(backend, channel, read, { user, last });
    events.send(event, events.watching(channel));
  }
  const event = events.event('notification.mark_read', { user, ...totalsOf(state, actor.user.id) });
  events.send(event, events.ofUser(actor.user.id));
  return event;
}

/** How far back a message may be marked unread. */
const unreadReach = 100;

/**
 * Marks a message and all after it unread, or all after a time; only the user itself is told.
 * @throws StreamError 4 (an unknown or too old message, no member), 17, 19
 */
export function markUnread(
  backend: Backend,
  actor: Actor,
  channel: ChannelRecord,
  from: { readonly messageId: string } | { readonly after: number },
): void {
  const { events, present, state } = backend;
  const read = requireReading(actor, channel);
  const listed = channel.messages.filter(
    (message) => inChannel(message) && isSeenBy(channel, message, actor),
  );
  const at =
    'messageId' in from
      ? listed.findIndex((message) => message.id === from.messageId)
      : listed.findIndex((message) => message.createdAt > from.after);
  const first = listed[at];
  if (!first) throw inputError(`there is no such message to mark unread in ${channel.cid}`);
  if (at < listed.length - unreadReach) {
    throw inputError(`only the last ${unreadReach} messages of a channel can be marked unread`);
  }
  const before = listed[at - 1];
  read.lastRead = Math.max(before?.createdAt ?? 0, first.createdAt - 1);
  read.lastReadMessageId = before?.id;
  events.send(
    events.channelEvent('notification.mark_unread', channel, {
      user: present.user(actor.user),
      channel: present.channel(channel),
      first_unread_message_id: first.id,
      last_read_at: wireTime(read.lastRead),
      ...(before && { last_read_message_id: before.id }),
      unread_messages: unreadIn(state, channel, actor.user.id),
      ...totalsOf(state, actor.user.id),
    }),
    events.ofUser(actor.user.id),
  );
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
  const message = messageOf(backend, actor, channel, messageId);
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

/** A member's place in a channel that counts reading. @throws StreamError 4, 17, 19 */
export function requireReading(actor: Actor, channel: ChannelRecord): ReadRecord {
  requireCapability(actor, channel, 'read-channel');
  if (!configOf(channel).read_events) throw featureOff('read events', channel.type);
  return readOf(channel, actor.user.id);
}

function readUpTo(
  backend: Backend,
  actor: Actor,
  channel: ChannelRecord,
  read: ReadRecord,
  messageId: string | undefined,
): MessageRecord | undefined {
  const last = messageOf(backend, actor, channel, messageId);
  read.lastRead =
    messageId === undefined ? backend.state.stamp(channel) : Math.max(read.lastRead, last?.createdAt ?? 0);
  if (last) read.lastReadMessageId = last.id;
  return last;
}

function readOf(channel: ChannelRecord, userId: string): ReadRecord {
  const read = channel.reads.get(userId);
  if (!read) throw inputError(`user '${userId}' is not a member of ${channel.cid}`);
  return read;
}

/** One that is named must be in sight; else the newest that is. @throws StreamError 4 */
function messageOf(
  { state }: Backend,
  actor: Actor,
  channel: ChannelRecord,
  id: string | undefined,
): MessageRecord | undefined {
  const isSeen = (message: MessageRecord): boolean => isSeenBy(channel, message, actor);
  if (id === undefined) {
    return channel.messages.findLast((message) => inChannel(message) && isSeen(message));
  }
  const message = state.messages.get(id);
  if (message?.cid !== channel.cid || !isSeen(message))
    throw inputError(`message ${id} does not exist in ${channel.cid}`);
  return message;
}
