import {
  StreamChat,
  type Channel,
  type ChannelAPIResponse,
  type Event,
  type OwnUserResponse,
} from 'stream-chat';
import type { ChatToken } from '../../worker/contract/index.ts';
import { ChatError, type ChatConnection, type ChatEvent, type ConnectionParts } from './connection.ts';
import type { ChannelAnswer, ChatMessage, ChatUser, OutgoingMessage } from './model.ts';
import { toChatError } from './stream/stream-errors.ts';
import { translate } from './stream/stream-events.ts';
import { toAnswer, toMessage, toTime, toUser } from './stream/stream-model.ts';
import { toWire } from './stream/stream-outgoing.ts';
import { listQuery, openQuery, previews, type ChannelQuery } from './stream/stream-queries.ts';
import { TokenSource } from './stream/token-source.ts';
import { channelOf, parentOf } from './thread/thread-key.ts';

/** ms of silence after which a socket is dead: it is pinged every 25 s. */
const silence = 35_000;
/** ms to wait for the farewell of a socket that is closed. */
const farewell = 0;

/**
 * Speaks to Stream through its SDK, once what is shown first is here; the one file that imports it. It asks by raw
 * queries and passes events on: the merging that the SDK does of its own leaves silent holes after a gap, so the chat's
 * store keeps the messages.
 */
export class StreamConnection implements ChatConnection {
  readonly #client: StreamChat;
  readonly #tokens: TokenSource;
  readonly #listeners = new Set<(event: ChatEvent) => void>();
  #user: ChatUser;
  #online = true;
  #unreadTotal = 0;
  #unreadThreads = 0;
  /** ms by which the vendor's clock is ahead of the visitor's, at least. */
  #ahead = -Infinity;
  #ended = false;
  #renewal: ReturnType<typeof setTimeout> | undefined;

  /**
   * Opens the socket. Rejects with a `ChatError`, or with the failure of `fetchToken`.
   * @param first the visitor's token
   * @param fetchToken asks for another one, before that ends
   */
  static async connect(first: ChatToken, fetchToken: () => Promise<ChatToken>): Promise<StreamConnection> {
    let given: ChatToken | undefined = first;
    const tokens = new TokenSource(() => {
      const token = given;
      given = undefined;
      return token ? Promise.resolve(token) : fetchToken();
    });
    const client = new StreamChat(first.apiKey, {
      ...(first.baseUrl && { baseURL: first.baseUrl }),
      // The store asks again by itself, for all that is shown and not for 30 channels.
      recoverStateOnReconnect: false,
    });
    const connection = new StreamConnection(client, tokens, first.userId);
    try {
      const hello = await client.connectUser({ id: first.userId }, () => connection.#token());
      if (hello) connection.#tellTime(hello);
      if (hello?.me) connection.#welcome(hello.me);
      return connection;
    } catch (error) {
      await connection.close();
      throw toChatError(error);
    }
  }

  private constructor(client: StreamChat, tokens: TokenSource, userId: string) {
    this.#client = client;
    this.#tokens = tokens;
    this.#user = toUser({ id: userId });
    client.on(this.#passOn);
    globalThis.document?.addEventListener('visibilitychange', this.#wake);
  }

  get user(): ChatUser {
    return this.#user;
  }

  get online(): boolean {
    return this.#online;
  }

  get unreadTotal(): number {
    return this.#unreadTotal;
  }

  get unreadThreads(): number {
    return this.#unreadThreads;
  }

  get now(): number {
    return Date.now() + this.#ahead;
  }

  isMuted(userId: string): boolean {
    return this.#client.mutedUsers.some(({ target }) => target.id === userId);
  }

  listen(listener: (event: ChatEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  channels(page: { offset: number; limit: number }): Promise<readonly ChannelAnswer[]> {
    return this.#call(async () => {
      const states = await this.#query(listQuery(this.#user.id, page));
      return states.map((state) => toAnswer(state, this.#user.id, previews));
    });
  }

  open(cid: string, limit: number): Promise<ChannelAnswer> {
    return this.#call(async () => {
      if (parentOf(cid)) return (await this.part('thread')).open(cid, limit);
      const [state] = await this.#query(openQuery(cid, limit));
      if (!state) throw new ChatError('forbidden', `There is no channel ${cid} to see.`);
      return toAnswer(state, this.#user.id, limit);
    });
  }

  send(cid: string, message: OutgoingMessage & { readonly id: string }): Promise<ChatMessage> {
    return this.#call(async () => {
      const wire = await toWire(message, parentOf(cid));
      const options = { skip_enrich_url: Boolean(message.plainLinks) };
      return toMessage((await this.#channel(cid).sendMessage(wire, options)).message);
    });
  }

  typing(cid: string): void {
    // Nobody misses a typing event that did not get through.
    this.#channel(cid)
      .keystroke(parentOf(cid))
      .catch(() => undefined);
  }

  stopTyping(cid: string): void {
    const channel = this.#channel(cid);
    if (channel.isTyping) channel.stopTyping(parentOf(cid)).catch(() => undefined);
  }

  markRead(cid: string): Promise<void> {
    return this.#call(async () => {
      const thread = parentOf(cid);
      await this.#channel(cid).markRead(thread ? { thread_id: thread } : {});
    });
  }

  async part<Name extends keyof ConnectionParts>(name: Name): Promise<ConnectionParts[Name]> {
    try {
      const { parts } = await import('./stream/stream-parts.ts');
      return await parts[name]({
        userId: this.#user.id,
        client: this.#client,
        channel: (cid) => this.#channel(cid),
        call: (run) => this.#call(() => run(this.#client)),
      });
    } catch (error) {
      throw toChatError(error);
    }
  }

  async close(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    this.#tokens.end();
    clearTimeout(this.#renewal);
    globalThis.document?.removeEventListener('visibilitychange', this.#wake);
    this.#listeners.clear();
    await this.#client.disconnectUser(farewell);
  }

  #welcome(me: OwnUserResponse): void {
    this.#user = toUser(me);
    this.#count(me);
  }

  /** Many events carry the totals, and so does the greeting of each new socket. */
  #count(told: { total_unread_count?: number; unread_threads?: number }): void {
    const { total_unread_count: total = this.#unreadTotal, unread_threads: threads = this.#unreadThreads } =
      told;
    if (total === this.#unreadTotal && threads === this.#unreadThreads) return;
    this.#unreadTotal = total;
    this.#unreadThreads = threads;
    this.#emit({ type: 'unread-total', total, threads });
  }

  /** Every event says when it happened; the one that came fastest says it best. */
  #tellTime({ created_at: at }: { created_at?: unknown }): void {
    const ahead = toTime(at) - Date.now();
    if (at && ahead > this.#ahead) this.#ahead = ahead;
  }

  /** Channels, watched from now on. */
  async #query({ filter, sort, page }: ChannelQuery): Promise<ChannelAPIResponse[]> {
    const options = { ...page, watch: true, presence: true, state: true };
    const states = await this.#client.queryChannelsRequest(filter, [...sort], options);
    this.#client.hydrateActiveChannels(states);
    return states;
  }

  #channel(key: string): Channel {
    const cid = channelOf(key);
    const colon = cid.indexOf(':');
    return this.#client.channel(cid.slice(0, colon), cid.slice(colon + 1));
  }

  async #call<Answer>(run: () => Promise<Answer>): Promise<Answer> {
    if (this.#ended) throw new ChatError('unreachable', 'It has ended.');
    try {
      return await run();
    } catch (error) {
      throw toChatError(error);
    }
  }

  async #token(): Promise<string> {
    try {
      const token = await this.#tokens.provide();
      clearTimeout(this.#renewal);
      if (!this.#ended) this.#renewal = setTimeout(() => this.#renew(), this.#tokens.renewIn);
      return token;
    } catch (error) {
      this.#emit({ type: 'ended', error: toChatError(error) });
      throw error;
    }
  }

  #renew(): void {
    // The SDK awaits the new token before its next request; a failure has been told by the provider.
    this.#client.tokenManager.loadToken().catch(() => undefined);
  }

  readonly #passOn = (event: Event): void => {
    this.#tellTime(event);
    if (event.type === 'connection.changed') this.#online = event.online === true;
    this.#count(event.me ?? event);
    const unwatched =
      event.type === 'notification.message_new' || event.type === 'notification.added_to_channel';
    const cid = event.cid ?? event.channel?.cid;
    if ((unwatched || event.type === 'channel.visible') && cid) this.#watch(cid).catch(() => undefined);
    for (const translated of translate(event, this.#user.id)) this.#emit(translated);
  };

  /** A channel that came to life unwatched is asked for; a failure leaves it for the next time. */
  async #watch(cid: string): Promise<void> {
    this.#emit({ type: 'channel-added', answer: await this.open(cid, previews) });
  }

  /** After sleep a socket may be dead without knowing, for up to half a minute. */
  readonly #wake = (): void => {
    const socket = this.#client.wsConnection;
    if (document.visibilityState !== 'visible' || !socket?.isHealthy || !socket.lastEvent) return;
    if (Date.now() - socket.lastEvent.getTime() > silence) void this.#reopen();
  };

  async #reopen(): Promise<void> {
    try {
      await this.#client.closeConnection(farewell);
      await this.#client.openConnection();
      this.#emit({ type: 'recovered' });
    } catch {
      // The SDK goes on trying, and says so when the socket is back.
    }
  }

  #emit(event: ChatEvent): void {
    if (this.#ended) return;
    for (const listener of [...this.#listeners]) listener(event);
  }
}
