import { configOf } from './channel-types.ts';
import { capabilitiesOf } from './permissions.ts';
import type { Connections } from './connections.ts';
import type {
  Actor,
  ChannelRecord,
  Fields,
  MemberRecord,
  MessageRecord,
  ReactionRecord,
  ReadRecord,
  UserRecord,
} from './model.ts';
import type { State } from './state.ts';
import { totalsOf, unreadIn } from './unread.ts';
import { defined, wireTime } from './wire.ts';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Records in the shapes of the wire. */
export class Presenter {
  readonly #state: State;
  readonly #connections: Connections;

  constructor(state: State, connections: Connections) {
    this.#state = state;
    this.#connections = connections;
  }

  user(user: UserRecord): Fields {
    return defined({
      ...user.fields,
      id: user.id,
      role: user.role,
      teams: user.teams,
      language: '',
      banned: false,
      online: this.#connections.isOnline(user.id),
      created_at: wireTime(user.createdAt),
      updated_at: wireTime(user.updatedAt),
      last_active: user.lastActive === undefined ? undefined : wireTime(user.lastActive),
    });
  }

  /** The connected user's own object, in the first frame. */
  me(user: UserRecord): Fields {
    return {
      ...this.user(user),
      online: true,
      invisible: false,
      blocked_user_ids: [],
      devices: [],
      mutes: [],
      channel_mutes: [],
      ...totalsOf(this.#state, user.id),
    };
  }

  /** @param actor whose capabilities to tell; events carry none */
  channel(channel: ChannelRecord, actor?: Actor): Fields {
    const lastMessageAt = this.#state.lastMessageAt(channel);
    return defined({
      ...channel.fields,
      id: channel.id,
      type: channel.type,
      cid: channel.cid,
      created_by: this.#userOf(channel.createdById),
      created_at: wireTime(channel.createdAt),
      updated_at: wireTime(channel.updatedAt),
      last_message_at: lastMessageAt === undefined ? undefined : wireTime(lastMessageAt),
      frozen: channel.frozen,
      disabled: false,
      member_count: channel.members.size,
      config: configOf(channel),
      own_capabilities: actor && [...capabilitiesOf(actor, channel)].sort(),
    });
  }

  member(member: MemberRecord): Fields {
    return {
      user_id: member.userId,
      user: this.#userOf(member.userId),
      role: member.role === 'channel_moderator' ? 'moderator' : 'member',
      channel_role: member.role,
      banned: false,
      shadow_banned: false,
      notifications_muted: false,
      status: 'member',
      created_at: wireTime(member.createdAt),
      updated_at: wireTime(member.updatedAt),
    };
  }

  read(channel: ChannelRecord, userId: string, read: ReadRecord): Fields {
    return defined({
      user: this.#userOf(userId),
      last_read: wireTime(read.lastRead),
      last_read_message_id: read.lastReadMessageId,
      unread_messages: unreadIn(channel, userId),
      last_delivered_at: read.lastDelivered === undefined ? undefined : wireTime(read.lastDelivered),
      last_delivered_message_id: read.lastDeliveredMessageId,
    });
  }

  reaction(reaction: ReactionRecord): Fields {
    return {
      ...reaction.fields,
      message_id: reaction.messageId,
      user_id: reaction.userId,
      user: this.#userOf(reaction.userId),
      type: reaction.type,
      score: reaction.score,
      created_at: wireTime(reaction.createdAt),
      updated_at: wireTime(reaction.updatedAt),
    };
  }

  /** @param viewerId whose `own_reactions` to tell; events carry none */
  message(message: MessageRecord, viewerId?: string): Fields {
    const quoted = message.quotedId === undefined ? undefined : this.#state.messages.get(message.quotedId);
    return {
      ...this.#plainMessage(message, viewerId),
      ...(quoted && { quoted_message: this.#plainMessage(quoted) }),
    };
  }

  #plainMessage(message: MessageRecord, viewerId?: string): Fields {
    const deleted = message.deletedAt !== undefined;
    const text = deleted ? '' : message.text;
    return defined({
      ...(deleted ? {} : message.fields),
      id: message.id,
      cid: message.cid,
      type: typeOf(message),
      text,
      html: text && `<p>${text.replace(/[&<>]/g, (sign) => escapes[sign] ?? sign)}</p>\n`,
      user: this.#userOf(message.userId),
      attachments: deleted ? [] : message.attachments,
      mentioned_users: message.mentionedIds.map((id) => this.#userOf(id)),
      quoted_message_id: message.quotedId,
      parent_id: message.parentId,
      show_in_channel: message.showInChannel || undefined,
      silent: message.silent,
      shadowed: false,
      pinned: false,
      pinned_at: null,
      pinned_by: null,
      pin_expires: null,
      ...this.#reactionsOf(message, viewerId),
      ...this.#threadOf(message),
      created_at: wireTime(message.createdAt),
      updated_at: wireTime(message.updatedAt),
      message_text_updated_at:
        message.textUpdatedAt === undefined ? undefined : wireTime(message.textUpdatedAt),
      deleted_at: message.deletedAt === undefined ? undefined : wireTime(message.deletedAt),
    });
  }

  /** The ten newest reactions, those of the viewer, and the sums by type. */
  #reactionsOf(message: MessageRecord, viewerId?: string): Fields {
    const newest = message.reactions.toReversed();
    const groups = [...Map.groupBy(newest, (reaction) => reaction.type)];
    return {
      latest_reactions: newest.slice(0, 10).map((reaction) => this.reaction(reaction)),
      own_reactions: newest
        .filter((reaction) => reaction.userId === viewerId)
        .map((reaction) => this.reaction(reaction)),
      reaction_counts: Object.fromEntries(groups.map(([type, { length }]) => [type, length])),
      reaction_scores: Object.fromEntries(groups.map(([type, group]) => [type, scoreOf(group)])),
      reaction_groups: Object.fromEntries(groups.map(([type, group]) => [type, this.#reactionGroup(group)])),
    };
  }

  /** @param group reactions of one type, the newest first */
  #reactionGroup(group: readonly ReactionRecord[]): Fields {
    const times = group.map((reaction) => reaction.createdAt);
    return {
      count: group.length,
      sum_scores: scoreOf(group),
      first_reaction_at: wireTime(Math.min(...times)),
      last_reaction_at: wireTime(Math.max(...times)),
      latest_reactions_by: group.slice(0, 10).map((reaction) => ({
        user_id: reaction.userId,
        user: this.#userOf(reaction.userId),
        created_at: wireTime(reaction.createdAt),
      })),
    };
  }

  #threadOf(message: MessageRecord): Fields {
    const channel = this.#state.channels.get(message.cid);
    const replies = channel && message.parentId === undefined ? this.#state.replies(channel, message.id) : [];
    const live = replies.filter((reply) => reply.deletedAt === undefined);
    if (replies.length === 0) return { reply_count: 0, deleted_reply_count: 0 };
    return {
      reply_count: live.length,
      deleted_reply_count: replies.length - live.length,
      thread_participants: [...new Set(live.map((reply) => reply.userId))].map((id) => this.#userOf(id)),
    };
  }

  #userOf(id: string): Fields {
    return this.user(this.#state.user(id));
  }
}

function typeOf(message: MessageRecord): string {
  if (message.deletedAt !== undefined) return 'deleted';
  if (message.system) return 'system';
  return message.parentId === undefined ? 'regular' : 'reply';
}

const scoreOf = (reactions: readonly ReactionRecord[]): number =>
  reactions.reduce((sum, reaction) => sum + reaction.score, 0);
