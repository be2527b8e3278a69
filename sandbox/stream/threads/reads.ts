import type { Backend } from '../backend.ts';
import { inputError } from '../errors.ts';
import type { Event } from '../events/events.ts';
import type { Actor, ChannelRecord } from '../model.ts';
import { requireReading } from '../reads/reads.ts';
import { totalsOf, unreadInThread } from '../reads/unread.ts';
import { wireTime } from '../wire.ts';
import { presentThread } from './present.ts';
import type { ThreadParticipant, ThreadRecord } from './threads.ts';

/**
 * Marks a thread read to its end; the channel stays as it is. Who takes no part in it has nothing to read.
 * @throws StreamError 4 (no such thread, no member), 17, 19
 */
export function markThreadRead(
  backend: Backend,
  actor: Actor,
  channel: ChannelRecord,
  threadId: string,
): Event {
  const { events, present, state } = backend;
  requireReading(actor, channel);
  const thread = threadIn(backend, channel, threadId);
  const at = state.stamp(channel);
  const last = state.replies(threadId).at(-1);
  const participant = thread?.participants.get(actor.user.id);
  if (participant) Object.assign(participant, { lastRead: at, lastReadMessageId: last?.id });
  const event = events.channelEvent(
    'message.read',
    channel,
    {
      user: present.user(actor.user),
      channel: present.channel(channel),
      thread: thread
        ? presentThread(backend, thread)
        : { parent_message_id: threadId, channel_cid: channel.cid },
      ...(last && { last_read_message_id: last.id }),
    },
    at,
  );
  events.send(event, events.watching(channel));
  events.send(
    { ...event, type: 'notification.mark_read', thread_id: threadId, ...totalsOf(state, actor.user.id) },
    events.ofUser(actor.user.id),
  );
  return event;
}

/** Marks all replies of a thread unread; only the user itself is told. @throws StreamError 4, 17, 19 */
export function markThreadUnread(
  backend: Backend,
  actor: Actor,
  channel: ChannelRecord,
  threadId: string,
): void {
  const { events, present, state } = backend;
  requireReading(actor, channel);
  const thread = threadIn(backend, channel, threadId);
  const [first] = state.replies(threadId);
  const participant = thread?.participants.get(actor.user.id);
  if (!thread || !first || !participant) {
    throw inputError(`user '${actor.user.id}' takes no part in thread ${threadId}`);
  }
  unread(participant, first.createdAt);
  events.send(
    events.channelEvent('notification.mark_unread', channel, {
      user: present.user(actor.user),
      channel: present.channel(channel),
      thread_id: threadId,
      first_unread_message_id: first.id,
      last_read_at: wireTime(participant.lastRead),
      unread_messages: unreadInThread(state, thread, actor.user.id),
      ...totalsOf(state, actor.user.id),
    }),
    events.ofUser(actor.user.id),
  );
}

function unread(participant: ThreadParticipant, from: number): void {
  participant.lastRead = from - 1;
  participant.lastReadMessageId = undefined;
}

/** The thread under a message of this channel, if anybody answered it. @throws StreamError 4 */
function threadIn({ state }: Backend, channel: ChannelRecord, threadId: string): ThreadRecord | undefined {
  if (state.messages.get(threadId)?.cid !== channel.cid) {
    throw inputError(`thread ${threadId} does not exist in ${channel.cid}`);
  }
  return state.threads.get(threadId);
}
