import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Backend } from './backend.ts';
import { capabilitiesOf, configOf, requireCapability } from './channel-types.ts';
import { StreamError, featureOff, inputError, notAllowed } from './errors.ts';
import { inChannel } from './model.ts';
import type { Actor, ChannelRecord, Fields, MessageRecord } from './model.ts';
import { totalsOf } from './unread.ts';

const attachmentsSchema = z.array(z.record(z.string(), z.unknown())).max(30);

/** What a client writes; every other key is a custom field. */
export const newMessageSchema = z.looseObject({
  id: z.string().min(1).max(255).optional(),
  text: z.string().optional(),
  attachments: attachmentsSchema.optional(),
  mentioned_users: z.array(z.string()).max(25).optional(),
  quoted_message_id: z.string().nullish(),
  parent_id: z.string().nullish(),
  show_in_channel: z.boolean().optional(),
  silent: z.boolean().optional(),
  type: z.string().optional(),
  user_id: z.string().optional(),
  user: z.looseObject({ id: z.string() }).optional(),
});
export type NewMessage = z.infer<typeof newMessageSchema>;

/** What the sandbox does not do with messages: asking for it is an error, not a custom field. */
const unserved = ['pinned', 'pin_expires', 'poll_id', 'shared_location', 'restricted_visibility'] as const;
/** Written by the server alone; the SDK sends some of them back with an edited message. */
const reserved = new Set([
  'id',
  'cid',
  'type',
  'text',
  'html',
  'user',
  'user_id',
  'attachments',
  'mentioned_users',
  'mentioned_channel',
  'mentioned_here',
  'quoted_message_id',
  'quoted_message',
  'parent_id',
  'show_in_channel',
  'silent',
  'shadowed',
  'pinned',
  'pinned_at',
  'pinned_by',
  'pin_expires',
  'latest_reactions',
  'own_reactions',
  'reaction_counts',
  'reaction_scores',
  'reaction_groups',
  'reply_count',
  'deleted_reply_count',
  'thread_participants',
  'created_at',
  'updated_at',
  'deleted_at',
  'message_text_updated_at',
  'status',
  'command',
  'args',
  'i18n',
]);

const customFields = (message: Fields): Fields =>
  Object.fromEntries(Object.entries(message).filter(([key]) => !reserved.has(key)));

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
  const parent = parentOf(backend, channel, input);
  requireCapability(actor, channel, parent ? 'send-reply' : 'send-message');
  if (channel.frozen && !actor.server) throw notAllowed(actor.user, 'UseFrozenChannel', channel.type);
  refuseUnserved(input);
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
    fields: customFields(input),
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
  edit(backend, actor, message, { ...input, text: input.text ?? '' }, customFields(input));
}

/** An edit of single fields. @throws StreamError 4, 17, 20 */
export function patchMessage(
  backend: Backend,
  actor: Actor,
  message: MessageRecord,
  set: NewMessage,
  unset: readonly string[],
): void {
  const served = ['text', 'attachments', 'mentioned_users', 'quoted_message_id', 'user_id', 'user'];
  const fixed = [...Object.keys(set), ...unset].find((key) => reserved.has(key) && !served.includes(key));
  if (fixed !== undefined) throw inputError(`message.${fixed} field cannot be updated`);
  const fields = { ...message.fields, ...customFields(set) };
  for (const key of unset) Reflect.deleteProperty(fields, key);
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
  requireOwn(actor, channel, message, 'delete-own-message', 'delete-any-message');
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

/** Tells the watchers that a message changed. */
export function announceMessage(backend: Backend, channel: ChannelRecord, message: MessageRecord): void {
  const { events, present, state } = backend;
  events.send(
    events.channelEvent('message.updated', channel, {
      message: present.message(message),
      user: present.user(state.user(message.userId)),
    }),
    events.watching(channel),
  );
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
  requireOwn(actor, channel, message, 'update-own-message', 'update-any-message');
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

function parentOf({ state }: Backend, channel: ChannelRecord, input: NewMessage): MessageRecord | undefined {
  if (!input.parent_id) return undefined;
  if (!configOf(channel.type).replies) throw featureOff('replies', channel.type);
  const parent = state.messages.get(input.parent_id);
  if (parent?.cid !== channel.cid)
    throw inputError(`parent message with id ${input.parent_id} does not exist`);
  if (parent.parentId !== undefined) throw new StreamError(21, 400, 'nested replies are not supported');
  return parent;
}

function quotedOf(
  { state }: Backend,
  channel: ChannelRecord,
  id: string | null | undefined,
): string | undefined {
  if (!id) return undefined;
  if (state.messages.get(id)?.cid !== channel.cid)
    throw inputError(`quoted message with id ${id} does not exist`);
  return id;
}

function checkContent(
  { state }: Backend,
  channel: ChannelRecord,
  input: NewMessage & { text: string },
): void {
  const { max_message_length: longest } = configOf(channel.type);
  if (input.text.length > longest) {
    throw new StreamError(20, 400, `message.text is too long: ${longest} characters at most`);
  }
  if (input.text.trim() === '' && !input.attachments?.length) {
    throw inputError('message must have text or attachments');
  }
  const stranger = input.mentioned_users?.find((userId) => !state.users.has(userId));
  if (stranger !== undefined) throw inputError(`mentioned user '${stranger}' does not exist`);
}

function refuseUnserved(input: Fields): void {
  const key = unserved.find(
    (name) => input[name] !== undefined && input[name] !== null && input[name] !== false,
  );
  if (key !== undefined) throw inputError(`message.${key} is not served by the sandbox`);
}

function requireOwn(
  actor: Actor,
  channel: ChannelRecord,
  message: MessageRecord,
  own: 'update-own-message' | 'delete-own-message',
  any: 'update-any-message' | 'delete-any-message',
): void {
  const held = capabilitiesOf(actor, channel);
  if (held.has(any) || (held.has(own) && message.userId === actor.user.id)) return;
  throw notAllowed(
    actor.user,
    own === 'update-own-message' ? 'UpdateMessage' : 'DeleteMessage',
    channel.type,
  );
}

/** Whoever writes in a channel has read it. */
function readOwn(channel: ChannelRecord, message: MessageRecord): void {
  const read = channel.reads.get(message.userId);
  if (!read || !inChannel(message)) return;
  read.lastRead = message.createdAt;
  read.lastReadMessageId = message.id;
}

function announceNew(
  backend: Backend,
  channel: ChannelRecord,
  message: MessageRecord,
  parent: MessageRecord | undefined,
): void {
  const { connections, events, present, state } = backend;
  const fields = {
    message: present.message(message),
    user: present.user(state.user(message.userId)),
    message_id: message.id,
    watcher_count: connections.watchers(channel.cid).length,
    channel_member_count: channel.members.size,
  };
  const counts = (userId: string): Fields => (channel.reads.has(userId) ? totalsOf(state, userId) : {});
  events.send(
    events.channelEvent('message.new', channel, fields, message.createdAt),
    events.watching(channel),
    counts,
  );
  const withChannel = { ...fields, channel: present.channel(channel) };
  if (inChannel(message)) {
    events.send(
      events.channelEvent('notification.message_new', channel, withChannel, message.createdAt),
      events.notWatching(channel),
      counts,
    );
  }
  if (!parent) return;
  const participants = new Set([
    parent.userId,
    ...state.replies(channel, parent.id).map((reply) => reply.userId),
  ]);
  participants.delete(message.userId);
  events.send(
    events.channelEvent(
      'notification.thread_message_new',
      channel,
      { ...withChannel, thread_id: parent.id, unread_threads: 0, unread_thread_messages: 0 },
      message.createdAt,
    ),
    events.notWatching(channel, participants),
  );
  announceMessage(backend, channel, parent);
}

/** A deleted reply changes its parent's counts. */
function announceParent(backend: Backend, channel: ChannelRecord, message: MessageRecord): void {
  const parent = message.parentId === undefined ? undefined : backend.state.messages.get(message.parentId);
  if (parent) announceMessage(backend, channel, parent);
}
