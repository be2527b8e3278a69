import type { ChatMessage } from '../model.ts';

/** Changing messages that are there. Rejects with `ChatError`. */
export interface ChangeCalls {
  edit(messageId: string, text: string, mentionedIds?: readonly string[]): Promise<ChatMessage>;
  remove(messageId: string): Promise<ChatMessage>;
}
