import type { Fields } from '../model.ts';

export interface PollOption {
  readonly id: string;
  text: string;
  fields: Fields;
  readonly createdAt: number;
  updatedAt: number;
}

/** A vote for an option, or an answer in somebody's own words. */
export interface VoteRecord {
  readonly id: string;
  readonly userId: string;
  optionId: string | undefined;
  answerText: string | undefined;
  readonly createdAt: number;
  updatedAt: number;
}

export interface PollRecord {
  readonly id: string;
  readonly createdById: string;
  name: string;
  description: string;
  isAnonymous: boolean;
  /** One vote for each user: another one takes its place. */
  enforceUniqueVote: boolean;
  /** How many options a user may choose; any number where it is not said. */
  maxVotesAllowed: number | undefined;
  allowAnswers: boolean;
  allowSuggestions: boolean;
  isClosed: boolean;
  options: PollOption[];
  /** Oldest first. */
  votes: VoteRecord[];
  fields: Fields;
  /** The messages that it was sent with. */
  readonly messageIds: Set<string>;
  readonly createdAt: number;
  updatedAt: number;
}
