import type { ChatMessage } from '../model.ts';

/** What can be done to a message, and to who wrote it, beyond what every conversation needs. Rejects with `ChatError`. */
export interface MessageCalls {
  /** Resolves with the message as it is then. */
  pin(messageId: string, on: boolean): Promise<ChatMessage>;
  /** Presses a button under a command's answer; resolves with what stands there then, if anything does. */
  act(cid: string, messageId: string, name: string, value: string): Promise<ChatMessage | undefined>;
  /** Tells the site's moderators of a message. */
  flag(messageId: string): Promise<void>;
  /** Everything from this message on counts as unread again; in a thread, all of it. */
  markUnread(cid: string, messageId: string): Promise<void>;
  isMuted(userId: string): boolean;
  muteUser(userId: string, on: boolean): Promise<void>;
  isBlocked(userId: string): boolean;
  /** Whoever is blocked can no longer write to the visitor alone. */
  blockUser(userId: string, on: boolean): Promise<void>;
}
