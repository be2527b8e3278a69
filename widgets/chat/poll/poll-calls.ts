import type { ChatMessage } from '../model.ts';
import type { WhoPage } from '../message/who/who.ts';
import type { OwnVote, Poll, ToldVote } from './poll-model.ts';

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

/** What the vendor answers to a vote. */
export interface VoteAnswer {
  readonly vote: OwnVote;
  /** With the visitor's own votes. */
  readonly poll: Poll | undefined;
}

/** Polls at the vendor. Rejects with `ChatError`. */
export interface PollCalls {
  /** Resolves with the poll's id, under which a message carries it. */
  create(poll: NewPoll): Promise<string>;
  /** The poll of a message as it came with it; undefined if it did not. */
  of(message: ChatMessage): Poll | undefined;
  get(pollId: string): Promise<Poll>;
  vote(messageId: string, pollId: string, optionId: string): Promise<VoteAnswer>;
  takeBack(messageId: string, pollId: string, voteId: string): Promise<VoteAnswer>;
  /** Says something to a poll; it takes the place of what the visitor said before. */
  comment(messageId: string, pollId: string, text: string): Promise<VoteAnswer>;
  suggest(pollId: string, text: string): Promise<void>;
  /** Nobody can vote from then on. */
  end(pollId: string): Promise<void>;
  /** Who chose an option, the latest first. */
  voters(pollId: string, optionId: string, next?: string): Promise<WhoPage>;
  comments(pollId: string, next?: string): Promise<WhoPage>;
  /** Calls `listener` with every poll that the vendor tells of from now on, without own votes; returns what ends it. */
  follow(listener: (poll: Poll, vote: ToldVote | undefined) => void): () => void;
}
