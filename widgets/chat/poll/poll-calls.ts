/** A poll as it is asked. */
export interface NewPoll {
  readonly question: string;
  readonly options: readonly string[];
  /** Whether one may choose several. */
  readonly multiple: boolean;
  /** Nobody sees who chose what. */
  readonly anonymous: boolean;
  /** Whoever votes may add options. */
  readonly suggestions: boolean;
}

/** Polls at the vendor. Rejects with `ChatError`. */
export interface PollCalls {
  /** Resolves with the poll's id, under which a message carries it. */
  create(poll: NewPoll): Promise<string>;
}
