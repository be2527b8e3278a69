import { configOf } from './channels/channel-types.ts';
import { capabilitiesOf } from './access/permissions.ts';
import { historyStart, isBlockedFor, isHiddenFrom } from './channels/channel-visibility.ts';
import type { Connections } from './events/connections.ts';
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
import { shownDevice } from './people/devices.ts';
import { shownChannelMute, shownMute } from './people/mutes.ts';
import { MessagePresenter } from './messages/present-messages.ts';
import type { State, TaskRecord } from './state.ts';
import { totalsOf, unreadIn } from './reads/unread.ts';
import { defined, wireTime } from './wire.ts';

/** Records in the shapes of the wire. */
export class Presenter {
  readonly #state: State;
  readonly #connections: Connections;
  readonly #messages: MessagePresenter;

  constructor(state: State, connections: Connections) {
    this.#state = state;
    this.#connections = connections;
    this.#messages = new MessagePresenter(state, (id) => this.#userOf(id));
  }

  user(user: UserRecord): Fields {
    return defined({
      ...user.fields,
      id: user.id,
      role: user.role,
      teams: user.teams,
      language: '',
      banned: user.ban?.shadow === false,
      online: !user.invisible && this.#connections.isOnline(user.id),
      created_at: wireTime(user.createdAt),
      updated_at: wireTime(user.updatedAt),
      last_active: user.lastActive === undefined ? undefined : wireTime(user.lastActive),
      deactivated_at: user.deactivatedAt === undefined ? undefined : wireTime(user.deactivatedAt),
      deleted_at: user.deletedAt === undefined ? undefined : wireTime(user.deletedAt),
      revoke_tokens_issued_before:
        user.revokedBefore === undefined ? undefined : wireTime(user.revokedBefore),
    });
  }

  /** The connected user's own object, in the first frame. */
  me(user: UserRecord): Fields {
    const { relations } = this.#state;
    const parts = { present: this, state: this.#state };
    return {
      ...this.user(user),
      online: true,
      invisible: user.invisible ?? false,
      blocked_user_ids: relations.blocks.of(user.id).map(({ blockedId }) => blockedId),
      devices: (user.devices ?? []).map((device) => shownDevice(user.id, device)),
      mutes: relations.mutes.of(user.id).map((mute) => shownMute(parts, mute)),
      channel_mutes: relations.channelMutes.of(user.id).flatMap((mute) => shownChannelMute(parts, mute)),
      ...totalsOf(this.#state, user.id),
    };
  }

  /** @param actor whose capabilities to tell; events carry none */
  channel(channel: ChannelRecord, actor?: Actor): Fields {
    const lastMessageAt = this.#state.lastMessageAt(channel);
    const mute = actor && this.#state.relations.channelMutes.get(actor.user.id, channel.cid);
    const before = actor ? historyStart(channel, actor.user.id) : 0;
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
      disabled: channel.disabled,
      team: channel.team,
      cooldown: channel.cooldown > 0 ? channel.cooldown : undefined,
      truncated_at: channel.truncatedAt === undefined ? undefined : wireTime(channel.truncatedAt),
      truncated_by: channel.truncatedById === undefined ? undefined : this.#userOf(channel.truncatedById),
      muted: mute ? true : undefined,
      mute_expires_at: mute?.expires === undefined ? undefined : wireTime(mute.expires),
      blocked: (actor && isBlockedFor(this.#state, channel, actor.user.id)) || undefined,
      hidden: (actor && isHiddenFrom(this.#state, channel, actor.user.id)) || undefined,
      hide_messages_before: before > 0 ? wireTime(before) : undefined,
      member_count: channel.members.size,
      config: configOf(channel),
      own_capabilities: actor && [...capabilitiesOf(actor, channel)].sort(),
    });
  }

  member(member: MemberRecord): Fields {
    const channel = this.#state.channels.get(member.cid);
    const ban = channel?.bans.get(member.userId);
    const { invite } = member;
    const answered = (status: string) =>
      invite?.status === status && invite.answeredAt !== undefined ? wireTime(invite.answeredAt) : undefined;
    return defined({
      ...member.fields,
      user_id: member.userId,
      user: this.#userOf(member.userId),
      role: roleOf(member, channel),
      channel_role: member.role,
      is_moderator: member.role === 'channel_moderator' || undefined,
      banned: ban?.shadow === false,
      shadow_banned: ban?.shadow === true,
      ban_expires: ban?.expires === undefined ? undefined : wireTime(ban.expires),
      notifications_muted: this.#state.relations.mutesChannel(member.userId, member.cid),
      status: invite?.status ?? 'member',
      invited: invite ? true : undefined,
      invite_accepted_at: answered('accepted'),
      invite_rejected_at: answered('rejected'),
      pinned_at: member.pinnedAt === undefined ? undefined : wireTime(member.pinnedAt),
      archived_at: member.archivedAt === undefined ? undefined : wireTime(member.archivedAt),
      created_at: wireTime(member.createdAt),
      updated_at: wireTime(member.updatedAt),
    });
  }

  task({ id, result, at }: TaskRecord): Fields {
    const time = wireTime(at);
    return { task_id: id, status: 'completed', created_at: time, updated_at: time, result };
  }

  read(channel: ChannelRecord, userId: string, read: ReadRecord): Fields {
    return defined({
      user: this.#userOf(userId),
      last_read: wireTime(read.lastRead),
      last_read_message_id: read.lastReadMessageId,
      unread_messages: unreadIn(this.#state, channel, userId),
      last_delivered_at: read.lastDelivered === undefined ? undefined : wireTime(read.lastDelivered),
      last_delivered_message_id: read.lastDeliveredMessageId,
    });
  }

  reaction(reaction: ReactionRecord): Fields {
    return this.#messages.reaction(reaction);
  }

  /** @param viewer whose `own_reactions`, votes, reminder and sight of what is quoted to tell; events have none */
  message(message: MessageRecord, viewer?: Actor): Fields {
    return this.#messages.message(message, viewer);
  }

  /** A message without what it quotes. */
  unquoted(message: MessageRecord): Fields {
    return this.#messages.unquoted(message);
  }

  #userOf(id: string): Fields {
    return this.user(this.#state.user(id));
  }
}

/** What a member is called: the channel's creator is its owner. */
function roleOf(member: MemberRecord, channel: ChannelRecord | undefined): string {
  if (channel?.createdById === member.userId) return 'owner';
  return member.role === 'channel_moderator' ? 'moderator' : 'member';
}
