import type { ChatUser } from '../model.ts';

/** A vote of the visitor's own: for an option, or a comment in their own words. */
export interface OwnVote {
  readonly id: string;
  readonly optionId: string | undefined;
  readonly comment: string | undefined;
}

export interface PollOption {
  readonly id: string;
  readonly text: string;
  readonly votes: number;
  /** Who chose it, the latest of them; nobody in an anonymous poll. */
  readonly voters: readonly ChatUser[];
}

/** What people are asked in a message. */
export interface Poll {
  readonly id: string;
  readonly question: string;
  readonly description: string;
  readonly options: readonly PollOption[];
  readonly own: readonly OwnVote[];
  /** Whether everybody has one vote. */
  readonly single: boolean;
  /** How many options one may choose; undefined for as many as there are. */
  readonly most: number | undefined;
  readonly anonymous: boolean;
  /** Whether others than its maker may add options. */
  readonly suggestions: boolean;
  readonly comments: boolean;
  readonly commentCount: number;
  readonly closed: boolean;
  readonly makerId: string;
  readonly updatedAt: number;
}

/** The options that the visitor has chosen. */
export function chosenIn(poll: Poll): readonly string[] {
  return poll.own.flatMap(({ optionId }) => optionId ?? []);
}

export function votesIn(poll: Poll): number {
  return poll.options.reduce((sum, { votes }) => sum + votes, 0);
}

/** Part of all votes, from 0 to 1. */
export function shareOf(poll: Poll, { votes }: PollOption): number {
  return votes / Math.max(1, votesIn(poll));
}

/** The options that most have chosen: none before the poll has ended, several where they are even. */
export function winnersOf(poll: Poll): readonly string[] {
  const most = Math.max(1, ...poll.options.map(({ votes }) => votes));
  return poll.closed ? poll.options.filter(({ votes }) => votes === most).map(({ id }) => id) : [];
}

/** Whether no further option can be chosen. */
export function isFull(poll: Poll): boolean {
  return !poll.single && poll.most !== undefined && chosenIn(poll).length >= poll.most;
}

/** What is chosen once an option is pressed: it, or no longer it. The same where that cannot be. */
export function pressed(poll: Poll, optionId: string): readonly string[] {
  const chosen = chosenIn(poll);
  if (chosen.includes(optionId)) return chosen.filter((id) => id !== optionId);
  if (poll.single) return [optionId];
  return isFull(poll) ? chosen : [...chosen, optionId];
}

/** A poll as it will be when the visitor's choice has reached the vendor. */
export function withChoice(poll: Poll, choice: readonly string[], self: ChatUser): Poll {
  const before = chosenIn(poll);
  const options = poll.options.map((option) => {
    const [was, is] = [before.includes(option.id), choice.includes(option.id)];
    if (was === is) return option;
    const others = option.voters.filter(({ id }) => id !== self.id);
    return {
      ...option,
      votes: option.votes + (is ? 1 : -1),
      voters: is && !poll.anonymous ? [self, ...others] : others,
    };
  });
  const own = [
    ...poll.own.filter(({ optionId }) => optionId === undefined || choice.includes(optionId)),
    ...choice
      .filter((id) => !before.includes(id))
      .map((optionId) => ({ id: '', optionId, comment: undefined })),
  ];
  return { ...poll, options, own };
}

/** What the vendor is to be told next, so that it has the visitor's choice; undefined when it has it. */
export function nextVote(
  poll: Poll,
  choice: readonly string[],
): { readonly cast: string } | { readonly take: string } | undefined {
  const chosen = poll.own.filter(({ optionId }) => optionId !== undefined);
  const missing = choice.find((id) => !chosen.some(({ optionId }) => optionId === id));
  const wrong = chosen.find(({ optionId }) => !choice.includes(optionId ?? ''));
  // With one vote for everybody another one takes its place; else there must be room for it first.
  if (missing !== undefined && (poll.single || !wrong)) return { cast: missing };
  return wrong && { take: wrong.id };
}

/** A vote that somebody cast, changed, or took back. */
export interface ToldVote {
  readonly vote: OwnVote;
  /** Whose it is; undefined where that is nobody's business. */
  readonly userId: string | undefined;
  readonly on: boolean;
}

/**
 * A poll as the vendor told it to all, with the visitor's own votes as they are known: only theirs change them.
 * @param told the vote that it was told for
 */
export function withTold(
  known: Poll | undefined,
  poll: Poll,
  told: ToldVote | undefined,
  ownId: string,
): Poll {
  if (known && known.updatedAt > poll.updatedAt) return known;
  return {
    ...poll,
    own: told?.userId === ownId ? withOwn(poll, known?.own ?? [], told) : (known?.own ?? []),
  };
}

function withOwn({ single }: Poll, own: readonly OwnVote[], { vote, on }: ToldVote): readonly OwnVote[] {
  const kept = own.filter(({ id, optionId, comment }) => {
    if (id === vote.id) return false;
    // There is one comment of everybody's, and in some polls one vote.
    if (on && vote.comment !== undefined) return comment === undefined;
    return !(on && single && optionId !== undefined);
  });
  return on ? [...kept, vote] : kept;
}
