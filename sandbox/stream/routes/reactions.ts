import * as z from 'zod';
import { actingId } from '../acting.ts';
import type { Call, Serve } from '../call.ts';
import { requireCapability } from '../access/permissions.ts';
import { filterSchema, matches, sortSchema, sorted } from '../query/filters.ts';
import type { FieldReader } from '../query/filters.ts';
import { requireSeen } from '../messages/message-visibility.ts';
import type { Actor, MessageRecord, ReactionRecord } from '../model.ts';
import { addReaction, deleteReaction, newReactionSchema } from '../messages/reactions.ts';

const sendSchema = z.object({
  reaction: newReactionSchema,
  enforce_unique: z.boolean().default(false),
});

const listSchema = z.object({
  limit: z.coerce.number().int().min(0).max(300).default(10),
  offset: z.coerce.number().int().min(0).max(1000).default(0),
});

const querySchema = z.object({
  filter: filterSchema.default({}),
  sort: sortSchema,
  limit: z.int().min(0).max(100).default(25),
  /** The place of the next page, as the page before told it. */
  next: z.string().regex(/^\d+$/).optional(),
  user_id: z.string().optional(),
});

export function reactionRoutes(serve: Serve): void {
  serve('POST', '/messages/:message/reaction', 'SendReaction', async (call) => {
    const { reaction: input, enforce_unique: enforceUnique } = await call.body(sendSchema);
    const actor = call.actor(actingId(input));
    const message = call.message();
    const reaction = addReaction(call.backend, actor, message, input, enforceUnique);
    const { present } = call.backend;
    return { message: present.message(message, actor), reaction: present.reaction(reaction) };
  });

  serve('DELETE', '/messages/:message/reaction/:reaction', 'DeleteReaction', (call) => {
    const actor = call.actor();
    const message = call.message();
    const reaction = deleteReaction(call.backend, actor, message, call.param('reaction'));
    const { present } = call.backend;
    return { message: present.message(message, actor), reaction: present.reaction(reaction) };
  });

  serve('GET', '/messages/:message/reactions', 'GetReactions', (call) => {
    const message = readable(call, call.viewer());
    const { limit, offset } = call.parameters(listSchema);
    const page = message.reactions.toReversed().slice(offset, offset + limit);
    return { reactions: page.map((reaction) => call.backend.present.reaction(reaction)) };
  });

  serve('POST', '/messages/:message/reactions', 'QueryReactions', async (call) => {
    const query = await call.body(querySchema);
    const message = readable(call, call.viewer(query.user_id));
    const sort = query.sort.length > 0 ? query.sort : [{ field: 'created_at', direction: -1 as const }];
    const found = sorted(
      message.reactions.filter((reaction) => matches(query.filter, readerOf(reaction))),
      sort,
      readerOf,
    );
    const start = Number(query.next ?? 0);
    const end = start + query.limit;
    return {
      reactions: found.slice(start, end).map((reaction) => call.backend.present.reaction(reaction)),
      ...(end < found.length && { next: String(end) }),
    };
  });
}

/** @throws StreamError 16, 17 */
function readable(call: Call, viewer: Actor): MessageRecord {
  const message = call.message();
  requireCapability(viewer, call.backend.state.channel(message.cid), 'read-channel');
  requireSeen(call.backend, viewer, message);
  return message;
}

function readerOf(reaction: ReactionRecord): FieldReader {
  return (field) => {
    switch (field) {
      case 'type':
        return reaction.type;
      case 'user_id':
        return reaction.userId;
      case 'score':
        return reaction.score;
      case 'created_at':
        return new Date(reaction.createdAt);
      default:
        return undefined;
    }
  };
}
