import * as z from 'zod';
import type { Serve } from '../call.ts';
import { configOf } from '../channel-types.ts';
import { requireCapability } from '../permissions.ts';
import { inputError } from '../errors.ts';
import { cardsIn } from '../link-cards.ts';
import { newMessageSchema } from '../message-input.ts';
import type { NewMessage } from '../message-input.ts';
import { createMessage, deleteMessage, patchMessage, replaceMessage } from '../messages.ts';
import { messagePageSchema, pageOf } from '../pages.ts';

const messageBodySchema = z.object({ message: newMessageSchema });
const sendSchema = messageBodySchema.extend({ skip_enrich_url: z.boolean().default(false) });

const patchSchema = z.object({
  set: newMessageSchema.default({}),
  unset: z.array(z.string()).default([]),
  user_id: z.string().optional(),
  user: z.object({ id: z.string() }).optional(),
});

/** In a query, so numbers come as text. */
const repliesSchema = messagePageSchema.extend({
  limit: z.coerce.number().int().min(0).max(300).optional(),
  offset: z.coerce.number().int().min(0).max(1000).optional(),
});
const repliesPage = 50;

const authorOf = (message: NewMessage): string | undefined => message.user_id ?? message.user?.id;

export function messageRoutes(serve: Serve): void {
  serve('POST', '/channels/:type/:id/message', 'SendMessage', async (call) => {
    const { message: input, skip_enrich_url: skipsCards } = await call.body(sendSchema);
    const actor = call.actor(authorOf(input));
    const channel = call.channel();
    const wantsCards = configOf(channel).url_enrichment && !skipsCards;
    const cards = wantsCards && input.text ? await cardsIn(input.text) : [];
    const attachments = [...(input.attachments ?? []), ...cards];
    const message = createMessage(call.backend, actor, channel, { ...input, attachments });
    return { message: call.backend.present.message(message, actor.user.id) };
  });

  serve('GET', '/messages/:message', 'GetMessage', (call) => {
    const message = call.message();
    const actor = call.viewer();
    requireCapability(actor, call.backend.state.channel(message.cid), 'read-channel');
    return { message: call.backend.present.message(message, actor.user.id) };
  });

  serve('POST', '/messages/:message', 'UpdateMessage', async (call) => {
    const { message: input } = await call.body(messageBodySchema);
    const message = call.message();
    const actor = call.actor(authorOf(input) ?? message.userId);
    replaceMessage(call.backend, actor, message, input);
    return { message: call.backend.present.message(message, actor.user.id) };
  });

  serve('PUT', '/messages/:message', 'UpdateMessagePartial', async (call) => {
    const { set, unset, user_id: userId, user } = await call.body(patchSchema);
    const message = call.message();
    const actor = call.actor(userId ?? user?.id ?? message.userId);
    patchMessage(call.backend, actor, message, set, unset);
    return { message: call.backend.present.message(message, actor.user.id) };
  });

  serve('DELETE', '/messages/:message', 'DeleteMessage', (call) => {
    const message = call.message();
    const actor = call.actor(call.query('deleted_by') ?? message.userId);
    if (call.query('delete_for_me') === 'true')
      throw inputError('delete_for_me is not served by the sandbox');
    deleteMessage(call.backend, actor, message, call.query('hard') === 'true');
    return { message: call.backend.present.message(message, actor.user.id) };
  });

  serve('GET', '/messages/:message/replies', 'GetReplies', (call) => {
    const { state, present } = call.backend;
    const parent = call.message();
    const actor = call.viewer();
    const channel = state.channel(parent.cid);
    requireCapability(actor, channel, 'read-channel');
    // Any `sort` the SDK sends is for the choice of the page (newest first); it reads the page as ascending.
    const page = pageOf(state.replies(channel, parent.id), call.parameters(repliesSchema), repliesPage);
    return { messages: page.map((message) => present.message(message, actor.user.id)) };
  });
}
