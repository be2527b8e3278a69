import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Backend } from '../backend.ts';
import { CustomFields } from '../query/custom-fields.ts';
import { inputError, notFound } from '../errors.ts';
import { parentOf, quotedOf } from '../messages/message-input.ts';
import type { Actor, ChannelRecord, Fields } from '../model.ts';
import { presentDraft } from './present.ts';

/** What somebody has begun to write in a channel or in a thread: one for each. */
export interface DraftRecord {
  readonly userId: string;
  readonly cid: string;
  readonly parentId: string | undefined;
  readonly quotedId: string | undefined;
  /** The message as far as it got, as the wire has it. */
  readonly message: Fields;
  readonly createdAt: number;
}

export const draftMessageSchema = z.looseObject({
  id: z.string().min(1).max(255).optional(),
  text: z.string().default(''),
  attachments: z.array(z.record(z.string(), z.unknown())).max(30).optional(),
  mentioned_users: z.array(z.string()).max(25).optional(),
  parent_id: z.string().nullish(),
  quoted_message_id: z.string().nullish(),
  show_in_channel: z.boolean().optional(),
  silent: z.boolean().optional(),
  poll_id: z.string().nullish(),
  type: z.enum(['', 'regular', 'system']).optional(),
  user_id: z.string().optional(),
});
export type DraftMessage = z.infer<typeof draftMessageSchema>;

const kept = new CustomFields(['user_id', 'user', 'created_at', 'updated_at', 'cid']);

export const draftKey = (userId: string, cid: string, parentId: string | undefined): string =>
  `${userId} ${cid} ${parentId ?? ''}`;

/**
 * Keeps a draft in the place of the one before, and tells its author's connections.
 * @throws StreamError 4 (parent, quoted message, users that do not exist), 21
 */
export function putDraft(
  backend: Backend,
  actor: Actor,
  channel: ChannelRecord,
  input: DraftMessage,
): DraftRecord {
  const { state } = backend;
  const stranger = input.mentioned_users?.find((id) => !state.users.has(id));
  if (stranger !== undefined) throw inputError(`mentioned user '${stranger}' does not exist`);
  const draft: DraftRecord = {
    userId: actor.user.id,
    cid: channel.cid,
    parentId: parentOf(backend, actor, channel, input)?.id,
    quotedId: quotedOf(backend, actor, channel, input.quoted_message_id),
    message: kept.of({ ...input, id: input.id ?? randomUUID() }),
    createdAt: state.now(),
  };
  state.drafts.set(draftKey(draft.userId, draft.cid, draft.parentId), draft);
  announce(backend, 'draft.updated', channel, draft);
  return draft;
}

/** @throws StreamError 16 */
export function draftOf(
  { state }: Backend,
  actor: Actor,
  channel: ChannelRecord,
  parentId: string | undefined,
): DraftRecord {
  const draft = state.drafts.get(draftKey(actor.user.id, channel.cid, parentId));
  if (!draft) throw notFound(`draft in channel ${channel.cid} does not exist`);
  return draft;
}

export function deleteDraft(backend: Backend, channel: ChannelRecord, draft: DraftRecord): void {
  backend.state.drafts.delete(draftKey(draft.userId, draft.cid, draft.parentId));
  announce(backend, 'draft.deleted', channel, draft);
}

function announce(
  backend: Backend,
  type: 'draft.updated' | 'draft.deleted',
  channel: ChannelRecord,
  draft: DraftRecord,
): void {
  const { events } = backend;
  events.send(
    events.channelEvent(type, channel, {
      draft: presentDraft(backend, draft),
      ...(draft.parentId && { parent_id: draft.parentId }),
    }),
    events.ofUser(draft.userId),
  );
}
