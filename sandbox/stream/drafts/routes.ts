import * as z from 'zod';
import { actingId } from '../acting.ts';
import type { Serve } from '../call.ts';
import { comparison, cursorQuery, equality, queryPage } from '../query/cursor-query.ts';
import type { QueryFields } from '../query/cursor-query.ts';
import { may, requireCapability } from '../access/permissions.ts';
import { deleteDraft, draftMessageSchema, draftOf, putDraft } from './drafts.ts';
import type { DraftRecord } from './drafts.ts';
import { presentDraft } from './present.ts';

const putSchema = z.object({ message: draftMessageSchema });
const querySchema = cursorQuery(25);

export function draftRoutes(serve: Serve): void {
  serve('POST', '/channels/:type/:id/draft', 'CreateDraft', async (call) => {
    const { message } = await call.body(putSchema);
    const actor = call.actor(message.user_id);
    const channel = call.channel();
    requireCapability(actor, channel, 'read-channel');
    return { draft: presentDraft(call.backend, putDraft(call.backend, actor, channel, message)) };
  });

  serve('GET', '/channels/:type/:id/draft', 'GetDraft', (call) => {
    const actor = call.actor();
    const channel = call.channel();
    requireCapability(actor, channel, 'read-channel');
    const draft = draftOf(call.backend, actor, channel, call.query('parent_id'));
    return { draft: presentDraft(call.backend, draft, true) };
  });

  serve('DELETE', '/channels/:type/:id/draft', 'DeleteDraft', (call) => {
    const actor = call.actor();
    const channel = call.channel();
    requireCapability(actor, channel, 'read-channel');
    deleteDraft(call.backend, channel, draftOf(call.backend, actor, channel, call.query('parent_id')));
    return {};
  });

  serve('POST', '/drafts/query', 'QueryDrafts', async (call) => {
    const query = await call.body(querySchema);
    const actor = call.actor(actingId(query));
    const { state } = call.backend;
    const own = [...state.drafts.values()].filter(
      (draft) => draft.userId === actor.user.id && may(actor, state.channel(draft.cid), 'read-channel'),
    );
    const page = queryPage(own, query, fields, [{ field: 'created_at', direction: -1 }]);
    return { drafts: page.items.map((draft) => presentDraft(call.backend, draft, true)), ...page.cursors };
  });
}

const fields: QueryFields<DraftRecord> = {
  channel_cid: { read: (draft) => draft.cid, operators: equality },
  parent_id: { read: (draft) => draft.parentId, operators: [...equality, '$exists'] as const },
  created_at: { read: (draft) => new Date(draft.createdAt), operators: comparison },
};
