import type { Backend } from '../backend.ts';
import { presentDraft } from '../drafts/present.ts';
import { draftKey } from '../drafts/drafts.ts';
import { isSeenBy } from '../messages/message-visibility.ts';
import type { Actor, Fields } from '../model.ts';
import { unreadInThread } from '../reads/unread.ts';
import { defined, wireTime } from '../wire.ts';
import type { ThreadParticipant, ThreadRecord } from './threads.ts';

/** How much of a thread to show; `actor` sees its own reactions and draft. */
export interface ThreadView {
  readonly actor: Actor;
  readonly replies: number;
  readonly participants: number;
}

/** A thread as the wire has it: with its messages and read states for a viewer, bare in events, without a quote. */
export function presentThread(backend: Backend, thread: ThreadRecord, view?: ThreadView): Fields {
  const { present, state } = backend;
  const channel = state.channel(thread.cid);
  const parent = state.message(thread.parentId);
  const replies = state.replies(thread.parentId);
  const live = replies.filter((reply) => reply.deletedAt === undefined);
  const participants = [...thread.participants].filter(([id]) => state.users.has(id));
  const draft = view && state.drafts.get(draftKey(view.actor.user.id, thread.cid, thread.parentId));
  return defined({
    ...thread.fields,
    channel_cid: thread.cid,
    channel: present.channel(channel, view?.actor),
    parent_message_id: thread.parentId,
    parent_message: view ? present.message(parent, view.actor) : present.unquoted(parent),
    created_by_user_id: parent.userId,
    created_by: present.user(state.user(parent.userId)),
    title: thread.title,
    reply_count: live.length,
    participant_count: participants.length,
    active_participant_count: participants.filter(([, { lastMessageAt }]) => lastMessageAt !== undefined)
      .length,
    thread_participants: participants
      .slice(0, view?.participants)
      .map(([userId, participant]) => participantOf(backend, thread, userId, participant)),
    last_message_at: wireTime(thread.lastMessageAt),
    created_at: wireTime(thread.createdAt),
    updated_at: wireTime(thread.updatedAt),
    ...(view && {
      latest_replies:
        view.replies === 0
          ? []
          : replies
              .filter((reply) => isSeenBy(channel, reply, view.actor))
              .slice(-view.replies)
              .map((reply) => present.message(reply, view.actor)),
      read: participants.map(([userId, participant]) => readOf(backend, thread, userId, participant)),
      draft: draft && presentDraft(backend, draft),
    }),
  });
}

function participantOf(
  { present, state }: Backend,
  thread: ThreadRecord,
  userId: string,
  participant: ThreadParticipant,
): Fields {
  return defined({
    channel_cid: thread.cid,
    thread_id: thread.parentId,
    user_id: userId,
    user: present.user(state.user(userId)),
    created_at: wireTime(participant.since),
    last_read_at: wireTime(participant.lastRead),
    last_thread_message_at:
      participant.lastMessageAt === undefined ? undefined : wireTime(participant.lastMessageAt),
  });
}

function readOf(
  { present, state }: Backend,
  thread: ThreadRecord,
  userId: string,
  participant: ThreadParticipant,
): Fields {
  return defined({
    user: present.user(state.user(userId)),
    last_read: wireTime(participant.lastRead),
    last_read_message_id: participant.lastReadMessageId,
    unread_messages: unreadInThread(state, thread, userId),
  });
}
