import type { ChannelAnswer, ChatChannel, ChatMessage, ChatUser } from '../model.ts';

/** A thread in the list of those that the visitor takes part in. */
export interface ThreadSummary {
  /** `type:id#message` */
  readonly key: string;
  /** Without its members, which the vendor does not tell here. */
  readonly channel: ChatChannel;
  readonly parent: ChatMessage;
  /** The newest reply, deleted or not. */
  readonly latest: ChatMessage | undefined;
  readonly replies: number;
  /** Who takes part in it. */
  readonly people: readonly ChatUser[];
  readonly unread: number;
  /** When it was last written in. */
  readonly activeAt: number;
}

/** What a connection can do in threads; each thread goes by its key. Rejects with `ChatError`. */
export interface ThreadCalls {
  /**
   * A thread as a conversation: its messages are the one that it is about, and then the replies; the former is there
   * once nothing is between. Rejects with `forbidden` if there is no such message to see.
   */
  open(key: string, limit: number): Promise<ChannelAnswer>;
  /** Its messages before a known one, ascending: at most `limit`, fewer when there are no more. */
  before(key: string, messageId: string, limit: number): Promise<readonly ChatMessage[]>;
  /** Replies after a known one, and on both sides of one or of a time: as those of a connection. */
  after(key: string, messageId: string, limit: number): Promise<readonly ChatMessage[]>;
  around(key: string, sought: string | number, limit: number): Promise<readonly ChatMessage[]>;
  /** The visitor's threads, the one that was last written in first; they are watched from now on. */
  list(page: {
    limit: number;
    next?: string | undefined;
  }): Promise<{ threads: readonly ThreadSummary[]; next: string | undefined }>;
  markRead(key: string): Promise<void>;
}
