/**
 * What the chat shows, in shapes of its own: plain, frozen, complete. The vendor's objects end at the connection's
 * boundary. Times are ms since the epoch by the vendor's clock.
 */
export interface ChatUser {
  readonly id: string;
  /** Empty when the user has none; show the id then. */
  readonly name: string;
  readonly image: string | undefined;
  readonly online: boolean;
}

export interface Reactions {
  readonly type: string;
  readonly count: number;
  /** Whether the visitor's own is among them. */
  readonly own: boolean;
}

/** What hangs on a message. Addresses are as sent: check them where they are used. */
export type Attachment =
  | {
      readonly kind: 'image';
      readonly url: string;
      readonly alt: string;
      /** px, when the sender told them: the box is reserved. */
      readonly width: number | undefined;
      readonly height: number | undefined;
    }
  | {
      readonly kind: 'card';
      readonly url: string;
      readonly title: string;
      readonly text: string;
      readonly image: string | undefined;
    }
  | {
      readonly kind: 'file';
      readonly url: string;
      readonly name: string;
      /** bytes */
      readonly size: number | undefined;
    };

export interface ChatMessage {
  readonly id: string;
  readonly kind: 'regular' | 'system' | 'deleted';
  readonly text: string;
  readonly user: ChatUser;
  readonly createdAt: number;
  /** Of two versions of a message, the later one holds. */
  readonly updatedAt: number;
  readonly edited: boolean;
  /** Never counted as unread. */
  readonly silent: boolean;
  readonly attachments: readonly Attachment[];
  readonly reactions: readonly Reactions[];
  readonly replies: number;
}

/** A message of the visitor's own that the vendor has not confirmed. */
export interface PendingMessage {
  readonly id: string;
  readonly text: string;
  /** By the visitor's clock; it is shown after all confirmed ones whatever this says. */
  readonly createdAt: number;
  readonly failed: boolean;
}

/** What the visitor may do in a channel, as the vendor says. */
export interface Capabilities {
  readonly send: boolean;
  readonly react: boolean;
  readonly typing: boolean;
  /** Whether reading is counted at all. */
  readonly read: boolean;
  readonly editOwn: boolean;
  readonly editAny: boolean;
  readonly deleteOwn: boolean;
  readonly deleteAny: boolean;
}

export interface ChatChannel {
  /** `type:id` */
  readonly cid: string;
  readonly name: string;
  readonly image: string | undefined;
  readonly members: readonly ChatUser[];
  readonly memberCount: number;
  readonly frozen: boolean;
  readonly may: Capabilities;
  /** Characters. */
  readonly longestMessage: number;
  /** When something last happened in it: what the list is ordered by. */
  readonly activeAt: number;
}

/** A channel as the vendor answers it: with its newest messages and the visitor's own reading. */
export interface ChannelAnswer {
  readonly channel: ChatChannel;
  /** Ascending. */
  readonly messages: readonly ChatMessage[];
  /** False when these are all there are. */
  readonly more: boolean;
  readonly unread: number;
  /** When the visitor last read; undefined where reading is not counted. */
  readonly readAt: number | undefined;
  /** How far the others have read, by user id. */
  readonly readBy: Readonly<Record<string, number>>;
}

/** How a person is called. */
export function nameOf(user: ChatUser): string {
  return user.name || user.id;
}

/** How a channel is called: by its name, else by the others in it. Empty for a channel of nobody else. */
export function titleOf(channel: ChatChannel, ownId: string): string {
  if (channel.name) return channel.name;
  return channel.members
    .filter((member) => member.id !== ownId)
    .map(nameOf)
    .join(', ');
}
