import { isPinned, isSeenBy } from './message-visibility.ts';
import type { Actor, Fields, MessageRecord, ReactionRecord } from '../model.ts';
import { presentPoll } from '../polls/present.ts';
import { reminderKey } from '../reminders/reminders.ts';
import { reminderBase } from '../reminders/present.ts';
import { presentLocation } from '../channels/locations.ts';
import type { State } from '../state.ts';
import { defined, wireTime } from '../wire.ts';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Messages and reactions in the shapes of the wire. */
export class MessagePresenter {
  readonly #state: State;
  readonly #userOf: (id: string) => Fields;

  constructor(state: State, userOf: (id: string) => Fields) {
    this.#state = state;
    this.#userOf = userOf;
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

  /**
   * @param viewer whose `own_reactions`, votes and reminder to tell, and whose sight of what is quoted counts; events
   * have none, and tell them of nobody
   */
  message(message: MessageRecord, viewer?: Actor): Fields {
    const quoted = message.quotedId === undefined ? undefined : this.#state.messages.get(message.quotedId);
    const isSeen = quoted && (!viewer || isSeenBy(this.#state.channel(quoted.cid), quoted, viewer));
    return {
      ...this.unquoted(message, viewer),
      ...(isSeen && { quoted_message: this.unquoted(quoted) }),
    };
  }

  /** A message without what it quotes. */
  unquoted(message: MessageRecord, viewer?: Actor): Fields {
    const viewerId = viewer?.user.id;
    const forMe = viewerId !== undefined && message.deletedFor.has(viewerId);
    const isDeleted = message.deletedAt !== undefined || forMe;
    const text = isDeleted ? '' : message.text;
    return defined({
      ...(isDeleted ? {} : message.fields),
      id: message.id,
      cid: message.cid,
      type: isDeleted ? 'deleted' : typeOf(message),
      text,
      html: text && `<p>${text.replace(/[&<>]/g, (sign) => escapes[sign] ?? sign)}</p>\n`,
      user: this.#userOf(message.userId),
      attachments: isDeleted ? [] : message.attachments,
      mentioned_users: message.mentionedIds.map((id) => this.#userOf(id)),
      ...message.notified,
      quoted_message_id: message.quotedId,
      parent_id: message.parentId,
      show_in_channel: message.showInChannel || undefined,
      silent: message.silent,
      shadowed: message.shadowed,
      restricted_visibility: message.visibleTo && [...message.visibleTo],
      ...this.#pinOf(message),
      ...this.#reactionsOf(message, viewerId),
      ...this.#threadOf(message),
      ...(isDeleted ? {} : this.#extrasOf(message, viewerId)),
      created_at: wireTime(message.createdAt),
      updated_at: wireTime(message.updatedAt),
      message_text_updated_at:
        message.textUpdatedAt === undefined ? undefined : wireTime(message.textUpdatedAt),
      deleted_at: message.deletedAt === undefined ? undefined : wireTime(message.deletedAt),
      deleted_for_me: forMe || undefined,
    });
  }

  #pinOf(message: MessageRecord): Fields {
    const pin = isPinned(message, this.#state.now()) ? message.pin : undefined;
    return {
      pinned: pin !== undefined,
      pinned_at: pin ? wireTime(pin.at) : null,
      pinned_by: pin ? this.#userOf(pin.byId) : null,
      pin_expires: pin?.expiresAt === undefined ? null : wireTime(pin.expiresAt),
    };
  }

  /** What only some messages have. */
  #extrasOf(message: MessageRecord, viewerId: string | undefined): Fields {
    const { command, location, moderation } = message;
    const poll = message.pollId === undefined ? undefined : this.#state.polls.get(message.pollId);
    const reminder =
      viewerId === undefined ? undefined : this.#state.reminders.get(reminderKey(viewerId, message.id));
    return {
      ...(command && {
        command: command.name,
        args: command.args,
        command_info: { name: titled(command.name) },
      }),
      ...(moderation && {
        moderation: { action: moderation.action, original_text: moderation.originalText },
      }),
      ...(poll && { poll_id: poll.id, poll: presentPoll(this.#state, poll, this.#userOf, viewerId) }),
      ...(location && { shared_location: presentLocation(message, location) }),
      ...(reminder && { reminder: reminderBase(reminder) }),
    };
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
    const replies = this.#state.replies(message.id);
    if (replies.length === 0) return { reply_count: 0, deleted_reply_count: 0 };
    const live = replies.filter((reply) => reply.deletedAt === undefined);
    return {
      reply_count: live.length,
      deleted_reply_count: replies.length - live.length,
      thread_participants: [...new Set(live.map((reply) => reply.userId))].map((id) => this.#userOf(id)),
    };
  }
}

function typeOf(message: MessageRecord): string {
  if (message.unsent) return message.unsent;
  if (message.system) return 'system';
  return message.parentId === undefined ? 'regular' : 'reply';
}

const titled = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const scoreOf = (reactions: readonly ReactionRecord[]): number =>
  reactions.reduce((sum, reaction) => sum + reaction.score, 0);
