import type { ChatEvent } from '../connection.ts';
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
  message?: (WireMessage & { parent_id?: unknown; show_in_channel?: unknown }) | undefined;
  parent_id?: string | undefined;
  thread?: unknown;
  thread_id?: unknown;
  reaction?: { type?: unknown; user_id?: unknown; user?: WireUser | null | undefined } | undefined;
  hard_delete?: boolean | undefined;
  user?: WireUser | undefined;
  unread_messages?: number | undefined;
  last_read_at?: unknown;
}

/** An event of the vendor's as the store understands it; nothing for those that concern nobody here. */
export function translate(event: WireEvent, ownId: string): ChatEvent[] {
  const cid = event.cid ?? (typeof event.channel?.cid === 'string' ? event.channel.cid : undefined);
  switch (event.type) {
    case 'connection.changed':
      return [{ type: 'online', online: event.online === true }];
    case 'connection.recovered':
      return [{ type: 'recovered' }];
    case 'user.updated':
    case 'user.presence.changed':
      return event.user ? [{ type: 'user', user: toUser(event.user) }] : [];
    case 'message.read':
    case 'notification.mark_read':
      // A thread that was read leaves the channel as it was.
      if (!event.user?.id || event.thread || event.thread_id) return [];
      return [{ type: 'read', cid, userId: String(event.user.id), at: toTime(event.created_at) }];
    default:
      return cid === undefined ? [] : ofChannel(event, cid, ownId);
  }
}

function ofChannel(event: WireEvent, cid: string, ownId: string): ChatEvent[] {
  switch (event.type) {
    case 'message.new':
    case 'message.updated':
    case 'message.undeleted':
    case 'message.deleted':
    case 'reaction.new':
    case 'reaction.updated':
    case 'reaction.deleted':
      return event.message && !inThreadOnly(event.message) ? ofMessage(event, event.message, cid, ownId) : [];
    case 'typing.start':
    case 'typing.stop':
      if (!event.user || event.parent_id || event.user.id === ownId) return [];
      return [{ type: 'typing', cid, user: toUser(event.user), on: event.type === 'typing.start' }];
    case 'notification.mark_unread':
      if (event.thread_id) return [];
      return [
        { type: 'unread', cid, unread: event.unread_messages ?? 0, readAt: toTime(event.last_read_at) },
      ];
    case 'channel.updated':
      return event.channel ? [{ type: 'channel-changed', cid, patch: toChannelPatch(event.channel) }] : [];
    case 'channel.truncated':
    case 'notification.channel_truncated':
      return [{ type: 'channel-emptied', cid }];
    case 'channel.deleted':
    case 'notification.channel_deleted':
    case 'notification.removed_from_channel':
    case 'channel.hidden':
      return [{ type: 'channel-removed', cid }];
    default:
      return [];
  }
}

function ofMessage(event: WireEvent, wire: WireMessage, cid: string, ownId: string): ChatEvent[] {
  const message = toMessage(wire);
  if (event.type === 'message.new') return [{ type: 'message', cid, message }];
  if (event.hard_delete) return [{ type: 'message-removed', cid, messageId: message.id }];
  const reaction = event.reaction;
  const reactor = reaction?.user_id ?? reaction?.user?.id;
  if (!event.type.startsWith('reaction.') || reactor !== ownId || typeof reaction?.type !== 'string') {
    return [{ type: 'message-changed', cid, message }];
  }
  const ownReaction = { type: reaction.type, on: event.type !== 'reaction.deleted' };
  return [{ type: 'message-changed', cid, message, ownReaction }];
}

/** Replies stand in their thread unless their author also showed them in the channel. */
function inThreadOnly(message: { parent_id?: unknown; show_in_channel?: unknown }): boolean {
  return Boolean(message.parent_id) && message.show_in_channel !== true;
}
