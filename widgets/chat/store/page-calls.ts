import type { ChatMessage } from '../model.ts';

/** Pages of the messages of a channel or a thread. Rejects with `ChatError`: `refused` if there is no such message. */
export interface PageCalls {
  /** Messages before a known one, ascending: at most `limit`, fewer when there are no more. */
  before(cid: string, messageId: string, limit: number): Promise<readonly ChatMessage[]>;

  /** Messages after a known one, as `before`. */
  after(cid: string, messageId: string, limit: number): Promise<readonly ChatMessage[]>;

  /** Messages on both sides of one, or of a time, with it in their midst, ascending. */
  around(cid: string, sought: string | number, limit: number): Promise<readonly ChatMessage[]>;
}
