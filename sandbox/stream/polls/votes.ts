import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Backend } from '../backend.ts';
import { inputError, notFound } from '../errors.ts';
import type { Actor, MessageRecord } from '../model.ts';
import { requireCapability } from '../access/permissions.ts';
import { requireSeen } from '../messages/message-visibility.ts';
import { announceVote } from './announce.ts';
import type { PollRecord, VoteRecord } from './model.ts';
import { optionOf, pollOf, requireOpen } from './polls.ts';

export const voteSchema = z.object({
  option_id: z.string().optional(),
  answer_text: z.string().trim().min(1).max(500).optional(),
});
export type NewVote = z.infer<typeof voteSchema>;

/**
 * Votes for an option, or answers in one's own words.
 * @throws StreamError 4 (closed, too many votes, answers not asked for, neither or both), 16, 17, 19
 */
export function castVote(
  backend: Backend,
  actor: Actor,
  message: MessageRecord,
  pollId: string,
  input: NewVote,
): { poll: PollRecord; vote: VoteRecord } {
  const poll = pollIn(backend, actor, message, pollId);
  requireOpen(poll);
  if ((input.option_id === undefined) === (input.answer_text === undefined)) {
    throw inputError('a vote needs either option_id or answer_text');
  }
  const own = poll.votes.filter((vote) => vote.userId === actor.user.id);
  const vote =
    input.option_id === undefined
      ? answer(backend, actor, poll, own, input.answer_text ?? '')
      : choose(backend, actor, poll, own, optionOf(poll, input.option_id).id);
  return { poll, vote };
}

/** @throws StreamError 4 (closed), 16 (no such vote of the actor's), 17, 19 */
export function removeVote(
  backend: Backend,
  actor: Actor,
  message: MessageRecord,
  pollId: string,
  voteId: string,
): { poll: PollRecord; vote: VoteRecord } {
  const poll = pollIn(backend, actor, message, pollId);
  requireOpen(poll);
  const vote = poll.votes.find((each) => each.id === voteId && each.userId === actor.user.id);
  if (!vote) throw notFound(`vote with id ${voteId} does not exist`);
  poll.votes = poll.votes.filter((each) => each !== vote);
  poll.updatedAt = backend.state.now();
  announceVote(backend, 'poll.vote_removed', poll, vote);
  return { poll, vote };
}

function pollIn(backend: Backend, actor: Actor, message: MessageRecord, pollId: string): PollRecord {
  requireCapability(actor, backend.state.channel(message.cid), 'cast-poll-vote');
  requireSeen(backend, actor, message);
  const poll = pollOf(backend, pollId);
  if (message.pollId !== poll.id || message.deletedAt !== undefined) {
    throw inputError(`message ${message.id} does not have poll ${pollId}`);
  }
  return poll;
}

function answer(
  backend: Backend,
  actor: Actor,
  poll: PollRecord,
  own: readonly VoteRecord[],
  text: string,
): VoteRecord {
  if (!poll.allowAnswers) throw inputError('answers are not allowed for this poll');
  const known = own.find((vote) => vote.answerText !== undefined);
  return known
    ? changeVote(backend, poll, known, { answerText: text })
    : addVote(backend, actor, poll, { optionId: undefined, answerText: text });
}

function choose(
  backend: Backend,
  actor: Actor,
  poll: PollRecord,
  own: readonly VoteRecord[],
  optionId: string,
): VoteRecord {
  const chosen = own.filter((vote) => vote.optionId !== undefined);
  const same = chosen.find((vote) => vote.optionId === optionId);
  if (same) return same;
  const [known] = chosen;
  if (poll.enforceUniqueVote && known) return changeVote(backend, poll, known, { optionId });
  if (poll.maxVotesAllowed !== undefined && chosen.length >= poll.maxVotesAllowed) {
    throw inputError(`max votes allowed (${poll.maxVotesAllowed}) reached`);
  }
  return addVote(backend, actor, poll, { optionId, answerText: undefined });
}

function addVote(
  backend: Backend,
  actor: Actor,
  poll: PollRecord,
  what: Pick<VoteRecord, 'optionId' | 'answerText'>,
): VoteRecord {
  const now = backend.state.now();
  const vote = { id: randomUUID(), userId: actor.user.id, ...what, createdAt: now, updatedAt: now };
  poll.votes.push(vote);
  poll.updatedAt = now;
  announceVote(backend, 'poll.vote_casted', poll, vote);
  return vote;
}

/** The same vote, for something else: it is the newest then. */
function changeVote(
  backend: Backend,
  poll: PollRecord,
  vote: VoteRecord,
  what: Partial<Pick<VoteRecord, 'optionId' | 'answerText'>>,
): VoteRecord {
  const now = backend.state.now();
  Object.assign(vote, what, { updatedAt: now });
  poll.votes = [...poll.votes.filter((each) => each !== vote), vote];
  poll.updatedAt = now;
  announceVote(backend, 'poll.vote_changed', poll, vote);
  return vote;
}
