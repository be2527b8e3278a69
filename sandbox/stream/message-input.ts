import * as z from 'zod';
import type { Backend } from './backend.ts';
import { configOf } from './channel-types.ts';
import { CustomFields } from './custom-fields.ts';
import { StreamError, featureOff, inputError } from './errors.ts';
import type { ChannelRecord, Fields, MessageRecord } from './model.ts';

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
/** The SDK sends some of what is not custom back with an edited message. */
export const custom = new CustomFields([
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

/** The message that a reply answers. @throws StreamError 4, 19, 21 (an answer to a reply) */
export function parentOf(
  { state }: Backend,
  channel: ChannelRecord,
  input: NewMessage,
): MessageRecord | undefined {
  if (!input.parent_id) return undefined;
  if (!configOf(channel).replies) throw featureOff('replies', channel.type);
  const parent = state.messages.get(input.parent_id);
  if (parent?.cid !== channel.cid)
    throw inputError(`parent message with id ${input.parent_id} does not exist`);
  if (parent.parentId !== undefined) throw new StreamError(21, 400, 'nested replies are not supported');
  return parent;
}

/** @throws StreamError 4 */
export function quotedOf(
  { state }: Backend,
  channel: ChannelRecord,
  id: string | null | undefined,
): string | undefined {
  if (!id) return undefined;
  if (state.messages.get(id)?.cid !== channel.cid)
    throw inputError(`quoted message with id ${id} does not exist`);
  return id;
}

/** @throws StreamError 4 (empty, unknown users), 20 (too long) */
export function checkContent(
  { state }: Backend,
  channel: ChannelRecord,
  input: NewMessage & { text: string },
): void {
  const { max_message_length: longest } = configOf(channel);
  if (input.text.length > longest) {
    throw new StreamError(20, 400, `message.text is too long: ${longest} characters at most`);
  }
  if (input.text.trim() === '' && !input.attachments?.length) {
    throw inputError('message must have text or attachments');
  }
  const stranger = input.mentioned_users?.find((userId) => !state.users.has(userId));
  if (stranger !== undefined) throw inputError(`mentioned user '${stranger}' does not exist`);
}

/** @throws StreamError 4 */
export function refuseUnserved(input: Fields): void {
  const key = unserved.find(
    (name) => input[name] !== undefined && input[name] !== null && input[name] !== false,
  );
  if (key !== undefined) throw inputError(`message.${key} is not served by the sandbox`);
}
