import * as z from 'zod';
import { actingId } from '../acting.ts';
import type { Call, Serve } from '../call.ts';
import { comparison, cursorQuery, equality, queryPage } from '../query/cursor-query.ts';
import type { QueryFields } from '../query/cursor-query.ts';
import type { Sort } from '../query/filters.ts';
import { isSeenBy, requireSeen } from '../messages/message-visibility.ts';
import type { ChannelRecord } from '../model.ts';
import { may, requirePermission, requireCapability } from '../access/permissions.ts';
import { unreadInThread } from '../reads/unread.ts';
import { watch } from '../events/watching.ts';
import { presentThread } from './present.ts';
import { patchThread, threadOf } from './threads.ts';
import type { ThreadRecord } from './threads.ts';

const viewShape = {
  watch: z.boolean().default(false),
  reply_limit: z.int().min(0).max(100).default(2),
  participant_limit: z.int().min(0).max(100).default(100),
  member_limit: z.int().min(0).max(100).default(100),
};
const querySchema = cursorQuery(10).extend(viewShape);

/** In a query, so numbers and switches come as text. */
const getSchema = z.object({
  watch: z.enum(['true', 'false']).default('false'),
  reply_limit: z.coerce.number().int().min(0).max(100).default(2),
  participant_limit: z.coerce.number().int().min(0).max(100).default(100),
  member_limit: z.coerce.number().int().min(0).max(100).default(100),
});

const patchSchema = z.object({
  set: z.record(z.string(), z.unknown()).default({}),
  unset: z.array(z.string()).default([]),
  user_id: z.string().optional(),
});

export function threadRoutes(serve: Serve): void {
  serve('POST', '/threads', 'QueryThreads', async (call) => {
    const query = await call.body(querySchema);
    const actor = call.actor(actingId(query));
    const { state } = call.backend;
    const connection = query.watch ? call.connection() : undefined;
    const own = [...state.threads.values()].filter(
      (thread) =>
        thread.participants.has(actor.user.id) &&
        may(actor, state.channel(thread.cid), 'read-channel') &&
        isSeenBy(state.channel(thread.cid), state.message(thread.parentId), actor),
    );
    const page = queryPage(own, query, fieldsFor(call, actor.user.id), unreadFirst);
    if (connection) {
      for (const cid of new Set(page.items.map((thread) => thread.cid))) {
        watch(call.backend, connection, state.channel(cid));
      }
    }
    const view = { actor, replies: query.reply_limit, participants: query.participant_limit };
    return {
      threads: page.items.map((thread) => presentThread(call.backend, thread, view)),
      ...page.cursors,
    };
  });

  serve('GET', '/threads/:thread', 'GetThread', (call) => {
    const query = call.parameters(getSchema);
    const actor = call.viewer();
    const connection = query.watch === 'true' ? call.connection() : undefined;
    const { state } = call.backend;
    const { thread, channel } = lookUp(call);
    requireCapability(actor, channel, 'read-channel');
    requireSeen(call.backend, actor, state.message(thread.parentId));
    if (connection) watch(call.backend, connection, channel);
    const view = { actor, replies: query.reply_limit, participants: query.participant_limit };
    return { thread: presentThread(call.backend, thread, view) };
  });

  serve('PATCH', '/threads/:thread', 'UpdateThreadPartial', async (call) => {
    const patch = await call.body(patchSchema);
    const { thread, channel } = lookUp(call);
    const parent = call.backend.state.message(thread.parentId);
    const { userId } = parent;
    const actor = call.actor(patch.user_id ?? userId);
    if (!actor.server) requireSeen(call.backend, actor, parent);
    requirePermission(actor, channel, 'update-thread', userId);
    patchThread(call.backend, channel, thread, patch.set, patch.unset);
    return { thread: presentThread(call.backend, thread, { actor, replies: 2, participants: 100 }) };
  });
}

function lookUp(call: Call): { thread: ThreadRecord; channel: ChannelRecord } {
  const { state } = call.backend;
  // An unknown message is another error than one that nobody answered.
  const thread = threadOf(state, state.message(call.param('thread')).id);
  return { thread, channel: state.channel(thread.cid) };
}

/** The vendor's own order. */
const unreadFirst: Sort = [
  { field: 'has_unread', direction: -1 },
  { field: 'last_message_at', direction: -1 },
  { field: 'parent_message_id', direction: -1 },
];

function fieldsFor(call: Call, userId: string): QueryFields<ThreadRecord> {
  const { state } = call.backend;
  const time = (read: (thread: ThreadRecord) => number) => ({
    read: (thread: ThreadRecord) => new Date(read(thread)),
    operators: comparison,
  });
  const live = (thread: ThreadRecord): number =>
    state.replies(thread.parentId).filter((reply) => reply.deletedAt === undefined).length;
  return {
    channel_cid: { read: (thread) => thread.cid, operators: equality },
    parent_message_id: { read: (thread) => thread.parentId, operators: equality },
    created_by_user_id: { read: (thread) => state.message(thread.parentId).userId, operators: equality },
    created_at: time((thread) => thread.createdAt),
    updated_at: time((thread) => thread.updatedAt),
    last_message_at: time((thread) => thread.lastMessageAt),
    reply_count: { read: live, operators: [] },
    participant_count: { read: (thread) => thread.participants.size, operators: [] },
    active_participant_count: {
      read: (thread) =>
        [...thread.participants.values()].filter(({ lastMessageAt }) => lastMessageAt !== undefined).length,
      operators: [],
    },
    has_unread: { read: (thread) => unreadInThread(state, thread, userId) > 0, operators: [] },
  };
}
