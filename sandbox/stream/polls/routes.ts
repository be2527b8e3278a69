import * as z from 'zod';
import type { Call, Serve } from '../call.ts';
import { comparison, cursorQuery, equality, queryPage } from '../query/cursor-query.ts';
import type { QueryFields } from '../query/cursor-query.ts';
import { inputError } from '../errors.ts';
import { isSeenBy } from '../messages/message-visibility.ts';
import type { Actor } from '../model.ts';
import { may, requireCapability } from '../access/permissions.ts';
import { userShower } from './announce.ts';
import type { PollRecord, VoteRecord } from './model.ts';
import {
  addOption,
  createPoll,
  deleteOption,
  deletePoll,
  optionOf,
  optionSchema,
  patchPoll,
  pollOf,
  pollSchema,
  replacePoll,
  updateOption,
} from './polls.ts';
import { presentOption, presentPoll, presentVote } from './present.ts';
import { castVote, removeVote, voteSchema } from './votes.ts';

const patchSchema = z.object({
  set: z.record(z.string(), z.unknown()).default({}),
  unset: z.array(z.string()).default([]),
  user_id: z.string().optional(),
});
const newOptionSchema = optionSchema.extend({ user_id: z.string().optional() });
const castSchema = z.object({ vote: voteSchema, user_id: z.string().optional() });
const querySchema = cursorQuery(25);

export function pollRoutes(serve: Serve): void {
  serve('POST', '/polls', 'CreatePoll', async (call) => {
    const input = await call.body(pollSchema);
    const actor = call.actor(input.user_id);
    return shown(call, createPoll(call.backend, actor, input), actor);
  });

  serve('PUT', '/polls', 'UpdatePoll', async (call) => {
    const input = await call.body(pollSchema);
    if (input.id === undefined) throw inputError('id: the id of the poll is required');
    const actor = call.actor(input.user_id);
    const poll = pollOf(call.backend, input.id);
    replacePoll(call.backend, actor, poll, input);
    return shown(call, poll, actor);
  });

  // Before the routes with an id: "query" would be taken for one.
  serve('POST', '/polls/query', 'QueryPolls', async (call) => {
    const query = await call.body(querySchema);
    const actor = call.viewer(query.user_id);
    const { state } = call.backend;
    const seen = [...state.polls.values()].filter((poll) => maySee(call, actor, poll));
    const page = queryPage(seen, query, pollFields, newestFirst);
    const polls = page.items.map((poll) => presentPoll(state, poll, userShower(call.backend), actor.user.id));
    return { polls, ...page.cursors };
  });

  serve('GET', '/polls/:poll', 'GetPoll', (call) =>
    shown(call, pollOf(call.backend, call.param('poll')), call.viewer()),
  );

  serve('PATCH', '/polls/:poll', 'UpdatePollPartial', async (call) => {
    const { set, unset, user_id: userId } = await call.body(patchSchema);
    const actor = call.actor(userId);
    const poll = pollOf(call.backend, call.param('poll'));
    patchPoll(call.backend, actor, poll, set, unset);
    return shown(call, poll, actor);
  });

  serve('DELETE', '/polls/:poll', 'DeletePoll', (call) => {
    const actor = call.actor();
    deletePoll(call.backend, actor, pollOf(call.backend, call.param('poll')));
    return {};
  });

  serve('POST', '/polls/:poll/options', 'CreatePollOption', async (call) => {
    const { user_id: userId, ...option } = await call.body(newOptionSchema);
    const actor = call.actor(userId);
    const poll = pollOf(call.backend, call.param('poll'));
    return { poll_option: presentOption(poll, addOption(call.backend, actor, poll, option)) };
  });

  serve('PUT', '/polls/:poll/options', 'UpdatePollOption', async (call) => {
    const { user_id: userId, ...option } = await call.body(newOptionSchema);
    const actor = call.actor(userId);
    const poll = pollOf(call.backend, call.param('poll'));
    return { poll_option: presentOption(poll, updateOption(call.backend, actor, poll, option)) };
  });

  serve('GET', '/polls/:poll/options/:option', 'GetPollOption', (call) => {
    call.viewer();
    const poll = pollOf(call.backend, call.param('poll'));
    return { poll_option: presentOption(poll, optionOf(poll, call.param('option'))) };
  });

  serve('DELETE', '/polls/:poll/options/:option', 'DeletePollOption', (call) => {
    const actor = call.actor();
    deleteOption(call.backend, actor, pollOf(call.backend, call.param('poll')), call.param('option'));
    return {};
  });

  serve('POST', '/polls/:poll/votes', 'QueryPollVotes', async (call) => {
    const query = await call.body(querySchema);
    const actor = call.viewer(query.user_id);
    const poll = pollOf(call.backend, call.param('poll'));
    const channel = firstChannel(call, poll);
    if (channel && poll.createdById !== actor.user.id) requireCapability(actor, channel, 'query-poll-votes');
    const seen = poll.votes.filter(
      (vote) => actor.server || !poll.isAnonymous || vote.userId === actor.user.id,
    );
    const page = queryPage(seen, query, voteFields, newestFirst);
    const userOf = userShower(call.backend);
    return {
      votes: page.items.map((vote) => presentVote(poll, vote, userOf, actor.user.id)),
      ...page.cursors,
    };
  });

  serve('POST', '/messages/:message/polls/:poll/vote', 'CastPollVote', async (call) => {
    const { vote: input, user_id: userId } = await call.body(castSchema);
    const actor = call.actor(userId);
    const { poll, vote } = castVote(call.backend, actor, call.message(), call.param('poll'), input);
    return voteAndPoll(call, poll, vote, actor);
  });

  serve('DELETE', '/messages/:message/polls/:poll/vote/:vote', 'RemovePollVote', (call) => {
    const actor = call.actor();
    const [pollId, voteId] = [call.param('poll'), call.param('vote')];
    const { poll, vote } = removeVote(call.backend, actor, call.message(), pollId, voteId);
    return voteAndPoll(call, poll, vote, actor);
  });
}

const shown = (call: Call, poll: PollRecord, actor: Actor) => ({
  poll: presentPoll(call.backend.state, poll, userShower(call.backend), actor.user.id),
});

const voteAndPoll = (call: Call, poll: PollRecord, vote: VoteRecord, actor: Actor) => ({
  vote: presentVote(poll, vote, userShower(call.backend), actor.user.id),
  ...shown(call, poll, actor),
});

function firstChannel(call: Call, poll: PollRecord) {
  const { state } = call.backend;
  const message = [...poll.messageIds].map((id) => state.messages.get(id)).find((each) => each !== undefined);
  return message && state.channels.get(message.cid);
}

function maySee(call: Call, actor: Actor, poll: PollRecord): boolean {
  if (actor.server || poll.createdById === actor.user.id) return true;
  const { state } = call.backend;
  return [...poll.messageIds].some((id) => {
    const message = state.messages.get(id);
    const channel = message && state.channels.get(message.cid);
    return message && channel && may(actor, channel, 'read-channel') && isSeenBy(channel, message, actor);
  });
}

const newestFirst = [{ field: 'created_at', direction: -1 as const }];
const only = ['$eq'] as const;

const pollFields: QueryFields<PollRecord> = {
  id: { read: (poll) => poll.id, operators: equality },
  name: { read: (poll) => poll.name, operators: equality },
  created_by_id: { read: (poll) => poll.createdById, operators: equality },
  is_closed: { read: (poll) => poll.isClosed, operators: only },
  allow_answers: { read: (poll) => poll.allowAnswers, operators: only },
  allow_user_suggested_options: { read: (poll) => poll.allowSuggestions, operators: only },
  voting_visibility: { read: (poll) => (poll.isAnonymous ? 'anonymous' : 'public'), operators: only },
  max_votes_allowed: { read: (poll) => poll.maxVotesAllowed, operators: comparison },
  created_at: { read: (poll) => new Date(poll.createdAt), operators: comparison },
  updated_at: { read: (poll) => new Date(poll.updatedAt), operators: comparison },
};

const voteFields: QueryFields<VoteRecord> = {
  id: { read: (vote) => vote.id, operators: equality },
  option_id: { read: (vote) => vote.optionId, operators: equality },
  user_id: { read: (vote) => vote.userId, operators: equality },
  is_answer: { read: (vote) => vote.answerText !== undefined, operators: only },
  created_at: { read: (vote) => new Date(vote.createdAt), operators: comparison },
  updated_at: { read: (vote) => new Date(vote.updatedAt), operators: comparison },
};
