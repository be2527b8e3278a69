import type { SandboxContext } from '../../platform/context.ts';
import type { Connection, Connections } from './connections.ts';
import { isBlockedFor } from '../channels/channel-visibility.ts';
import type { ChannelRecord, Fields } from '../model.ts';
import type { State } from '../state.ts';
import { wireTime } from '../wire.ts';

export type Event = Fields & { type: string; created_at: string };

/** Pushes events to connections, and knows which of them an event is for. */
export class Events {
  readonly #context: SandboxContext;
  readonly #connections: Connections;
  readonly #state: State;

  constructor(context: SandboxContext, connections: Connections, state: State) {
    this.#context = context;
    this.#connections = connections;
    this.#state = state;
  }

  /** An event of a channel; `at` in ms, for events that must carry the time of what they tell. */
  channelEvent<F extends Fields>(
    type: string,
    channel: ChannelRecord,
    fields: F,
    at = this.#context.clock.now(),
  ): Event & F {
    return {
      type,
      cid: channel.cid,
      channel_id: channel.id,
      channel_type: channel.type,
      created_at: wireTime(at),
      ...fields,
    };
  }

  /** An event of no channel. */
  event(type: string, fields: Fields): Event {
    return { type, created_at: wireTime(this.#context.clock.now()), ...fields };
  }

  /**
   * Sends an event to connections. A fault that is switched on meets it as a whole: all receivers miss it, get it
   * twice or get it late.
   * @param personal fields that differ by the receiving user
   */
  send(event: Event, to: Connection[], personal?: (userId: string) => Fields): void {
    const receivers = this.#unblocked(event, to);
    if (receivers.length === 0) return;
    const text = JSON.stringify(event);
    this.#context.pushes.send(
      'stream',
      event.type,
      receivers.map((connection) => {
        const own = personal ? withFields(event, text, personal(connection.userId)) : text;
        return { to: connection, send: () => connection.send(own) };
      }),
    );
  }

  /** Of what one of two does in their one channel, the other hears nothing while it blocks that one. */
  #unblocked(event: Event, to: Connection[]): Connection[] {
    const channel = this.#state.channels.get(String(event['cid']));
    if (!channel?.distinct) return to;
    const byId = idOf(event['user']);
    return to.filter(({ userId }) => userId === byId || !isBlockedFor(this.#state, channel, userId));
  }

  /** The connections that watch a channel. */
  watching(channel: ChannelRecord): Connection[] {
    return this.#connections.watching(channel.cid);
  }

  /** The connections of members (or of these users) that do not watch the channel. */
  notWatching(channel: ChannelRecord, userIds: Iterable<string> = channel.members.keys()): Connection[] {
    const users = new Set(userIds);
    return this.#connections
      .all()
      .filter((connection) => users.has(connection.userId) && !connection.watching.has(channel.cid));
  }

  ofUser(userId: string): Connection[] {
    return this.#connections.ofUser(userId);
  }

  /** The connections that asked for a user's presence, its own left out. */
  followingPresence(userId: string, channels: ChannelRecord[]): Connection[] {
    const cids = channels.map((channel) => channel.cid);
    return this.#connections
      .all()
      .filter(
        (connection) =>
          connection.userId !== userId &&
          (connection.presenceOfUsers.has(userId) ||
            cids.some((cid) => connection.presenceInChannels.has(cid))),
      );
  }

  /** The connections of a user and of everybody who shares a channel with it. */
  acquainted(userId: string, channels: ChannelRecord[]): Connection[] {
    const users = new Set([userId, ...channels.flatMap((channel) => [...channel.members.keys()])]);
    return this.#connections.all().filter((connection) => users.has(connection.userId));
  }
}

const idOf = (user: unknown): unknown =>
  typeof user === 'object' && user !== null && 'id' in user ? user.id : undefined;

/** An event's text with more fields; the event itself, which all receivers share, is written once. */
function withFields(event: Event, text: string, fields: Fields): string {
  const names = Object.keys(fields);
  if (names.length === 0) return text;
  if (names.some((name) => name in event)) return JSON.stringify({ ...event, ...fields });
  return `${text.slice(0, -1)},${JSON.stringify(fields).slice(1)}`;
}
