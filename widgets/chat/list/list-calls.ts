import type { ChannelAnswer, ChatUser } from '../model.ts';

/** What happens to the visitor's list elsewhere, on another device of theirs or by others. */
export type ListEvent =
  | { type: 'moved'; cid: string; pinnedAt: number; archivedAt: number }
  /** Which of all channels the visitor has muted. */
  | { type: 'muted'; cids: readonly string[] }
  | { type: 'member'; cid: string; user: ChatUser; on: boolean };

/** What a visitor does to a conversation from their list. Rejects with `ChatError`. */
export interface ListCalls {
  /** Calls `listener` with what happens from now on; returns what ends it. */
  listen(listener: (event: ListEvent) => void): () => void;
  /** The channels in the visitor's archive, most lately active first; they are watched from now on. */
  archived(page: { offset: number; limit: number }): Promise<readonly ChannelAnswer[]>;
  pin(cid: string, on: boolean): Promise<void>;
  archive(cid: string, on: boolean): Promise<void>;
  mute(cid: string, on: boolean): Promise<void>;
  /** Everything from this message on counts as unread again. */
  markUnread(cid: string, messageId: string): Promise<void>;
  markRead(cid: string): Promise<void>;
  /** Takes it from the list until somebody writes in it. */
  hide(cid: string): Promise<void>;
  leave(cid: string): Promise<void>;
}
