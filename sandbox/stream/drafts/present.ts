import type { Backend } from '../backend.ts';
import { isSeenBy } from '../messages/message-visibility.ts';
import type { Actor, Fields } from '../model.ts';
import { defined, wireTime } from '../wire.ts';
import type { DraftRecord } from './drafts.ts';

/** @param withChannel lists of drafts tell the channel of each */
export function presentDraft({ present, state }: Backend, draft: DraftRecord, withChannel = false): Fields {
  const channel = state.channel(draft.cid);
  const author: Actor = { user: state.user(draft.userId), server: false };
  const shown = (id: string | undefined): Fields | undefined => {
    const message = id === undefined ? undefined : state.messages.get(id);
    return message && isSeenBy(channel, message, author) ? present.message(message, author) : undefined;
  };
  return defined({
    channel_cid: draft.cid,
    channel: withChannel ? present.channel(channel) : undefined,
    message: draft.message,
    parent_id: draft.parentId,
    parent_message: shown(draft.parentId),
    quoted_message: shown(draft.quotedId),
    created_at: wireTime(draft.createdAt),
  });
}
