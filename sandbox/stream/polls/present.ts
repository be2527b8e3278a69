import type { Fields } from '../model.ts';
import type { State } from '../state.ts';
import { defined, wireTime } from '../wire.ts';
import type { PollOption, PollRecord, VoteRecord } from './model.ts';

const latest = 10;

/** @param viewerId whose `own_votes` to tell; events carry none */
export function presentPoll(
  state: State,
  poll: PollRecord,
  userOf: (id: string) => Fields,
  viewerId?: string,
): Fields {
  const newest = poll.votes.toReversed();
  const answers = newest.filter((vote) => vote.answerText !== undefined);
  const chosen = newest.filter((vote) => vote.optionId !== undefined);
  const byOption = [...Map.groupBy(chosen, (vote) => vote.optionId ?? '')];
  const show = (vote: VoteRecord): Fields => presentVote(poll, vote, userOf, viewerId);
  return defined({
    ...poll.fields,
    id: poll.id,
    name: poll.name,
    description: poll.description,
    voting_visibility: poll.isAnonymous ? 'anonymous' : 'public',
    enforce_unique_vote: poll.enforceUniqueVote,
    max_votes_allowed: poll.maxVotesAllowed ?? null,
    allow_answers: poll.allowAnswers,
    allow_user_suggested_options: poll.allowSuggestions,
    is_closed: poll.isClosed,
    options: poll.options.map(({ id, text, fields }) => ({ ...fields, id, text })),
    vote_count: chosen.length,
    vote_counts_by_option: Object.fromEntries(byOption.map(([id, { length }]) => [id, length])),
    answers_count: answers.length,
    // Nobody may learn who chose what.
    latest_votes_by_option: poll.isAnonymous
      ? null
      : Object.fromEntries(byOption.map(([id, votes]) => [id, votes.slice(0, latest).map(show)])),
    latest_answers: answers.slice(0, latest).map(show),
    own_votes: viewerId === undefined ? [] : newest.filter((vote) => vote.userId === viewerId).map(show),
    created_by_id: poll.createdById,
    created_by: state.users.has(poll.createdById) ? userOf(poll.createdById) : null,
    created_at: wireTime(poll.createdAt),
    updated_at: wireTime(poll.updatedAt),
  });
}

/** A vote; in an anonymous poll only its own user learns whose it is. */
export function presentVote(
  poll: PollRecord,
  vote: VoteRecord,
  userOf: (id: string) => Fields,
  viewerId?: string,
): Fields {
  const isNamed = !poll.isAnonymous || vote.userId === viewerId;
  return defined({
    id: vote.id,
    poll_id: poll.id,
    option_id: vote.optionId,
    answer_text: vote.answerText,
    is_answer: vote.answerText === undefined ? undefined : true,
    user_id: isNamed ? vote.userId : undefined,
    user: isNamed ? userOf(vote.userId) : undefined,
    created_at: wireTime(vote.createdAt),
    updated_at: wireTime(vote.updatedAt),
  });
}

export const presentOption = (poll: PollRecord, option: PollOption): Fields => ({
  ...option.fields,
  id: option.id,
  poll_id: poll.id,
  text: option.text,
  position: poll.options.indexOf(option),
  vote_count: poll.votes.filter((vote) => vote.optionId === option.id).length,
  created_at: wireTime(option.createdAt),
  updated_at: wireTime(option.updatedAt),
});
