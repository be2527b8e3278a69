import type { OwnVote, Poll, ToldVote } from '../poll/poll-model.ts';
import { toTime, toUser, type WireUser } from './stream-model.ts';

/** The fields of the vendor's polls that are read here. */
export interface WirePoll {
  id?: unknown;
  name?: unknown;
  description?: unknown;
  options?: readonly { id?: unknown; text?: unknown }[] | null | undefined;
  vote_counts_by_option?: Readonly<Record<string, unknown>> | null | undefined;
  latest_votes_by_option?: Readonly<Record<string, readonly WireVote[]>> | null | undefined;
  own_votes?: readonly WireVote[] | null | undefined;
  enforce_unique_vote?: unknown;
  max_votes_allowed?: unknown;
  voting_visibility?: unknown;
  allow_user_suggested_options?: unknown;
  allow_answers?: unknown;
  answers_count?: unknown;
  is_closed?: unknown;
  created_by_id?: unknown;
  updated_at?: unknown;
}

export interface WireVote {
  id?: unknown;
  option_id?: unknown;
  answer_text?: unknown;
  user_id?: unknown;
  user?: WireUser | null | undefined;
}

/** With the own votes that it was told with: events tell none. */
export function toPoll(wire: WirePoll): Poll {
  const anonymous = wire.voting_visibility === 'anonymous';
  return Object.freeze({
    id: text(wire.id),
    question: text(wire.name),
    description: text(wire.description),
    options: (wire.options ?? []).map((option) => {
      const id = text(option.id);
      const voters = anonymous ? [] : (wire.latest_votes_by_option?.[id] ?? []);
      return {
        id,
        text: text(option.text),
        votes: count(wire.vote_counts_by_option?.[id]),
        voters: voters.flatMap(({ user }) => (user ? [toUser(user)] : [])),
      };
    }),
    own: (wire.own_votes ?? []).map(toVote),
    single: wire.enforce_unique_vote === true,
    most: count(wire.max_votes_allowed) || undefined,
    anonymous,
    suggestions: wire.allow_user_suggested_options === true,
    comments: wire.allow_answers === true,
    commentCount: count(wire.answers_count),
    closed: wire.is_closed === true,
    makerId: text(wire.created_by_id),
    updatedAt: toTime(wire.updated_at),
  });
}

export function toVote(wire: WireVote): OwnVote {
  const comment = text(wire.answer_text) || undefined;
  return { id: text(wire.id), optionId: text(wire.option_id) || undefined, comment };
}

/** @param type of the event: of what became of the vote */
export function toToldVote(type: string, wire: WireVote | undefined): ToldVote | undefined {
  if (!wire) return undefined;
  const userId = text(wire.user_id) || text(wire.user?.id) || undefined;
  return { vote: toVote(wire), userId, on: type !== 'poll.vote_removed' };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function count(value: unknown): number {
  return typeof value === 'number' && value > 0 ? value : 0;
}
