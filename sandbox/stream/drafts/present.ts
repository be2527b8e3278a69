import type { Backend } from '../backend.ts';
import type { Fields } from '../model.ts';
import { defined, wireTime } from '../wire.ts';
import type { DraftRecord } from './drafts.ts';

/** @param withChannel lists of drafts tell the channel of each */
export function presentDraft({ present, state }: Backend, draft: DraftRecord, withChannel = false): Fields {
  const shown = (id: string | undefined): Fields | undefined => {
    const message = id === undefined ? undefined : state.messages.get(id);
    return message && present.message(message, draft.userId);
  };
  return defined({
    channel_cid: draft.cid,
    channel: withChannel ? present.channel(state.channel(draft.cid)) : undefined,
    message: draft.message,
    parent_id: draft.parentId,
    parent_message: shown(draft.parentId),
    quoted_message: shown(draft.quotedId),
    created_at: wireTime(draft.createdAt),
  });
}
