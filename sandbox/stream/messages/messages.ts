import { randomUUID } from 'node:crypto';
import type { Backend } from '../backend.ts';
import { configOf } from '../channels/channel-types.ts';
import { runCommand } from '../commands/commands.ts';
import { inputError, notAllowed } from '../errors.ts';
import { newLocation } from '../channels/locations.ts';
import { announceNew } from './message-events.ts';
import {
  checkContent,
  custom,
  notifiedBy,
  parentOf,
  quotedOf,
  refuseUnserved,
  requireRights,
} from './message-input.ts';
import type { NewMessage } from './message-input.ts';
import { blockedText, judge, turnsAway } from './moderation.ts';
import { inChannel, newMessageRecord } from '../model.ts';
import type { Actor, ChannelRecord, Fields, MessageRecord } from '../model.ts';
import { isShadowBanned, may, requireCapability } from '../access/permissions.ts';
import { pinAfter } from './pins.ts';
import { pollOf } from '../polls/polls.ts';
import { requirePace } from '../channels/slow-mode.ts';
import { followThread } from '../threads/threads.ts';

export interface SendOptions {
  /** Written by a call that tells of something else, such as a change of the channel. */
  readonly system?: boolean;
  /** The cards of the links in its text, which the server adds. */
  readonly cards?: readonly Fields[];
  /** It waits until the backend commits it. */
  readonly pending?: boolean;
  readonly pendingMetadata?: Record<string, string>;
  /** Moderation judges it even where its author needs none. */
  readonly forceModeration?: boolean;
}

/**
 * Writes a message and tells everybody whom it concerns. What is answered to its author alone, a command's preview
 * or a message that moderation turned away, comes back with `unsent` set.
 * @throws StreamError 4 (input), 17 (may not), 19 (switched off), 20 (too long), 21 (reply to a reply), 44, 45
 * (commands), 60 (slow mode), 73 (moderation)
 */
export function createMessage(
  backend: Backend,
  actor: Actor,
  channel: ChannelRecord,
  input: NewMessage,
  options: SendOptions = {},
): MessageRecord {
  const { state } = backend;
  const parent = parentOf(backend, actor, channel, input);
  requireCapability(actor, channel, parent ? 'send-reply' : 'send-message');
  if (!options.system) requirePace(state, actor, channel);
  refuseUnserved(input);
  if (input.type === 'system' && !may(actor, channel, 'create-system-message')) {
    throw notAllowed({ id: actor.user.id, roles: [actor.user.role] }, 'CreateSystemMessage', channel.type);
  }
  const id = input.id ?? `${actor.user.id}-${randomUUID()}`;
  if (state.messages.has(id)) throw inputError(`a message with ID ${id} already exists`);
  checkContent(backend, channel, input);
  requireRights(actor, channel, input);
  const text = input.text ?? '';
  const judged = options.forceModeration || !may(actor, channel, 'skip-message-moderation');
  const moderation = judged ? judge(text) : undefined;
  if (input.poll_id) pollOf(backend, input.poll_id);
  const isPending = options.pending ?? configOf(channel).mark_messages_pending;
  const visibleTo = input.restricted_visibility?.length ? new Set(input.restricted_visibility) : undefined;
  const basics = { id, cid: channel.cid, userId: actor.user.id, text, createdAt: state.stamp(channel) };
  const message = newMessageRecord({
    ...basics,
    attachments: [...(input.attachments ?? []), ...(options.cards ?? [])],
    mentionedIds: [...new Set(input.mentioned_users)],
    notified: notifiedBy(input),
    quotedId: quotedOf(backend, actor, channel, input.quoted_message_id),
    parentId: parent?.id,
    showInChannel: parent !== undefined && input.show_in_channel === true,
    silent: input.silent ?? false,
    system: options.system === true || input.type === 'system',
    shadowed: isShadowBanned(actor, channel) || moderation?.action === 'shadow',
    visibleTo,
    pin: pinAfter(backend, actor, channel, { pin: undefined, userId: actor.user.id, visibleTo }, input),
    pollId: input.poll_id ?? undefined,
    pending: isPending ? { metadata: options.pendingMetadata ?? {} } : undefined,
    moderation,
    location: input.shared_location ? newLocation(input.shared_location, basics.createdAt) : undefined,
    fields: custom.of(input),
  });
  if (turnsAway(moderation)) return { ...message, text: blockedText, unsent: 'error' };
  const preview = runCommand(backend, channel, message);
  if (preview) return preview;
  deliver(backend, channel, message);
  return message;
}

/** Puts a message in its channel and tells of it; one that waits is only kept. */
export function deliver(backend: Backend, channel: ChannelRecord, message: MessageRecord): void {
  const { state } = backend;
  state.addMessage(channel, message);
  if (message.pollId !== undefined) state.polls.get(message.pollId)?.messageIds.add(message.id);
  if (message.pending) return;
  const parent = message.parentId === undefined ? undefined : state.messages.get(message.parentId);
  if (parent) {
    followThread(state, parent, message);
    parent.changedAt = message.createdAt;
  }
  readOwn(channel, message);
  announceNew(backend, channel, message, parent);
}

/** Lets a message into its channel that waited for it. @throws StreamError 4 if it does not wait */
export function commitMessage(backend: Backend, message: MessageRecord): void {
  if (!message.pending) throw inputError(`message ${message.id} is not pending`);
  message.pending = undefined;
  deliver(backend, backend.state.channel(message.cid), message);
}

/** Whoever writes in a channel has read it. */
function readOwn(channel: ChannelRecord, message: MessageRecord): void {
  const read = channel.reads.get(message.userId);
  if (!read || !inChannel(message)) return;
  read.lastRead = message.createdAt;
  read.lastReadMessageId = message.id;
}
