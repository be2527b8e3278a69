import type { ChatEvent } from '../connection.ts';
import type { ChatMessage } from '../model.ts';
import { threadKey } from '../thread/thread-key.ts';
import {
  toChannelPatch,
  toMessage,
  toTime,
  toUser,
  type WireChannel,
  type WireMessage,
  type WireUser,
} from './stream-model.ts';

/** The fields of the vendor's events that are read here. */
export interface WireEvent {
  type: string;
  cid?: string | undefined;
  online?: boolean | undefined;
  created_at?: unknown;
  channel?: (WireChannel & { cid?: unknown }) | undefined;
  message?: WireMessage | undefined;
  parent_id?: string | undefined;
  thread?: { parent_message_id?: unknown } | undefined;
  thread_id?: unknown;
  reaction?: { type?: unknown; user_id?: unknown; user?: WireUser | null | undefined } | undefined;
  hard_delete?: boolean | undefined;
  mark_messages_deleted?: boolean | undefined;
  user?: WireUser | undefined;
  watcher_count?: unknown;
  unread_messages?: number | undefined;
  last_read_at?: unknown;
  last_delivered_at?: unknown;
}

/** An event of the vendor's as the store understands it; nothing for those that concern nobody here. */
export function translate(event: WireEvent, ownId: string): ChatEvent[] {
  const cid = event.cid ?? (typeof event.channel?.cid === 'string' ? event.channel.cid : undefined);
  switch (event.type) {
    case 'connection.changed':
      return [{ type: 'online', online: event.online === true }];
    case 'connection.recovered':
    // What somebody wrote counts by whether they are muted now.
    case 'notification.mutes_updated':
      return [{ type: 'recovered' }];
    case 'user.updated':
    case 'user.presence.changed':
      return event.user ? [{ type: 'user', user: toUser(event.user) }] : [];
    case 'user.messages.deleted':
      return erased(event);
    case 'user.deleted':
      return event.mark_messages_deleted || event.hard_delete ? erased({ ...event, cid: undefined }) : [];
    case 'message.read':
    case 'notification.mark_read':
      if (!event.user?.id) return [];
      return [
        {
          type: 'read',
          cid: cid && within(cid, event.thread_id ?? event.thread?.parent_message_id),
          userId: String(event.user.id),
          at: toTime(event.created_at),
        },
      ];
    default:
      return cid === undefined ? [] : [...ofChannel(event, cid, ownId), ...ofWatchers(event, cid)];
  }
}

function ofChannel(event: WireEvent, cid: string, ownId: string): ChatEvent[] {
  switch (event.type) {
    case 'message.new':
    case 'notification.message_new':
    case 'notification.thread_message_new':
    case 'message.updated':
    case 'message.undeleted':
    case 'message.deleted':
    case 'reaction.new':
    case 'reaction.updated':
    case 'reaction.deleted':
      return event.message ? ofMessage(event, event.message, cid, ownId) : [];
    case 'typing.start':
    case 'typing.stop':
      if (!event.user || event.user.id === ownId) return [];
      return [
        {
          type: 'typing',
          cid: within(cid, event.parent_id),
          user: toUser(event.user),
          on: event.type === 'typing.start',
        },
      ];
    case 'notification.mark_unread':
      return [
        {
          type: 'unread',
          cid: within(cid, event.thread_id),
          unread: event.unread_messages ?? 0,
          readAt: toTime(event.last_read_at),
        },
      ];
    case 'message.delivered':
      if (!event.user?.id) return [];
      return [{ type: 'delivered', cid, userId: String(event.user.id), at: toTime(event.last_delivered_at) }];
    case 'channel.updated':
      return event.channel ? [{ type: 'channel-changed', cid, patch: toChannelPatch(event.channel) }] : [];
    case 'channel.truncated':
    case 'notification.channel_truncated':
      return [
        { type: 'channel-emptied', cid, until: toTime(event.channel?.truncated_at) || Infinity },
        // Who emptied it may say so.
        ...(event.message ? [{ type: 'message', cid, message: toMessage(event.message) } as const] : []),
      ];
    case 'channel.deleted':
    case 'notification.channel_deleted':
    case 'notification.removed_from_channel':
    case 'channel.hidden':
      return [{ type: 'channel-removed', cid }];
    default:
      return [];
  }
}

/** The vendor's own that tell it; members send events of other names, with any fields. */
const tellsWatchers = /^(user\.watching\.(start|stop)|message\.new)$/;

/** How many look at a channel: told as they come and go, and along with what is written in it. */
function ofWatchers({ type, watcher_count: watchers }: WireEvent, cid: string): ChatEvent[] {
  return typeof watchers === 'number' && tellsWatchers.test(type)
    ? [{ type: 'channel-changed', cid, patch: { watchers } }]
    : [];
}

/** Everything that a user wrote is gone. */
function erased({ cid, created_at, hard_delete, user }: WireEvent): ChatEvent[] {
  if (!user?.id) return [];
  const hard = hard_delete === true;
  return [{ type: 'author-erased', cid, userId: String(user.id), at: toTime(created_at), hard }];
}

function ofMessage(event: WireEvent, wire: WireMessage, cid: string, ownId: string): ChatEvent[] {
  const message = toMessage(wire);
  if (event.type.endsWith('message_new') || event.type === 'message.new') {
    return placesOf(message, cid).map((place) => ({ type: 'message', cid: place, message }));
  }
  // It may head a thread as well.
  const places = [...placesOf(message, cid), threadKey(cid, message.id)];
  if (event.hard_delete) {
    return places.map((place) => ({ type: 'message-removed', cid: place, messageId: message.id }));
  }
  const reaction = event.reaction;
  const reactor = reaction?.user_id ?? reaction?.user?.id;
  const isOwn = event.type.startsWith('reaction.') && reactor === ownId && typeof reaction?.type === 'string';
  const ownReaction = isOwn && { type: String(reaction.type), on: event.type !== 'reaction.deleted' };
  return places.map((place) => ({
    type: 'message-changed',
    cid: place,
    message,
    ...(ownReaction && { ownReaction }),
  }));
}

/** A reply stands in its thread, and in the channel only if its author showed it there too. */
function placesOf({ parentId, alsoInChannel }: ChatMessage, cid: string): string[] {
  if (parentId === undefined) return [cid];
  const thread = threadKey(cid, parentId);
  return alsoInChannel ? [cid, thread] : [thread];
}

/** The thread of a channel that an event is about, if it is about one. */
function within(cid: string, parentId: unknown): string {
  return typeof parentId === 'string' && parentId ? threadKey(cid, parentId) : cid;
}
