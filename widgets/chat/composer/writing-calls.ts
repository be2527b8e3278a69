import type { ChatError } from '../connection.ts';
import type { ChatUser } from '../model.ts';

/** The card that the vendor will make of a link. */
export interface LinkCard {
  readonly url: string;
  readonly title: string;
  readonly text: string;
  readonly image: string | undefined;
}

/** What helps while somebody writes. Rejects with `ChatError`. */
export interface WritingCalls {
  /** Members of a channel whose name begins with `query`, or has a word that does. */
  members(cid: string, query: string): Promise<readonly ChatUser[]>;
  /** Rejects where there is nothing to show of a page. */
  card(url: string): Promise<LinkCard>;
  /** ms between two messages of one person, where the refusal of one that came too soon tells them. */
  pauseOf(error: ChatError): number | undefined;
}
