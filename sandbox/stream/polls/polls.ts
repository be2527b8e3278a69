import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Backend } from '../backend.ts';
import { checked } from '../checked.ts';
import { CustomFields } from '../query/custom-fields.ts';
import { inputError, notAllowed, notFound } from '../errors.ts';
import type { Actor, Fields } from '../model.ts';
import { announcePoll } from './announce.ts';
import type { PollOption, PollRecord } from './model.ts';

export const optionSchema = z.looseObject({
  id: z.string().min(1).max(255).optional(),
  text: z.string().trim().min(1).max(255),
  position: z.int().min(0).optional(),
});
export type NewOption = z.infer<typeof optionSchema>;

/** What a poll is made of; every other key is a custom field. */
export const pollSchema = z.looseObject({
  id: z.string().min(1).max(255).optional(),
  name: z.string().trim().min(1).max(255),
  description: z.string().max(1000).default(''),
  voting_visibility: z.enum(['public', 'anonymous']).default('public'),
  enforce_unique_vote: z.boolean().default(false),
  max_votes_allowed: z.int().min(1).max(10).nullish(),
  allow_answers: z.boolean().default(false),
  allow_user_suggested_options: z.boolean().default(false),
  is_closed: z.boolean().default(false),
  options: z.array(optionSchema).max(100).default([]),
  user_id: z.string().optional(),
});
export type NewPoll = z.infer<typeof pollSchema>;

const custom = new CustomFields([
  ...['id', 'name', 'description', 'voting_visibility', 'enforce_unique_vote', 'max_votes_allowed'],
  ...['allow_answers', 'allow_user_suggested_options', 'is_closed', 'options', 'user_id', 'user'],
  ...['vote_count', 'vote_counts_by_option', 'answers_count', 'latest_votes_by_option', 'latest_answers'],
  ...['own_votes', 'created_by', 'created_by_id', 'created_at', 'updated_at'],
]);
const customOfOption = new CustomFields([
  ...[
    'id',
    'poll_id',
    'text',
    'position',
    'vote_count',
    'votes',
    'created_at',
    'updated_at',
    'user_id',
    'user',
  ],
]);

/** @throws StreamError 4 (an id that is taken, options that repeat each other) */
export function createPoll({ state }: Backend, actor: Actor, input: NewPoll): PollRecord {
  const id = input.id ?? randomUUID();
  if (state.polls.has(id)) throw inputError(`a poll with ID ${id} already exists`);
  const now = state.now();
  const poll: PollRecord = {
    id,
    createdById: actor.user.id,
    ...settingsOf(input),
    isClosed: input.is_closed,
    options: input.options.map((option) => newOption(option, now)),
    votes: [],
    fields: custom.of(input),
    messageIds: new Set(),
    createdAt: now,
    updatedAt: now,
  };
  requireDistinct(poll.options);
  state.polls.set(id, poll);
  return poll;
}

/** @throws StreamError 16 */
export function pollOf({ state }: Backend, id: string): PollRecord {
  const poll = state.polls.get(id);
  if (!poll) throw notFound(`poll with id ${id} does not exist`);
  return poll;
}

/** A full update; options that stay keep their votes, those that are gone lose them. @throws StreamError 4, 17 */
export function replacePoll(backend: Backend, actor: Actor, poll: PollRecord, input: NewPoll): void {
  requireOwner(actor, poll, 'UpdatePoll');
  requireOpen(poll);
  const now = backend.state.now();
  const options = input.options.map((option) => {
    const known = poll.options.find(({ id }) => id === option.id);
    if (!known) return newOption(option, now);
    return { ...known, text: option.text, fields: customOfOption.of(option), updatedAt: now };
  });
  requireDistinct(options);
  Object.assign(poll, settingsOf(input), { fields: custom.of(input) });
  setOptions(poll, options);
  finishUpdate(backend, poll, input.is_closed);
}

const patchable = [
  ...['name', 'description', 'voting_visibility', 'enforce_unique_vote', 'max_votes_allowed'],
  ...['allow_answers', 'allow_user_suggested_options', 'is_closed'],
];

/** Sets and unsets single fields; `is_closed` closes it for good. @throws StreamError 4, 17 */
export function patchPoll(
  backend: Backend,
  actor: Actor,
  poll: PollRecord,
  set: Fields,
  unset: readonly string[],
): void {
  requireOwner(actor, poll, 'UpdatePoll');
  requireOpen(poll);
  const fixed = custom.fixed(set, unset, patchable);
  if (fixed !== undefined) throw inputError(`poll.${fixed} field cannot be updated`);
  const next = checked(
    pollSchema,
    Object.fromEntries(
      Object.entries({ ...settingsOnWire(poll), ...set }).filter(([key]) => !unset.includes(key)),
    ),
  );
  Object.assign(poll, settingsOf(next), { fields: custom.patch(poll.fields, set, unset) });
  finishUpdate(backend, poll, next.is_closed);
}

/** @throws StreamError 17 */
export function deletePoll(backend: Backend, actor: Actor, poll: PollRecord): void {
  requireOwner(actor, poll, 'DeletePoll');
  announcePoll(backend, 'poll.deleted', poll);
  backend.state.polls.delete(poll.id);
}

/**
 * Adds an option; others than the poll's maker only where it takes suggestions.
 * @throws StreamError 4 (closed, the same text again), 17
 */
export function addOption(backend: Backend, actor: Actor, poll: PollRecord, input: NewOption): PollOption {
  if (!poll.allowSuggestions) requireOwner(actor, poll, 'CreatePollOption');
  requireOpen(poll);
  const option = newOption(input, backend.state.now());
  const options = [...poll.options];
  options.splice(input.position ?? options.length, 0, option);
  requireDistinct(options);
  poll.options = options;
  finishUpdate(backend, poll);
  return option;
}

/** @throws StreamError 4, 16, 17 */
export function updateOption(backend: Backend, actor: Actor, poll: PollRecord, input: NewOption): PollOption {
  requireOwner(actor, poll, 'UpdatePollOption');
  requireOpen(poll);
  const option = optionOf(poll, input.id ?? '');
  requireDistinct([...poll.options.filter((each) => each !== option), { ...option, text: input.text }]);
  option.text = input.text;
  option.fields = customOfOption.of(input);
  option.updatedAt = backend.state.now();
  finishUpdate(backend, poll);
  return option;
}

/** @throws StreamError 4, 16, 17 */
export function deleteOption(backend: Backend, actor: Actor, poll: PollRecord, optionId: string): void {
  requireOwner(actor, poll, 'DeletePollOption');
  requireOpen(poll);
  const option = optionOf(poll, optionId);
  setOptions(
    poll,
    poll.options.filter((each) => each !== option),
  );
  finishUpdate(backend, poll);
}

/** @throws StreamError 16 */
export function optionOf(poll: PollRecord, id: string): PollOption {
  const option = poll.options.find((each) => each.id === id);
  if (!option) throw notFound(`poll option with id ${id} does not exist`);
  return option;
}

/** @throws StreamError 4 */
export function requireOpen(poll: PollRecord): void {
  if (poll.isClosed) throw inputError(`poll with id ${poll.id} is closed`);
}

function requireOwner(actor: Actor, poll: PollRecord, action: string): void {
  if (actor.server || poll.createdById === actor.user.id) return;
  throw notAllowed({ id: actor.user.id, roles: [actor.user.role] }, action, '.app');
}

function finishUpdate(backend: Backend, poll: PollRecord, closes = false): void {
  poll.isClosed = closes;
  poll.updatedAt = backend.state.now();
  announcePoll(backend, closes ? 'poll.closed' : 'poll.updated', poll);
}

function setOptions(poll: PollRecord, options: PollOption[]): void {
  const ids = new Set(options.map(({ id }) => id));
  poll.options = options;
  poll.votes = poll.votes.filter((vote) => vote.optionId === undefined || ids.has(vote.optionId));
}

const newOption = (option: NewOption, now: number): PollOption => ({
  id: option.id ?? randomUUID(),
  text: option.text,
  fields: customOfOption.of(option),
  createdAt: now,
  updatedAt: now,
});

function requireDistinct(options: readonly PollOption[]): void {
  for (const key of ['id', 'text'] as const) {
    if (new Set(options.map((option) => option[key])).size < options.length) {
      throw inputError(`poll options must have a unique ${key}`);
    }
  }
}

const settingsOf = (input: NewPoll) => ({
  name: input.name,
  description: input.description,
  isAnonymous: input.voting_visibility === 'anonymous',
  enforceUniqueVote: input.enforce_unique_vote,
  maxVotesAllowed: input.max_votes_allowed ?? undefined,
  allowAnswers: input.allow_answers,
  allowSuggestions: input.allow_user_suggested_options,
});

const settingsOnWire = (poll: PollRecord): Fields => ({
  name: poll.name,
  description: poll.description,
  voting_visibility: poll.isAnonymous ? 'anonymous' : 'public',
  enforce_unique_vote: poll.enforceUniqueVote,
  max_votes_allowed: poll.maxVotesAllowed,
  allow_answers: poll.allowAnswers,
  allow_user_suggested_options: poll.allowSuggestions,
});
