import type { WhoPage } from './who/who.ts';

/** Reactions at the vendor. Rejects with `ChatError`. */
export interface ReactionCalls {
  react(cid: string, messageId: string, type: string, on: boolean): Promise<void>;
  /**
   * Who reacted, the latest first.
   * @param type undefined for all of them
   */
  who(messageId: string, type: string | undefined, next?: string): Promise<WhoPage>;
}
