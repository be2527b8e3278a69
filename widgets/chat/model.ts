import type { ChatErrorKind } from './connection.ts';

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
  /** The emoji its sender chose, where one was told; else the type says which. */
  readonly emoji?: string;
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
      readonly kind: 'video';
      readonly url: string;
      readonly name: string;
      /** A still picture to show before it plays. */
      readonly image: string | undefined;
      readonly width: number | undefined;
      readonly height: number | undefined;
    }
  | {
      readonly kind: 'audio';
      readonly url: string;
      readonly name: string;
      /** s */
      readonly duration: number | undefined;
      /** Loudness from 0 to 1 over its length; of a voice message alone. */
      readonly waveform: readonly number[] | undefined;
    }
  | {
      readonly kind: 'giphy';
      readonly url: string;
      readonly title: string;
      readonly width: number | undefined;
      readonly height: number | undefined;
      /** What the vendor offers to do with a preview that only its sender sees. */
      readonly actions: readonly AttachmentAction[];
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
    }
  /** Of a kind that is not known here. */
  | { readonly kind: 'unknown'; readonly type: string; readonly title: string };

export interface AttachmentAction {
  readonly name: string;
  readonly value: string;
  readonly text: string;
}

/** The message that another one answers, as it was told along with it. */
export interface QuotedMessage {
  readonly id: string;
  readonly kind: ChatMessage['kind'];
  readonly text: string;
  readonly user: ChatUser;
  readonly attachments: readonly Attachment[];
}

export interface ChatMessage {
  readonly id: string;
  /**
   * `ephemeral`: the answer to a command, which its sender alone sees. `error`: refused by a command or by moderation,
   * and seen by its sender alone.
   */
  readonly kind: 'regular' | 'system' | 'deleted' | 'ephemeral' | 'error';
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
  /** Who wrote replies, some of them. */
  readonly repliers: readonly ChatUser[];
  /** Of a reply, the message it answers in a thread. */
  readonly parentId: string | undefined;
  /** Whether a reply also stands in the channel. */
  readonly alsoInChannel: boolean;
  readonly quoted: QuotedMessage | undefined;
  /** Also whole audiences (`audience.ts`). */
  readonly mentioned: readonly ChatUser[];
  readonly pinned: boolean;
  /** `bounced`: not taken as it is, its sender may change it. `blocked`: taken away. */
  readonly moderation: 'bounced' | 'blocked' | undefined;
  readonly pollId: string | undefined;
  /** What the site's own renderers go by. */
  readonly customType: string | undefined;
  /** The message as the vendor told it, for the site's own renderers. Nothing in it is checked. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** What the visitor wrote, with all that goes with it. Plain data, so that it can wait over a reload. */
export interface OutgoingMessage {
  readonly text: string;
  readonly attachments?: readonly Attachment[];
  /** The message that it answers by quoting it. */
  readonly quotedId?: string;
  /** That message as it is shown until then. */
  readonly quoted?: QuotedMessage;
  /** Of a reply in a thread, whether it also stands in the channel. */
  readonly alsoInChannel?: boolean;
  readonly mentionedIds?: readonly string[];
  readonly pollId?: string;
  /** What the poll asks. */
  readonly question?: string;
  /** No cards are made of its links. */
  readonly plainLinks?: boolean;
}

/** A message of the visitor's own that the vendor has not confirmed. */
export interface PendingMessage extends OutgoingMessage {
  readonly id: string;
  /** By the visitor's clock; it is shown after all confirmed ones whatever this says. */
  readonly createdAt: number;
  /** `waiting`: it will be sent by itself. `failed`: the vendor refused it, and the visitor decides. */
  readonly status: 'waiting' | 'sending' | 'failed';
  /** Why it failed. */
  readonly failure?: ChatErrorKind;
  /** Whether the vendor has it by now, and it waits for the messages that it will stand among. */
  readonly sent?: boolean;
}

export type Capability =
  | 'send'
  | 'react'
  | 'typing'
  /** Whether reading is counted at all. */
  | 'read'
  | 'editOwn'
  | 'editAny'
  | 'deleteOwn'
  | 'deleteAny'
  | 'quote'
  | 'reply'
  | 'pin'
  | 'flag'
  /** Turning the channel's own notifications off. */
  | 'mute'
  | 'upload'
  /** Links, and the cards that are made of them. */
  | 'links'
  | 'poll'
  | 'vote'
  | 'search'
  | 'leave'
  | 'addMembers'
  /** Mentioning everybody at once, and whoever is there. */
  | 'mentionChannel'
  | 'mentionHere'
  /** Writing in slow mode without waiting. */
  | 'skipSlowMode';

/** What the visitor may do in a channel, as the vendor says; what is not named they may not. */
export type Capabilities = Readonly<Partial<Record<Capability, boolean>>>;

/** A command of a channel, such as `/giphy`. */
export interface Command {
  readonly name: string;
  readonly description: string;
  readonly args: string;
}

export interface ChatChannel {
  /** `type:id` */
  readonly cid: string;
  readonly name: string;
  readonly image: string | undefined;
  readonly members: readonly ChatUser[];
  readonly memberCount: number;
  /** How many look at it now, the visitor among them; 0 where that is not told. */
  readonly watchers: number;
  readonly frozen: boolean;
  /** s to wait after one's own message; 0 without slow mode. */
  readonly cooldown: number;
  readonly commands: readonly Command[];
  /** When the visitor pinned it to the top of their list, and put it into their archive; 0 if not. */
  readonly pinnedAt: number;
  readonly archivedAt: number;
  /** Whether the visitor wants to hear nothing of it: it counts no unread messages. */
  readonly muted: boolean;
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
  /** Up to when messages have reached the others, by user id. */
  readonly deliveredTo: Readonly<Record<string, number>>;
}

/** How a person is called. */
export function nameOf(user: ChatUser): string {
  return user.name || user.id;
}

/** Whether it is the visitor's conversation with one other: of a channel that others watch, they are no member. */
export function isTwosome({ memberCount, members }: ChatChannel, ownId: string): boolean {
  return memberCount === 2 && members.some(({ id }) => id === ownId);
}

/** How a channel is called: by its name, else by the others in it. Empty for a channel of nobody else. */
export function titleOf(channel: ChatChannel, ownId: string): string {
  if (channel.name) return channel.name;
  return channel.members
    .filter((member) => member.id !== ownId)
    .map(nameOf)
    .join(', ');
}
