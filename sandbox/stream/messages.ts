import { randomUUID } from 'node:crypto';
import type { Backend } from './backend.ts';
import { requireCapability, requirePermission } from './permissions.ts';
import { inputError } from './errors.ts';
import { announceMessage, announceNew, announceParent } from './message-events.ts';
import { checkContent, custom, parentOf, quotedOf, refuseUnserved } from './message-input.ts';
import type { NewMessage } from './message-input.ts';
import { inChannel } from './model.ts';
import type { Actor, ChannelRecord, Fields, MessageRecord } from './model.ts';

/**
 * Writes a message and tells everybody whom it concerns.
 * @throws StreamError 4 (input), 17 (may not), 20 (too long), 21 (reply to a reply)
 */
export function createMessage(
  backend: Backend,
  actor: Actor,
  channel: ChannelRecord,
  input: NewMessage,
  system = false,
): MessageRecord {
  const { state } = backend;
  requireCapability(actor, channel, input.parent_id ? 'send-reply' : 'send-message');
  refuseUnserved(input);
  const parent = parentOf(backend, channel, input);
  if (input.type === 'system' && !actor.server) throw inputError('message.type "system" is for server calls');
  const id = input.id ?? `${actor.user.id}-${randomUUID()}`;
  if (state.messages.has(id)) throw inputError(`a message with ID ${id} already exists`);
  const text = input.text ?? '';
  checkContent(backend, channel, { ...input, text });
  const createdAt = state.stamp(channel);
  const message: MessageRecord = {
    id,
    cid: channel.cid,
    userId: actor.user.id,
    text,
    attachments: input.attachments ?? [],
    mentionedIds: input.mentioned_users ?? [],
    quotedId: quotedOf(backend, channel, input.quoted_message_id),
    parentId: parent?.id,
    showInChannel: parent !== undefined && input.show_in_channel === true,
    silent: input.silent ?? false,
    system: system || input.type === 'system',
    reactions: [],
    fields: custom.of(input),
    createdAt,
    updatedAt: createdAt,
  };
  state.addMessage(channel, message);
  readOwn(channel, message);
  announceNew(backend, channel, message, parent);
  return message;
}

/** A full edit: text, attachments, mentions and custom fields are replaced. @throws StreamError 4, 17, 20 */
export function replaceMessage(
  backend: Backend,
  actor: Actor,
  message: MessageRecord,
  input: NewMessage,
): void {
  if (input.silent !== undefined && input.silent !== message.silent) {
    throw inputError('message.silent field cannot be updated');
  }
  // A client that edits the text need not repeat what it answers.
  const quoted_message_id =
    input.quoted_message_id === undefined ? message.quotedId : input.quoted_message_id;
  edit(backend, actor, message, { ...input, quoted_message_id }, custom.of(input));
}

/** An edit of single fields. @throws StreamError 4, 17, 20 */
export function patchMessage(
  backend: Backend,
  actor: Actor,
  message: MessageRecord,
  set: NewMessage,
  unset: readonly string[],
): void {
  const changeable = ['text', 'attachments', 'mentioned_users', 'quoted_message_id', 'user_id', 'user'];
  const fixed = custom.fixed(set, unset, changeable);
  if (fixed !== undefined) throw inputError(`message.${fixed} field cannot be updated`);
  const fields = custom.patch(message.fields, set, unset);
  const cleared = (key: string): boolean => unset.includes(key);
  const next: NewMessage = {
    text: set.text ?? (cleared('text') ? '' : message.text),
    attachments: set.attachments ?? (cleared('attachments') ? [] : message.attachments),
    mentioned_users: set.mentioned_users ?? (cleared('mentioned_users') ? [] : message.mentionedIds),
    quoted_message_id: cleared('quoted_message_id') ? null : (set.quoted_message_id ?? message.quotedId),
  };
  edit(backend, actor, message, next, fields);
}

/** @throws StreamError 4 (a client's hard deletion, a deleted message), 17 */
export function deleteMessage(backend: Backend, actor: Actor, message: MessageRecord, hard: boolean): void {
  const { events, present, state } = backend;
  const channel = state.channel(message.cid);
  requireOwn(actor, channel, message, 'delete-message');
  if (hard && !actor.server) throw inputError('hard delete is only allowed with server side auth');
  if (message.deletedAt !== undefined && !hard) throw inputError('message is already deleted');
  const at = state.stamp(channel);
  message.deletedAt = at;
  message.updatedAt = at;
  const shown = present.message(message);
  if (hard) state.removeMessage(channel, message);
  events.send(
    events.channelEvent(
      'message.deleted',
      channel,
      { message: shown, user: present.user(actor.user), ...(hard && { hard_delete: true }) },
      at,
    ),
    events.watching(channel),
  );
  announceParent(backend, channel, message);
}

function edit(
  backend: Backend,
  actor: Actor,
  message: MessageRecord,
  next: NewMessage,
  fields: Fields,
): void {
  const { state } = backend;
  const channel = state.channel(message.cid);
  requireOwn(actor, channel, message, 'update-message');
  if (message.deletedAt !== undefined) throw inputError('deleted message cannot be updated');
  refuseUnserved(next);
  const text = next.text ?? '';
  checkContent(backend, channel, { ...next, text });
  const at = state.stamp(channel);
  if (text !== message.text) message.textUpdatedAt = at;
  message.text = text;
  message.attachments = next.attachments ?? [];
  message.mentionedIds = next.mentioned_users ?? [];
  message.quotedId = quotedOf(backend, channel, next.quoted_message_id);
  message.fields = fields;
  message.updatedAt = at;
  announceMessage(backend, channel, message);
}

function requireOwn(
  actor: Actor,
  channel: ChannelRecord,
  message: MessageRecord,
  permission: 'update-message' | 'delete-message',
): void {
  requireCapability(actor, channel, 'read-channel');
  requirePermission(actor, channel, permission, message.userId);
}

/** Whoever writes in a channel has read it. */
function readOwn(channel: ChannelRecord, message: MessageRecord): void {
  const read = channel.reads.get(message.userId);
  if (!read || !inChannel(message)) return;
  read.lastRead = message.createdAt;
  read.lastReadMessageId = message.id;
}
