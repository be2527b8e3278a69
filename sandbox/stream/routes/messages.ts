import * as z from 'zod';
import { acting, actingId } from '../acting.ts';
import type { Call, Serve } from '../call.ts';
import { configOf } from '../channels/channel-types.ts';
import { inputError, messageNotFound } from '../errors.ts';
import { cardsIn } from '../messages/link-cards.ts';
import { deleteForMe, deleteMessage, undeleteMessage } from '../messages/message-deletion.ts';
import { patchForNow, patchMessage, replaceMessage } from '../messages/message-edits.ts';
import { newMessageSchema } from '../messages/message-input.ts';
import { isSeenBy } from '../messages/message-visibility.ts';
import { commitMessage, createMessage } from '../messages/messages.ts';
import type { Actor, ChannelRecord, Fields, MessageRecord } from '../model.ts';
import { requireCapability } from '../access/permissions.ts';

const messageBodySchema = z.object({
  message: newMessageSchema,
  skip_enrich_url: z.boolean().default(false),
  skip_push: z.boolean().default(false),
});
const sendSchema = messageBodySchema.extend({
  pending: z.boolean().optional(),
  is_pending_message: z.boolean().optional(),
  pending_message_metadata: z.record(z.string(), z.string()).optional(),
  force_moderation: z.boolean().default(false),
});

const patchSchema = z.object({
  set: newMessageSchema.default({}),
  unset: z.array(z.string()).default([]),
  skip_enrich_url: z.boolean().default(false),
  skip_push: z.boolean().default(false),
  ...acting,
});

const undeleteSchema = z.object({ undeleted_by: z.string() });

export function messageRoutes(serve: Serve): void {
  serve('POST', '/channels/:type/:id/message', 'SendMessage', async (call) => {
    const body = await call.body(sendSchema);
    const actor = call.actor(actingId(body.message));
    const channel = call.channel();
    const options = {
      cards: await cardsFor(channel, body.message.text, body.skip_enrich_url),
      forceModeration: body.force_moderation,
      ...pendingOf(body),
    };
    const message = createMessage(call.backend, actor, channel, body.message, options);
    return shown(call, message, actor);
  });

  serve('GET', '/channels/:type/:id/messages', 'GetManyMessages', (call) => {
    const actor = call.viewer();
    const channel = call.channel();
    requireCapability(actor, channel, 'read-channel');
    const ids = (call.query('ids') ?? '').split(',').filter((id) => id !== '');
    if (ids.length === 0) throw inputError('ids: at least one message id is required');
    const { state, present } = call.backend;
    const found = ids.flatMap((id) => {
      const message = state.messages.get(id);
      return message?.cid === channel.cid && isSeenBy(channel, message, actor) ? [message] : [];
    });
    return { messages: found.map((message) => present.message(message, actor)) };
  });

  serve('GET', '/messages/:message', 'GetMessage', (call) => {
    const message = call.message();
    const actor = call.viewer();
    const channel = call.backend.state.channel(message.cid);
    requireCapability(actor, channel, 'read-channel');
    // As if it were not there.
    if (!isSeenBy(channel, message, actor)) throw messageNotFound(message.id);
    const asItWas = call.query('show_deleted_message') === 'true' && actor.server;
    const record = asItWas ? { ...message, deletedAt: undefined } : message;
    const { message: fields, ...rest } = shown(call, record as MessageRecord, actor);
    return { message: { ...fields, channel: call.backend.present.channel(channel, actor) }, ...rest };
  });

  serve('POST', '/messages/:message', 'UpdateMessage', async (call) => {
    const { message: input, skip_enrich_url: skipsCards } = await call.body(messageBodySchema);
    const message = call.message();
    const actor = call.actor(actingId(input) ?? message.userId);
    const cards = await cardsFor(call.backend.state.channel(message.cid), input.text, skipsCards);
    replaceMessage(call.backend, actor, message, input, cards);
    return shown(call, message, actor);
  });

  serve('PUT', '/messages/:message', 'UpdateMessagePartial', async (call) => {
    const { set, unset, skip_enrich_url: skipsCards, ...body } = await call.body(patchSchema);
    const message = call.message();
    const actor = call.actor(actingId(body) ?? message.userId);
    const cards = await cardsFor(call.backend.state.channel(message.cid), set.text, skipsCards);
    patchMessage(call.backend, actor, message, set, unset, cards);
    return shown(call, message, actor);
  });

  serve('PATCH', '/messages/:message/ephemeral', 'EphemeralMessageUpdate', async (call) => {
    call.requireServer();
    const { set, unset, ...body } = await call.body(patchSchema);
    const message = call.message();
    const actor = call.actor(actingId(body) ?? message.userId);
    return shown(call, patchForNow(call.backend, actor, message, set, unset), actor);
  });

  serve('DELETE', '/messages/:message', 'DeleteMessage', (call) => {
    const message = call.message();
    const isHard = call.query('hard') === 'true';
    if (call.query('delete_for_me') !== 'true') {
      const actor = call.actor(call.query('deleted_by') ?? message.userId);
      deleteMessage(call.backend, actor, message, isHard);
      return shown(call, message, actor);
    }
    if (isHard) throw inputError('delete_for_me cannot be used with hard');
    const actor = call.actor(call.query('deleted_by'));
    // As it was: that it is gone is told by the event, and by every later answer.
    const before = shown(call, message, actor);
    deleteForMe(call.backend, actor, message);
    return before;
  });

  serve('POST', '/messages/:message/undelete', 'UndeleteMessage', async (call) => {
    call.requireServer();
    const { undeleted_by: userId } = await call.body(undeleteSchema);
    const actor = call.actor(userId);
    const message = call.message();
    undeleteMessage(call.backend, actor, message);
    return shown(call, message, actor);
  });

  serve('POST', '/messages/:message/commit', 'CommitMessage', (call) => {
    call.requireServer();
    const message = call.message();
    commitMessage(call.backend, message);
    return shown(call, message, call.viewer());
  });
}

/** A message as its caller sees it, with the metadata that waits with it. */
function shown(call: Call, message: MessageRecord, actor: Actor): { message: Fields } {
  return {
    message: call.backend.present.message(message, actor),
    ...(message.pending && { pending_message_metadata: message.pending.metadata }),
  };
}

async function cardsFor(channel: ChannelRecord, text: string | undefined, skips: boolean): Promise<Fields[]> {
  return text && !skips && configOf(channel).url_enrichment ? cardsIn(text) : [];
}

const pendingOf = (body: z.infer<typeof sendSchema>) => {
  const pending = body.pending ?? body.is_pending_message;
  return {
    ...(pending !== undefined && { pending }),
    ...(body.pending_message_metadata && { pendingMetadata: body.pending_message_metadata }),
  };
};
