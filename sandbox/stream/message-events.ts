import type { Backend } from './backend.ts';
import { inChannel } from './model.ts';
import type { ChannelRecord, Fields, MessageRecord } from './model.ts';
import { totalsOf } from './unread.ts';

/** Tells the watchers that a message changed. */
export function announceMessage(backend: Backend, channel: ChannelRecord, message: MessageRecord): void {
  const { events, present, state } = backend;
  events.send(
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
    events.watching(channel),
    counts,
  );
  const withChannel = { ...fields, channel: present.channel(channel) };
  if (inChannel(message)) {
    events.send(
      events.channelEvent('notification.message_new', channel, withChannel, message.createdAt),
      events.notWatching(channel),
      counts,
    );
  }
  if (!parent) return;
  const participants = new Set([
    parent.userId,
    ...state.replies(channel, parent.id).map((reply) => reply.userId),
  ]);
  participants.delete(message.userId);
  events.send(
    events.channelEvent(
      'notification.thread_message_new',
      channel,
      { ...withChannel, thread_id: parent.id, unread_threads: 0, unread_thread_messages: 0 },
      message.createdAt,
    ),
    events.notWatching(channel, participants),
  );
  announceMessage(backend, channel, parent);
}

/** A deleted reply changes its parent's counts. */
export function announceParent(backend: Backend, channel: ChannelRecord, message: MessageRecord): void {
  const parent = message.parentId === undefined ? undefined : backend.state.messages.get(message.parentId);
  if (parent) announceMessage(backend, channel, parent);
}
