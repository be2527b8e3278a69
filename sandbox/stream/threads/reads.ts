import type { Backend } from '../backend.ts';
import { inputError } from '../errors.ts';
import type { Event } from '../events/events.ts';
import { audienceOf, isSeenBy } from '../messages/message-visibility.ts';
import type { Actor, ChannelRecord, MessageRecord } from '../model.ts';
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
  const { parent, thread } = threadIn(backend, actor, channel, threadId);
  const at = state.stamp(channel);
  const last = state.replies(threadId).findLast((reply) => isSeenBy(channel, reply, actor));
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
  events.send(event, audienceOf(backend, parent, events.watching(channel)));
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
  const { thread } = threadIn(backend, actor, channel, threadId);
  const first = state.replies(threadId).find((reply) => isSeenBy(channel, reply, actor));
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

/** A message of this channel and the thread under it, if anybody answered it. @throws StreamError 4 */
function threadIn(
  { state }: Backend,
  actor: Actor,
  channel: ChannelRecord,
  threadId: string,
): { parent: MessageRecord; thread: ThreadRecord | undefined } {
  const parent = state.messages.get(threadId);
  if (parent?.cid !== channel.cid || !isSeenBy(channel, parent, actor)) {
    throw inputError(`thread ${threadId} does not exist in ${channel.cid}`);
  }
  return { parent, thread: state.threads.get(threadId) };
}
