import type { Channel, Event } from 'stream-chat';
import type { ListCalls, ListEvent } from '../list/list-calls.ts';
import type { ChannelAnswer } from '../model.ts';
import type { StreamAccess } from './stream-access.ts';
import { toAnswer, toTime, toUser } from './stream-model.ts';

/** `ListCalls` by the vendor's SDK. */
export class StreamListCalls implements ListCalls {
  readonly #stream: StreamAccess;

  constructor(stream: StreamAccess) {
    this.#stream = stream;
  }

  listen(listener: (event: ListEvent) => void): () => void {
    const { client, userId } = this.#stream;
    const { unsubscribe } = client.on((event) => {
      for (const told of listEvents(event, userId)) listener(told);
    });
    return unsubscribe;
  }

  archived(page: { offset: number; limit: number }): Promise<readonly ChannelAnswer[]> {
    const { userId } = this.#stream;
    return this.#stream.call(async (client) => {
      const states = await client.queryChannelsRequest(
        { members: { $in: [userId] }, archived: true },
        [{ last_updated: -1 }],
        { ...page, message_limit: 1, watch: true, presence: true, state: true },
      );
      client.hydrateActiveChannels(states);
      return states.map((state) => toAnswer(state, userId, 1));
    });
  }

  pin(cid: string, on: boolean): Promise<void> {
    return this.#do(cid, (channel) => (on ? channel.pin() : channel.unpin()));
  }

  archive(cid: string, on: boolean): Promise<void> {
    return this.#do(cid, (channel) => (on ? channel.archive() : channel.unarchive()));
  }

  mute(cid: string, on: boolean): Promise<void> {
    return this.#do(cid, (channel) => (on ? channel.mute() : channel.unmute()));
  }

  markUnread(cid: string, messageId: string): Promise<void> {
    return this.#do(cid, (channel) => channel.markUnread({ message_id: messageId }));
  }

  markRead(cid: string): Promise<void> {
    return this.#do(cid, (channel) => channel.markRead());
  }

  hide(cid: string): Promise<void> {
    return this.#do(cid, (channel) => channel.hide());
  }

  leave(cid: string): Promise<void> {
    return this.#do(cid, (channel) => channel.removeMembers([this.#stream.userId]));
  }

  #do(cid: string, run: (channel: Channel) => Promise<unknown>): Promise<void> {
    return this.#stream.call(async () => {
      await run(this.#stream.channel(cid));
    });
  }
}

/** What an event of the vendor's says of the visitor's list. */
export function listEvents(event: Event, ownId: string): ListEvent[] {
  const { cid, member, user } = event;
  const type: string = event.type;
  switch (type) {
    case 'notification.channel_mutes_updated':
      return [
        { type: 'muted', cids: (event.me?.channel_mutes ?? []).flatMap(({ channel }) => channel?.cid ?? []) },
      ];
    case 'member.updated':
      if (!cid || member?.user_id !== ownId) return [];
      return [
        { type: 'moved', cid, pinnedAt: toTime(member.pinned_at), archivedAt: toTime(member.archived_at) },
      ];
    case 'member.added':
    case 'member.removed':
      if (!cid || !user) return [];
      return [{ type: 'member', cid, user: toUser(user), on: type === 'member.added' }];
    default:
      return [];
  }
}
