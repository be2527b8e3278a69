import type { ListCalls } from './list/list-calls.ts';
import type { UploadCalls } from './composer/upload/upload-calls.ts';
import type { WritingCalls } from './composer/writing-calls.ts';
import type { MessageCalls } from './message/message-calls.ts';
import type { ReactionCalls } from './message/reaction-calls.ts';
import type { PollCalls } from './poll/poll-calls.ts';
import type { ChangeCalls } from './store/change-calls.ts';
import type { PageCalls } from './store/page-calls.ts';
import type { ChannelAnswer, ChatChannel, ChatMessage, ChatUser, OutgoingMessage } from './model.ts';
import type { ThreadCalls } from './thread/thread-calls.ts';
import type { PeopleCalls } from './people/people-calls.ts';
import type { SearchCalls } from './search/search-calls.ts';

/**
 * What happens at the vendor, in the order in which it tells. An event may come twice or late. What happens in a thread
 * is told under the thread's key (`threadKey`) in place of a cid; what stands in several conversations, in each.
 */
export type ChatEvent =
  /** False once the socket has been down for some seconds. */
  | { type: 'online'; online: boolean }
  /** The socket is back after a gap, or counts are others now: everything shown must be asked for again. */
  | { type: 'recovered' }
  | { type: 'message'; cid: string; message: ChatMessage }
  /** Edited, deleted, or reacted to. `own` flags of reactions are not told but where the visitor's own changed. */
  | {
      type: 'message-changed';
      cid: string;
      message: ChatMessage;
      ownReaction?: { type: string; on: boolean };
    }
  | { type: 'message-removed'; cid: string; messageId: string }
  | { type: 'typing'; cid: string; user: ChatUser; on: boolean }
  /** `cid` is undefined when a user has read everything. */
  | { type: 'read'; cid: string | undefined; userId: string; at: number }
  /** Messages up to a time have reached a user, read or not. */
  | { type: 'delivered'; cid: string; userId: string; at: number }
  | { type: 'unread'; cid: string; unread: number; readAt: number }
  /** The visitor's unread messages over all channels, and their threads with unread replies. */
  | { type: 'unread-total'; total: number; threads: number }
  /** Fields of a channel that an event carried; what it left out stays. */
  | { type: 'channel-changed'; cid: string; patch: Partial<ChatChannel> }
  /** The visitor came into a channel, or one came to life that was not watched. */
  | { type: 'channel-added'; answer: ChannelAnswer }
  | { type: 'channel-removed'; cid: string }
  /** Messages up to a time are gone without a trace; `until` is Infinity where all are. */
  | { type: 'channel-emptied'; cid: string; until: number }
  /** What somebody has written is gone, in a channel or, where `cid` is undefined, in all; `hard`: without a trace. */
  | { type: 'author-erased'; cid: string | undefined; userId: string; at: number; hard: boolean }
  | { type: 'user'; user: ChatUser }
  /** The connection has ended for good: nobody vouches for the visitor any more. */
  | { type: 'ended'; error: ChatError };

/** The events that change channels that are shown, and nothing else. */
export type ChannelEvent = Extract<
  ChatEvent,
  {
    type:
      | 'message-changed'
      | 'message-removed'
      | 'typing'
      | 'read'
      | 'delivered'
      | 'unread'
      | 'channel-changed'
      | 'user';
  }
>;

export type ChatErrorKind =
  /** A message of this id is there already: it was sent. */
  | 'duplicate'
  /** The visitor may not, or there is nothing of that name that they may see. */
  | 'forbidden'
  /** Too many requests: later it may do. */
  | 'limited'
  /** The channel is in slow mode, and the visitor has just written. */
  | 'slow'
  | 'too-long'
  /** Moderation did not let it through. */
  | 'moderated'
  /** The vendor refused the input for another reason. */
  | 'refused'
  /** The vendor could not do it: later it may. */
  | 'unavailable'
  /** There was no answer, or half of one. */
  | 'unreachable';

/** The error that every call of a connection rejects with. */
export class ChatError extends Error {
  readonly kind: ChatErrorKind;

  constructor(kind: ChatErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ChatError';
    this.kind = kind;
  }
}

/** Whatever was thrown, as the chat's own error. */
export function asChatError(error: unknown): ChatError {
  return error instanceof ChatError ? error : new ChatError('unreachable', String(error), { cause: error });
}

/** What a connection can do beyond reading and writing, by the subject it belongs to. */
export interface ConnectionParts {
  list: ListCalls;
  page: PageCalls;
  change: ChangeCalls;
  message: MessageCalls;
  reactions: ReactionCalls;
  thread: ThreadCalls;
  people: PeopleCalls;
  search: SearchCalls;
  uploads: UploadCalls;
  writing: WritingCalls;
  polls: PollCalls;
}

/**
 * One visitor's live connection to the chat vendor. The store works against this alone; `stream-connection.ts` is the
 * one that is live, `early-connection.ts` stands for it until then: what that answers is watched from the `recovered` on
 * that follows. A `cid` may be a thread's key but where channels are said.
 */
export interface ChatConnection {
  readonly user: ChatUser;
  readonly online: boolean;
  /** Undefined until it is known. */
  readonly unreadTotal: number | undefined;
  readonly unreadThreads: number;
  /** The vendor's time: ms since the epoch. */
  readonly now: number;
  /** Whether the visitor has muted somebody: what they write in a channel is not unread. */
  isMuted(userId: string): boolean;

  /** Calls `listener` with every event from now on; returns what ends it. */
  listen(listener: (event: ChatEvent) => void): () => void;

  /**
   * The visitor's channels, those that they pinned first, then the most lately active, each with its last message; they
   * are watched from now on. Those in the visitor's archive are not among them.
   */
  channels(page: { offset: number; limit: number }): Promise<readonly ChannelAnswer[]>;

  /** One channel with its newest messages, watched from now on. Rejects with `forbidden` if there is none to see. */
  open(cid: string, limit: number): Promise<ChannelAnswer>;

  /** Sends under an id of the caller's, so that sending again cannot double it. Resolves with the confirmed message. */
  send(cid: string, message: OutgoingMessage & { readonly id: string }): Promise<ChatMessage>;

  /** Call it with every keystroke; it tells the others seldom enough, and stops by itself. */
  typing(cid: string): void;
  stopTyping(cid: string): void;
  markRead(cid: string): Promise<void>;

  /** Calls that not every visit needs: their code is fetched when they are first asked for. */
  part<Name extends keyof ConnectionParts>(name: Name): Promise<ConnectionParts[Name]>;

  close(): Promise<void>;
}
