import type { ChannelConfig, ChannelType } from './channels/channel-types.ts';

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

export interface DeviceRecord {
  readonly id: string;
  readonly provider: string;
  readonly providerName: string | undefined;
  readonly createdAt: number;
}

export interface UserRecord {
  readonly id: string;
  role: string;
  /** From the whole app. */
  ban?: BanRecord;
  /** name, image and whatever else the site keeps on its users. */
  fields: Fields;
  teams: string[];
  /** Online without anybody being told. */
  invisible?: boolean;
  /** Tokens that were issued earlier (ms) are revoked. */
  revokedBefore?: number;
  deactivatedAt?: number;
  devices?: DeviceRecord[];
  deletedAt?: number;
  readonly createdAt: number;
  updatedAt: number;
  lastActive?: number;
}

export interface MemberRecord {
  readonly cid: string;
  readonly userId: string;
  /** `channel_member`, `channel_moderator`, or a role that the app made. */
  role: string;
  fields: Fields;
  /** Of somebody who was invited: whether the invitation was answered. */
  invite?: { status: 'pending' | 'accepted' | 'rejected'; answeredAt?: number };
  /** The channel stands first in this member's list, or out of the way. */
  pinnedAt?: number;
  archivedAt?: number;
  readonly createdAt: number;
  updatedAt: number;
}

export interface ReadRecord {
  lastRead: number;
  lastReadMessageId?: string | undefined;
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

export interface Pin {
  readonly at: number;
  readonly byId: string;
  /** From then on the message reads as not pinned. */
  readonly expiresAt: number | undefined;
}

/** What moderation did with a message. `bounce` and `remove` never reach the channel. */
export type ModerationAction = 'bounce' | 'remove' | 'flag' | 'shadow';

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
  /** What was answered to its author alone: a command's preview, or what moderation turned away. */
  readonly unsent: 'ephemeral' | 'error' | undefined;
  /** Whom it mentions besides single users: the channel, who is online, roles. */
  readonly notified: Fields;
  /** Who may see it besides its author; everybody where nobody is named. */
  readonly visibleTo: ReadonlySet<string> | undefined;
  /** For its author alone: written under a shadow ban, or hidden by moderation. */
  shadowed: boolean;
  pin: Pin | undefined;
  pollId: string | undefined;
  /** The slash command that it came from. */
  command: { readonly name: string; readonly args: string } | undefined;
  /** Waits for a server call that commits it; only its author sees it. */
  pending: { readonly metadata: Record<string, string> } | undefined;
  moderation: { readonly action: ModerationAction; readonly originalText: string } | undefined;
  location: SharedLocation | undefined;
  /** The users who deleted it for themselves. */
  readonly deletedFor: Set<string>;
  /** Oldest first; one per user and type. */
  reactions: ReactionRecord[];
  fields: Fields;
  readonly createdAt: number;
  updatedAt: number;
  /** When anything of it changed last, reactions and replies too. */
  changedAt: number;
  textUpdatedAt?: number;
  deletedAt?: number;
}

export interface SharedLocation {
  latitude: number;
  longitude: number;
  readonly deviceId: string;
  /** A live one is shared until then. */
  endsAt: number | undefined;
  updatedAt: number;
}

type MessageBasics = Pick<MessageRecord, 'id' | 'cid' | 'userId' | 'text' | 'createdAt'>;

/** A message with what every plain one has. */
export const newMessageRecord = (basics: MessageBasics & Partial<MessageRecord>): MessageRecord => ({
  attachments: [],
  mentionedIds: [],
  quotedId: undefined,
  parentId: undefined,
  showInChannel: false,
  silent: false,
  system: false,
  unsent: undefined,
  notified: {},
  visibleTo: undefined,
  shadowed: false,
  pin: undefined,
  pollId: undefined,
  command: undefined,
  pending: undefined,
  moderation: undefined,
  location: undefined,
  deletedFor: new Set(),
  reactions: [],
  fields: {},
  updatedAt: basics.createdAt,
  changedAt: basics.createdAt,
  ...basics,
});

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
  /** Taken out of use by a backend: nobody but it reads or writes. */
  disabled: boolean;
  team?: string;
  /** The users whose one channel together this is. */
  readonly distinct?: readonly string[];
  truncatedAt?: number;
  truncatedById?: string;
  /** The users from whose lists it is hidden, until the next message. */
  readonly hiddenFrom: Set<string>;
  /** By user: what is not newer is not theirs to see. */
  readonly historyFrom: Map<string, number>;
  /** Who is banned here, by user. */
  readonly bans: Map<string, BanRecord>;
  readonly members: Map<string, MemberRecord>;
  /** By user: members of a channel that counts reading. */
  readonly reads: Map<string, ReadRecord>;
  /** Oldest first, thread replies among them. */
  messages: MessageRecord[];
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
