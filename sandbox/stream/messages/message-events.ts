import type { Backend } from '../backend.ts';
import { audienceOf } from './message-visibility.ts';
import { inChannel } from '../model.ts';
import type { ChannelRecord, Fields, MessageRecord } from '../model.ts';
import { totalsOf, unreadInThread, unreadThreads } from '../reads/unread.ts';

/** Tells the watchers that a message changed. */
export function announceMessage(backend: Backend, channel: ChannelRecord, message: MessageRecord): void {
  const { events, present, state } = backend;
  events.send(
    events.channelEvent('message.updated', channel, {
      message: present.message(message),
      user: present.user(state.user(message.userId)),
    }),
    audienceOf(message, events.watching(channel)),
  );
}

/** A new message: to the watchers, to the members who do not watch, and to its thread. */
export function announceNew(
  backend: Backend,
  channel: ChannelRecord,
  message: MessageRecord,
  parent: MessageRecord | undefined,
): void {
  const { connections, events, present, state } = backend;
  // A hidden channel comes back with its next message.
  channel.hiddenFrom.clear();
  const fields = {
    message: present.message(message),
    user: present.user(state.user(message.userId)),
    message_id: message.id,
    watcher_count: connections.watchers(channel.cid).length,
    channel_member_count: channel.members.size,
  };
  const counts = (userId: string): Fields => (channel.reads.has(userId) ? totalsOf(state, userId) : {});
  events.send(
    events.channelEvent('message.new', channel, fields, message.createdAt),
    audienceOf(message, events.watching(channel)),
    counts,
  );
  const withChannel = { ...fields, channel: present.channel(channel) };
  if (inChannel(message)) {
    events.send(
      events.channelEvent('notification.message_new', channel, withChannel, message.createdAt),
      audienceOf(message, events.notWatching(channel)),
      counts,
    );
  }
  if (parent) announceReply(backend, channel, message, parent, withChannel);
}

/** To everybody else who takes part in the thread, watching or not: the SDK counts unread threads by this alone. */
function announceReply(
  backend: Backend,
  channel: ChannelRecord,
  reply: MessageRecord,
  parent: MessageRecord,
  fields: Fields,
): void {
  const { events, state } = backend;
  const thread = state.threads.get(parent.id);
  const others = [...(thread?.participants.keys() ?? [])].filter((userId) => userId !== reply.userId);
  events.send(
    events.channelEvent(
      'notification.thread_message_new',
      channel,
      { ...fields, thread_id: parent.id },
      reply.createdAt,
    ),
    audienceOf(
      reply,
      others.flatMap((userId) => events.ofUser(userId)),
    ),
    (userId) => ({
      unread_threads: unreadThreads(state, userId).length,
      unread_thread_messages: thread ? unreadInThread(state, thread, userId) : 0,
    }),
  );
  announceMessage(backend, channel, parent);
}

/** A deleted reply changes its parent's counts. */
export function announceParent(backend: Backend, channel: ChannelRecord, message: MessageRecord): void {
  const parent = message.parentId === undefined ? undefined : backend.state.messages.get(message.parentId);
  if (!parent) return;
  parent.changedAt = message.changedAt;
  announceMessage(backend, channel, parent);
}
