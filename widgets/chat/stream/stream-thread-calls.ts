import type { ThreadCalls, ThreadSummary } from '../thread/thread-calls.ts';
import { channelOf, parentOf, threadKey } from '../thread/thread-key.ts';
import { asChatError } from '../connection.ts';
import type { ChannelAnswer, ChatMessage } from '../model.ts';
import type { MessagePaginationOptions } from 'stream-chat';
import type { StreamAccess } from './stream-access.ts';
import { placeOf } from './stream-page.ts';
import {
  toAnswer,
  toMessage,
  toTime,
  toUser,
  type WireChannel,
  type WireChannelState,
  type WireMessage,
  type WireUser,
} from './stream-model.ts';

/** The fields of the vendor's threads that are read here. */
interface WireThread {
  parent_message_id?: unknown;
  parent_message?: WireMessage | null | undefined;
  channel_cid?: unknown;
  channel?: WireChannel | null | undefined;
  latest_replies?: readonly WireMessage[] | null | undefined;
  reply_count?: unknown;
  thread_participants?: readonly { user?: WireUser | null | undefined }[] | null | undefined;
  read?: WireChannelState['read'];
  last_message_at?: unknown;
}

type WireParent = WireMessage & { channel?: WireChannel | null | undefined };

/**
 * `ThreadCalls` over the vendor's client. It asks by plain requests: the SDK's own threads keep state, and lose what
 * they missed in a gap.
 */
export class StreamThreadCalls implements ThreadCalls {
  readonly #stream: StreamAccess;

  constructor(stream: StreamAccess) {
    this.#stream = stream;
  }

  async open(key: string, limit: number): Promise<ChannelAnswer> {
    const [thread, parent, replies] = await Promise.all([
      this.#thread(key),
      this.#parent(key),
      this.#replies(key, { limit }),
    ]);
    const answer = toAnswer(
      {
        channel: { ...parent.channel, cid: key },
        messages: replies.length < limit ? [parent, ...replies] : replies,
        // Who they are was told when the channel was asked for.
        members: Object.values(this.#stream.channel(channelOf(key)).state.members),
        read: thread?.read,
      },
      this.#stream.userId,
      limit,
    );
    const { channel } = answer;
    // A reply cannot be replied to.
    const may = { ...channel.may, send: channel.may.reply === true, reply: false };
    return { ...answer, channel: { ...channel, may } };
  }

  async before(key: string, messageId: string, limit: number): Promise<readonly ChatMessage[]> {
    if (messageId === parentOf(key)) return [];
    const replies = await this.#replies(key, { limit, id_lt: messageId });
    const page = replies.length < limit ? [await this.#parent(key), ...replies] : replies;
    return page.map(toMessage);
  }

  async after(key: string, messageId: string, limit: number): Promise<readonly ChatMessage[]> {
    return (await this.#replies(key, { limit, id_gt: messageId })).map(toMessage);
  }

  async around(key: string, sought: string | number, limit: number): Promise<readonly ChatMessage[]> {
    return (await this.#replies(key, { limit, ...placeOf(sought) })).map(toMessage);
  }

  async list({
    limit,
    next,
  }: {
    limit: number;
    next?: string | undefined;
  }): Promise<{ threads: readonly ThreadSummary[]; next: string | undefined }> {
    const page = {
      limit,
      reply_limit: 1,
      participant_limit: 10,
      watch: true,
      sort: [{ field: 'last_message_at', direction: -1 }],
      ...(next && { next }),
    };
    const answer = await this.#stream.call((client) =>
      client.post<{ threads: readonly WireThread[]; next?: string }>(`${client.baseURL}/threads`, page),
    );
    const threads = answer.threads.map((thread) => toSummary(thread, this.#stream.userId));
    return { threads: Object.freeze(threads), next: answer.next || undefined };
  }

  markRead(key: string): Promise<void> {
    return this.#stream.call(async () => {
      await this.#stream.channel(channelOf(key)).markRead({ thread_id: idOf(key) });
    });
  }

  /** What is known of it as a thread; nothing before the first reply. */
  async #thread(key: string): Promise<WireThread | undefined> {
    try {
      const answer = await this.#stream.call((client) =>
        client.get<{ thread: WireThread }>(`${client.baseURL}/threads/${encodeURIComponent(idOf(key))}`, {
          watch: true,
          reply_limit: 0,
        }),
      );
      return answer.thread;
    } catch (error) {
      if (asChatError(error).kind === 'forbidden') return undefined;
      throw error;
    }
  }

  async #parent(key: string): Promise<WireParent> {
    const { message } = await this.#stream.call((client) =>
      client.get<{ message: WireParent }>(`${client.baseURL}/messages/${encodeURIComponent(idOf(key))}`),
    );
    return message;
  }

  /** The newest of them, or those beside one. */
  async #replies(key: string, page: MessagePaginationOptions): Promise<readonly WireMessage[]> {
    const { messages } = await this.#stream.call((client) =>
      client.get<{ messages: readonly WireMessage[] }>(
        `${client.baseURL}/messages/${encodeURIComponent(idOf(key))}/replies`,
        page,
      ),
    );
    return messages;
  }
}

function idOf(key: string): string {
  return parentOf(key) ?? '';
}

function toSummary(thread: WireThread, ownId: string): ThreadSummary {
  const parent = toMessage(thread.parent_message ?? { id: thread.parent_message_id });
  const { channel } = toAnswer({ channel: thread.channel }, ownId, 1);
  const own = thread.read?.find(({ user }) => user?.id === ownId);
  const latest = thread.latest_replies?.at(-1);
  const cid = typeof thread.channel_cid === 'string' ? thread.channel_cid : channel.cid;
  return Object.freeze({
    key: threadKey(cid, parent.id),
    channel,
    parent,
    latest: latest && toMessage(latest),
    replies: typeof thread.reply_count === 'number' ? thread.reply_count : 0,
    people: Object.freeze((thread.thread_participants ?? []).map(({ user }) => toUser(user))),
    unread: typeof own?.unread_messages === 'number' ? own.unread_messages : 0,
    activeAt: toTime(thread.last_message_at),
  });
}
