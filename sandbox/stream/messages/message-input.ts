import * as z from 'zod';
import { acting } from '../acting.ts';
import type { Backend } from '../backend.ts';
import { configOf } from '../channels/channel-types.ts';
import { CustomFields } from '../query/custom-fields.ts';
import { StreamError, featureOff, inputError } from '../errors.ts';
import { sharedLocationSchema } from '../channels/locations.ts';
import { isSeenBy } from './message-visibility.ts';
import type { Actor, ChannelRecord, Fields, MessageRecord } from '../model.ts';
import { requireCapability } from '../access/permissions.ts';

const attachmentsSchema = z.array(z.record(z.string(), z.unknown())).max(30);

/** What stands in `type` of what a client writes. Only `system` makes a difference: the SDK repeats the others. */
const types = ['', 'regular', 'reply', 'error', 'system'] as const;

/** What a client writes; every other key is a custom field. */
export const newMessageSchema = z.looseObject({
  id: z.string().min(1).max(255).optional(),
  text: z.string().optional(),
  attachments: attachmentsSchema.optional(),
  mentioned_users: z.array(z.string()).max(25).optional(),
  mentioned_channel: z.boolean().optional(),
  mentioned_here: z.boolean().optional(),
  mentioned_roles: z.array(z.string()).max(10).optional(),
  quoted_message_id: z.string().nullish(),
  parent_id: z.string().nullish(),
  show_in_channel: z.boolean().optional(),
  silent: z.boolean().optional(),
  pinned: z.boolean().optional(),
  pin_expires: z.string().nullish(),
  poll_id: z.string().nullish(),
  shared_location: sharedLocationSchema.nullish(),
  restricted_visibility: z.array(z.string()).nullish(),
  type: z.enum(types).optional(),
  ...acting,
});
export type NewMessage = z.infer<typeof newMessageSchema>;

/** What a change of a channel says to all its members: it is for all of them. */
export const systemMessageSchema = newMessageSchema.refine(
  ({ restricted_visibility: visibleTo }) => !visibleTo?.length,
  'a message of a channel’s change cannot have restricted_visibility',
);

/** The SDK sends some of what is not custom back with an edited message. */
export const custom = new CustomFields([
  ...['id', 'cid', 'type', 'text', 'html', 'mml', 'user', 'user_id', 'member', 'channel', 'attachments'],
  ...['mentioned_users', 'mentioned_channel', 'mentioned_here', 'mentioned_roles'],
  ...['mentioned_group_ids', 'mentioned_groups', 'quoted_message_id', 'quoted_message'],
  ...['parent_id', 'show_in_channel', 'silent', 'shadowed', 'restricted_visibility'],
  ...['pinned', 'pinned_at', 'pinned_by', 'pin_expires'],
  ...['latest_reactions', 'own_reactions', 'reaction_counts', 'reaction_scores', 'reaction_groups'],
  ...['reply_count', 'deleted_reply_count', 'thread_participants'],
  ...['poll', 'poll_id', 'reminder', 'shared_location', 'draft'],
  ...['created_at', 'updated_at', 'deleted_at', 'deleted_for_me', 'message_text_updated_at'],
  ...['status', 'error', 'command', 'command_info', 'args', 'i18n'],
  ...['moderation', 'moderation_details', 'before_message_send_failed'],
]);

/** The message that a reply answers. @throws StreamError 4 (also one out of sight), 19, 21 (an answer to a reply) */
export function parentOf(
  { state }: Backend,
  actor: Actor,
  channel: ChannelRecord,
  input: Pick<NewMessage, 'parent_id'>,
): MessageRecord | undefined {
  if (!input.parent_id) return undefined;
  if (!configOf(channel).replies) throw featureOff('replies', channel.type);
  const parent = state.messages.get(input.parent_id);
  if (parent?.cid !== channel.cid || !isSeenBy(channel, parent, actor)) {
    throw inputError(`parent message with id ${input.parent_id} does not exist`);
  }
  if (parent.parentId !== undefined) throw new StreamError(21, 400, 'nested replies are not supported');
  return parent;
}

/** @throws StreamError 4 for a message that is not in the channel, or out of sight */
export function quotedOf(
  { state }: Backend,
  actor: Actor,
  channel: ChannelRecord,
  id: string | null | undefined,
): string | undefined {
  if (!id) return undefined;
  const quoted = state.messages.get(id);
  if (quoted?.cid !== channel.cid || !isSeenBy(channel, quoted, actor)) {
    throw inputError(`quoted message with id ${id} does not exist`);
  }
  return id;
}

/** @throws StreamError 4 (empty, unknown users), 20 (too long) */
export function checkContent({ state }: Backend, channel: ChannelRecord, input: NewMessage): void {
  const { max_message_length: longest } = configOf(channel);
  const text = input.text ?? '';
  if (text.length > longest) {
    throw new StreamError(20, 400, `message.text is too long: ${longest} characters at most`);
  }
  const holdsMore = input.attachments?.length || input.poll_id || input.shared_location;
  if (text.trim() === '' && !holdsMore) throw inputError('message must have text or attachments');
  const stranger = [...(input.mentioned_users ?? []), ...(input.restricted_visibility ?? [])].find(
    (userId) => !state.users.has(userId),
  );
  if (stranger !== undefined) throw inputError(`mentioned user '${stranger}' does not exist`);
}

const link = /\b(?:https?:\/\/|www\.)\S/i;

/** Asks for the right to each thing that a message holds. @throws StreamError 17, 19 */
export function requireRights(actor: Actor, channel: ChannelRecord, input: NewMessage): void {
  const needs = (capability: Parameters<typeof requireCapability>[2], wanted: unknown): void => {
    if (Array.isArray(wanted) ? wanted.length > 0 : wanted) requireCapability(actor, channel, capability);
  };
  needs('send-links', input.text && link.test(input.text));
  needs('create-attachment', input.attachments);
  needs('create-mention', input.mentioned_users);
  needs('notify-channel', input.mentioned_channel);
  needs('notify-here', input.mentioned_here);
  needs('notify-role', input.mentioned_roles);
  needs('quote-message', input.quoted_message_id);
  needs('send-poll', input.poll_id);
  needs('share-location', input.shared_location);
  needs('send-restricted-visibility-message', input.restricted_visibility);
}

/** There are no groups of users here: mentioning one is an error, not a custom field. @throws StreamError 4 */
export function refuseUnserved(input: Fields): void {
  const groups = input['mentioned_group_ids'];
  if (Array.isArray(groups) && groups.length > 0) {
    throw inputError('message.mentioned_group_ids is not served by the sandbox');
  }
}

/** Whom a message mentions besides single users, as the wire has it. */
export const notifiedBy = (input: NewMessage): Fields => ({
  ...(input.mentioned_channel && { mentioned_channel: true }),
  ...(input.mentioned_here && { mentioned_here: true }),
  ...(input.mentioned_roles?.length && { mentioned_roles: input.mentioned_roles }),
});
