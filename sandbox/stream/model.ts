import type { ChannelConfig, ChannelType } from './channel-types.ts';

/**
 * What the server keeps. Times are ms since the epoch by the sandbox's clock; `present.ts` turns records into the
 * shapes of the wire. Custom fields stand apart in `fields` here and lie flat on the wire.
 */
export type Fields = Record<string, unknown>;

/** A ban from one channel or from the app; `shadow`: who is banned does not notice. */
export interface BanRecord {
  readonly userId: string;
  readonly byId: string;
  readonly cid?: string;
  readonly reason?: string;
  readonly shadow: boolean;
  readonly createdAt: number;
  /** Without it, for good. */
  readonly expires?: number;
}

export interface UserRecord {
  readonly id: string;
  role: string;
  /** From the whole app. */
  ban?: BanRecord;
  /** name, image and whatever else the site keeps on its users. */
  fields: Fields;
  teams: string[];
  readonly createdAt: number;
  updatedAt: number;
  lastActive?: number;
}

export interface MemberRecord {
  readonly userId: string;
  role: 'channel_member' | 'channel_moderator';
  readonly createdAt: number;
  updatedAt: number;
}

export interface ReadRecord {
  lastRead: number;
  lastReadMessageId?: string;
  lastDelivered?: number;
  lastDeliveredMessageId?: string;
}

export interface ReactionRecord {
  readonly messageId: string;
  readonly userId: string;
  readonly type: string;
  score: number;
  fields: Fields;
  readonly createdAt: number;
  updatedAt: number;
}

export interface MessageRecord {
  readonly id: string;
  readonly cid: string;
  readonly userId: string;
  text: string;
  attachments: Fields[];
  mentionedIds: string[];
  quotedId: string | undefined;
  readonly parentId: string | undefined;
  readonly showInChannel: boolean;
  readonly silent: boolean;
  /** Marked by a server call only. */
  readonly system: boolean;
  /** Oldest first; one per user and type. */
  reactions: ReactionRecord[];
  fields: Fields;
  readonly createdAt: number;
  updatedAt: number;
  textUpdatedAt?: number;
  deletedAt?: number;
}

export interface ChannelRecord {
  readonly type: string;
  readonly id: string;
  readonly cid: string;
  /** The settings and grants of its type; ask `configOf(channel)` and `permissions.ts`. */
  readonly ofType: ChannelType;
  /** Settings in which it differs from its type. */
  configOverrides?: Partial<ChannelConfig>;
  readonly createdById: string;
  fields: Fields;
  frozen: boolean;
  /** Slow mode: seconds between two messages of one member, 0 = off. */
  cooldown: number;
  /** Who is banned here, by user. */
  readonly bans: Map<string, BanRecord>;
  readonly members: Map<string, MemberRecord>;
  /** By user: members of a channel that counts reading. */
  readonly reads: Map<string, ReadRecord>;
  /** Oldest first, thread replies among them. */
  readonly messages: MessageRecord[];
  readonly createdAt: number;
  updatedAt: number;
  /** The newest time given to anything in this channel, so that the next is later. */
  lastStamp: number;
}

/** Who acts in a call. `server`: the call carries a server token and may do everything. */
export interface Actor {
  readonly user: UserRecord;
  readonly server: boolean;
}

export const cidOf = (type: string, id: string): string => `${type}:${id}`;

/** Whether a message stands in the channel itself, not only in a thread. */
export const inChannel = (message: MessageRecord): boolean =>
  message.parentId === undefined || message.showInChannel;
