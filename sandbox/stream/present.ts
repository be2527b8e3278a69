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
import { MessagePresenter } from './present-messages.ts';
import type { State } from './state.ts';
import { totalsOf, unreadIn } from './unread.ts';
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
    return this.#messages.reaction(reaction);
  }

  /** @param viewerId whose `own_reactions`, votes and reminder to tell; events carry none */
  message(message: MessageRecord, viewerId?: string): Fields {
    return this.#messages.message(message, viewerId);
  }

  #userOf(id: string): Fields {
    return this.user(this.#state.user(id));
  }
}
