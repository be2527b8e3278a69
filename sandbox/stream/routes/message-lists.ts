import * as z from 'zod';
import { actingId } from '../acting.ts';
import type { Serve } from '../call.ts';
import { inputError, messageNotFound } from '../errors.ts';
import { sortSchema } from '../query/filters.ts';
import { isMeantFor, isSeenBy } from '../messages/message-visibility.ts';
import { messagePageSchema, pageOf } from '../messages/pages.ts';
import { requireCapability } from '../access/permissions.ts';
import { pinPageSchema, pinsPage } from '../messages/pinned-pages.ts';
import { pinnedIn } from '../messages/pins.ts';

/** In a query, so numbers come as text. */
const repliesSchema = messagePageSchema.extend({
  limit: z.coerce.number().int().min(0).max(300).optional(),
  offset: z.coerce.number().int().min(0).max(1000).optional(),
  sort: z.string().optional(),
});
const repliesPage = 50;

const repliesSort = sortSchema.refine(
  (sort) => sort.every(({ field }) => field === 'created_at'),
  'replies are sorted by created_at only',
);

/** The lists of messages besides a channel's own: a thread's replies, and pins. */
export function messageListRoutes(serve: Serve): void {
  serve('GET', '/messages/:message/replies', 'GetReplies', (call) => {
    const { state, present } = call.backend;
    const { sort, ...page } = call.parameters(repliesSchema);
    if (sort !== undefined && !repliesSort.safeParse(json(sort)).success) {
      throw inputError('sort: replies are sorted by created_at only');
    }
    const parent = call.message();
    const actor = call.viewer();
    const channel = state.channel(parent.cid);
    requireCapability(actor, channel, 'read-channel');
    if (!isMeantFor(channel, parent, actor)) throw messageNotFound(parent.id);
    const replies = state.replies(parent.id).filter((reply) => isSeenBy(channel, reply, actor));
    // A sort chooses the page (the newest first) but not the order in it: the SDK reads it as ascending.
    return {
      messages: pageOf(replies, page, repliesPage).map((message) => present.message(message, actor)),
    };
  });

  serve('GET', '/channels/:type/:id/pinned_messages', 'GetPinnedMessages', (call) => {
    const page = call.payload(pinPageSchema);
    const actor = call.viewer(actingId(page));
    const channel = call.channel();
    requireCapability(actor, channel, 'read-channel');
    const found = pinsPage(pinnedIn(call.backend, actor, channel), page);
    return { messages: found.map((message) => call.backend.present.message(message, actor)) };
  });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
