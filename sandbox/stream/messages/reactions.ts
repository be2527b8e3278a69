import * as z from 'zod';
import { acting } from '../acting.ts';
import type { Backend } from '../backend.ts';
import { requireCapability } from '../access/permissions.ts';
import { CustomFields } from '../query/custom-fields.ts';
import { inputError, notFound } from '../errors.ts';
import { sendOf } from './message-events.ts';
import { requireSeen } from './message-visibility.ts';
import type { Actor, MessageRecord, ReactionRecord } from '../model.ts';

export const newReactionSchema = z.looseObject({
  type: z.string().min(1).max(255),
  score: z.int().min(1).optional(),
  ...acting,
});
export type NewReaction = z.infer<typeof newReactionSchema>;

const custom = new CustomFields([
  'type',
  'score',
  'user_id',
  'user',
  'message_id',
  'created_at',
  'updated_at',
]);

/**
 * Adds a reaction, or replaces the score of the same one.
 * @param enforceUnique takes the user's other reactions away
 * @throws StreamError 4 (a deleted message), 16 (none that the actor may see), 17, 19
 */
export function addReaction(
  backend: Backend,
  actor: Actor,
  message: MessageRecord,
  input: NewReaction,
  enforceUnique: boolean,
): ReactionRecord {
  const { state } = backend;
  const channel = state.channel(message.cid);
  requireCapability(actor, channel, 'send-reaction');
  requireSeen(backend, actor, message);
  if (message.deletedAt !== undefined) throw inputError('cannot react to a deleted message');
  const isOwn = (reaction: ReactionRecord): boolean => reaction.userId === actor.user.id;
  const same = message.reactions.find((reaction) => isOwn(reaction) && reaction.type === input.type);
  const replaced = message.reactions.filter((reaction) => isOwn(reaction) && reaction.type !== input.type);
  const now = state.stamp(channel);
  const reaction: ReactionRecord = {
    messageId: message.id,
    userId: actor.user.id,
    type: input.type,
    score: input.score ?? 1,
    fields: custom.of(input),
    createdAt: same?.createdAt ?? now,
    updatedAt: now,
  };
  const gone = new Set([...(same ? [same] : []), ...(enforceUnique ? replaced : [])]);
  message.reactions = [...message.reactions.filter((each) => !gone.has(each)), reaction];
  message.changedAt = now;
  announce(backend, enforceUnique && gone.size > 0 ? 'reaction.updated' : 'reaction.new', message, reaction);
  return reaction;
}

/** @throws StreamError 16 if the actor has no such reaction, 17 */
export function deleteReaction(
  backend: Backend,
  actor: Actor,
  message: MessageRecord,
  type: string,
): ReactionRecord {
  requireCapability(actor, backend.state.channel(message.cid), 'send-reaction');
  requireSeen(backend, actor, message);
  const reaction = message.reactions.find((each) => each.userId === actor.user.id && each.type === type);
  if (!reaction) throw notFound(`reaction ${type} of user '${actor.user.id}' does not exist`);
  message.reactions = message.reactions.filter((each) => each !== reaction);
  message.changedAt = backend.state.stamp(backend.state.channel(message.cid));
  announce(backend, 'reaction.deleted', message, reaction);
  return reaction;
}

function announce(
  backend: Backend,
  type: 'reaction.new' | 'reaction.updated' | 'reaction.deleted',
  message: MessageRecord,
  reaction: ReactionRecord,
): void {
  const { events, present, state } = backend;
  const channel = state.channel(message.cid);
  const fields = {
    message: present.message(message),
    reaction: present.reaction(reaction),
    user: present.user(state.user(reaction.userId)),
  };
  sendOf(backend, message, events.channelEvent(type, channel, fields), events.watching(channel));
}
