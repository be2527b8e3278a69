import type { Backend } from '../backend.ts';
import { configOf } from '../channels/channel-types.ts';
import type { Connection } from './connections.ts';
import type { ChannelRecord } from '../model.ts';

/** Starts watching; the watchers hear of it, the new one too. */
export function watch(backend: Backend, connection: Connection, channel: ChannelRecord): void {
  if (connection.watching.has(channel.cid)) return;
  connection.watching.add(channel.cid);
  announce(backend, 'user.watching.start', connection, channel, backend.events.watching(channel));
}

/** Stops watching; the watchers hear of it, the one who leaves too. */
export function stopWatching(backend: Backend, connection: Connection, channel: ChannelRecord): void {
  connection.presenceInChannels.delete(channel.cid);
  const audience = backend.events.watching(channel);
  if (!connection.watching.delete(channel.cid)) return;
  announce(backend, 'user.watching.stop', connection, channel, audience);
}

function announce(
  backend: Backend,
  type: 'user.watching.start' | 'user.watching.stop',
  connection: Connection,
  channel: ChannelRecord,
  audience: Connection[],
): void {
  if (!configOf(channel).connect_events) return;
  const { connections, events, present, state } = backend;
  events.send(
    events.channelEvent(type, channel, {
      user: present.user(state.user(connection.userId)),
      watcher_count: connections.watchers(channel.cid).length,
    }),
    audience,
  );
}

/** A user came online or went: those who asked for its presence hear of it. */
export function announcePresence(backend: Backend, userId: string): void {
  const { events, present, state } = backend;
  const user = state.user(userId);
  user.lastActive = state.now();
  events.send(
    events.event('user.presence.changed', { user: present.user(user) }),
    events.followingPresence(userId, state.channelsOf(userId)),
  );
}
