import type { ChatChannel, ChatMessage } from '../model.ts';

export interface MessageHit {
  readonly message: ChatMessage;
  readonly channel: ChatChannel;
}

/** Finding what is not at hand, among all that the visitor may read. Rejects with `ChatError`. */
export interface SearchCalls {
  /** Conversations whose name holds the text, or the name of somebody in them. */
  channels(text: string, limit: number): Promise<readonly ChatChannel[]>;
  /** Messages that hold every word, newest first. */
  messages(
    text: string,
    page: { limit: number; next: string | undefined },
  ): Promise<{ readonly hits: readonly MessageHit[]; readonly next: string | undefined }>;
}
