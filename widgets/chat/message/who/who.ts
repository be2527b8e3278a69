import type { ChatUser } from '../../model.ts';

/** Somebody who did something to a message. */
export interface Doer {
  readonly user: ChatUser;
  /** The emoji they reacted with. */
  readonly sign?: string;
  /** What they said. */
  readonly text?: string;
}

export interface WhoPage {
  readonly people: readonly Doer[];
  /** What the next page is asked for by; undefined after the last one. */
  readonly next: string | undefined;
}
