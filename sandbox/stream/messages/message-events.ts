import type { Backend } from '../backend.ts';
import { audienceOf, isSeenByUser } from './message-visibility.ts';
import type { Connection } from '../events/connections.ts';
import type { Event } from '../events/events.ts';
import { inChannel } from '../model.ts';
import type { ChannelRecord, Fields, MessageRecord } from '../model.ts';
import { totalsOf, unreadInThread, unreadThreads } from '../reads/unread.ts';

/**
 * Sends an event that tells of a message to those of these connections whose users may see it. Who may not see what it
 * quotes gets it without.
 * @param personal fields that differ by the receiving user
 */
export function sendOf(
  backend: Backend,
  message: MessageRecord,
  event: Event & { readonly message: Fields },
  connections: readonly Connection[],
  personal: (userId: string) => Fields = () => ({}),
): void {
  const { events, state } = backend;
  const to = audienceOf(backend, message, connections);
  const quoted = message.quotedId === undefined ? undefined : state.messages.get(message.quotedId);
  if (!quoted) {
    events.send(event, to, personal);
    return;
  }
  const channel = state.channel(message.cid);
  const { quoted_message: _quoted, ...unquoted } = event.message;
  events.send(event, to, (userId) => ({
    ...personal(userId),
    ...(!isSeenByUser(state, channel, quoted, userId) && { message: unquoted }),
  }));
}

/** Tells the watchers that a message changed. */
export function announceMessage(backend: Backend, channel: ChannelRecord, message: MessageRecord): void {
  const { events, present, state } = backend;
  sendOf(
    backend,
    message,
    events.channelEvent('message.updated', channel, {
      message: present.message(message),
      user: present.user(state.user(message.userId)),
    }),
    events.watching(channel),
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
  sendOf(
    backend,
    message,
    events.channelEvent('message.new', channel, fields, message.createdAt),
    events.watching(channel),
    counts,
  );
  const withChannel = { ...fields, channel: present.channel(channel) };
  if (inChannel(message)) {
    sendOf(
      backend,
      message,
      events.channelEvent('notification.message_new', channel, withChannel, message.createdAt),
      events.notWatching(channel),
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
  fields: { readonly message: Fields },
): void {
  const { events, state } = backend;
  const thread = state.threads.get(parent.id);
  const others = [...(thread?.participants.keys() ?? [])].filter((userId) => userId !== reply.userId);
  sendOf(
    backend,
    reply,
    events.channelEvent(
      'notification.thread_message_new',
      channel,
      { ...fields, thread_id: parent.id },
      reply.createdAt,
    ),
    audienceOf(
      backend,
      parent,
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
