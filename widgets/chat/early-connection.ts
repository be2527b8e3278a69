import {
  asChatError,
  ChatError,
  type ChatConnection,
  type ChatEvent,
  type ConnectionParts,
} from './connection.ts';
import type { ChannelAnswer, ChatMessage, ChatUser, OutgoingMessage } from './model.ts';
import { parentOf } from './thread/thread-key.ts';

/** What can be done without a connection. */
export type EarlyCalls = Pick<ChatConnection, 'channels' | 'open' | 'markRead'>;

/** ms after which the connection is begun, or goes on, though what it waits for has not come. */
const patience = 1_500;
/** ms after which a page counts as painted that does not paint: it is not in sight. */
const unseen = 100;

/**
 * A connection that answers before it is one. What a page shows first is read without the vendor's SDK, whose code takes
 * longer to arrive and to run than the messages; once they are painted the real connection is made. What was read early
 * is not told of changes: when the connection is there it is asked for again, as after a gap, so that no hole is left.
 * All the rest waits for the connection.
 */
export class EarlyConnection implements ChatConnection {
  readonly #early: EarlyCalls;
  /** Ends the reading that is not done when the connection is there: that asks for it then. */
  readonly #late = new AbortController();
  readonly #listeners = new Set<(event: ChatEvent) => void>();
  /** Those on their way. */
  readonly #reading = new Set<Promise<unknown>>();
  /** Channels that were read early, and have not been asked for by the connection. */
  readonly #owed = new Set<string>();
  /** Whether anything was read early, be it that there is nothing. */
  #read = false;
  readonly #marking = new Set<Promise<unknown>>();
  readonly #user: ChatUser;
  #closed = false;
  #real: ChatConnection | undefined;
  readonly #connected: Promise<ChatConnection>;
  /** Once the connection knows the channels that were read early. */
  #knowsAll!: () => void;
  readonly #renewed = new Promise<void>((resolve) => (this.#knowsAll = resolve));

  /**
   * @param user the visitor, as far as they are known
   * @param early calls that need no connection; the signal ends their reading
   * @param connect makes the real connection; what it rejects with ends this one
   */
  constructor(
    user: ChatUser,
    early: (signal: AbortSignal) => EarlyCalls,
    connect: () => Promise<ChatConnection>,
  ) {
    this.#user = user;
    this.#early = early(this.#late.signal);
    this.#connected = this.#connect(connect);
    this.#connected.catch((error: unknown) => this.#emit({ type: 'ended', error: asChatError(error) }));
  }

  get user(): ChatUser {
    return this.#real?.user ?? this.#user;
  }

  get online(): boolean {
    return this.#real?.online ?? true;
  }

  get unreadTotal(): number | undefined {
    return this.#real?.unreadTotal;
  }

  get unreadThreads(): number {
    return this.#real?.unreadThreads ?? 0;
  }

  get now(): number {
    return this.#real?.now ?? Date.now();
  }

  isMuted(userId: string): boolean {
    return this.#real?.isMuted(userId) ?? false;
  }

  listen(listener: (event: ChatEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  channels(page: { offset: number; limit: number }): Promise<readonly ChannelAnswer[]> {
    return this.#ask((calls) => calls.channels(page));
  }

  async open(cid: string, limit: number): Promise<ChannelAnswer> {
    if (parentOf(cid)) return (await this.#known()).open(cid, limit);
    const [answer] = await this.#ask(async (calls) => [await calls.open(cid, limit)] as const);
    return answer;
  }

  async send(cid: string, message: OutgoingMessage & { readonly id: string }): Promise<ChatMessage> {
    return (await this.#connected).send(cid, message);
  }

  typing(cid: string): void {
    this.#real?.typing(cid);
  }

  stopTyping(cid: string): void {
    this.#real?.stopTyping(cid);
  }

  async markRead(cid: string): Promise<void> {
    if (this.#closed) throw ended();
    if (parentOf(cid) || (this.#real && this.#owed.size === 0)) return (await this.#known()).markRead(cid);
    const marking = this.#early.markRead(cid);
    this.#marking.add(marking);
    try {
      await marking.finally(() => this.#marking.delete(marking));
    } catch {
      await (await this.#known()).markRead(cid);
    }
  }

  async part<Name extends keyof ConnectionParts>(name: Name): Promise<ConnectionParts[Name]> {
    return (await this.#known()).part(name);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#late.abort();
    this.#listeners.clear();
    // One that is on its way is not waited for: it is closed when it comes.
    await this.#real?.close();
  }

  /** The connection, once it can do all: it refuses what is done to channels that it was not asked for. */
  async #known(): Promise<ChatConnection> {
    const real = await this.#connected;
    await this.#renewed;
    return real;
  }

  async #ask<Answers extends readonly ChannelAnswer[]>(
    ask: (calls: EarlyCalls) => Promise<Answers>,
  ): Promise<Answers> {
    if (this.#real) return this.#askReal(this.#real, ask);
    const reading = ask(this.#early);
    this.#reading.add(reading);
    try {
      const answers = await reading.finally(() => this.#reading.delete(reading));
      for (const { channel } of answers) this.#owed.add(channel.cid);
      this.#read = true;
      return answers;
    } catch {
      // The connection knows better why, and whether another moment would do.
      return this.#askReal(await this.#connected, ask);
    }
  }

  async #askReal<Answers extends readonly ChannelAnswer[]>(
    real: ChatConnection,
    ask: (calls: EarlyCalls) => Promise<Answers>,
  ): Promise<Answers> {
    const answers = await ask(real);
    for (const { channel } of answers) this.#owed.delete(channel.cid);
    if (this.#owed.size === 0) this.#knowsAll();
    return answers;
  }

  async #connect(connect: () => Promise<ChatConnection>): Promise<ChatConnection> {
    await Promise.race([this.#shown(), wait(patience)]);
    if (this.#closed) throw ended();
    const real = await connect();
    if (this.#closed) {
      await real.close();
      throw ended();
    }
    this.#real = real;
    this.#late.abort();
    real.listen((event) => this.#emit(event));
    const { unreadTotal: total = 0, unreadThreads: threads } = real;
    this.#emit({ type: 'unread-total', total, threads });
    void this.#renew();
    return real;
  }

  /** Once what was asked for first is painted, and what was asked for because of it. */
  async #shown(): Promise<void> {
    await wait(0);
    while (this.#reading.size > 0) {
      await Promise.allSettled(this.#reading);
      await painted();
    }
  }

  /** What was read early is out of date from when the connection was made. */
  async #renew(): Promise<void> {
    // Else what is asked for again would not know it.
    await Promise.race([Promise.allSettled(this.#marking), wait(patience)]);
    // Whoever asked has taken the answer by then.
    await wait(0);
    if (this.#owed.size === 0) this.#knowsAll();
    // One that is lost by now says so itself when it is back.
    if (this.#read && this.online) this.#emit({ type: 'recovered' });
    // Nobody may want to know of one any more.
    await wait(patience);
    this.#owed.clear();
    this.#knowsAll();
  }

  #emit(event: ChatEvent): void {
    if (this.#closed) return;
    for (const listener of [...this.#listeners]) listener(event);
  }
}

const ended = (): ChatError => new ChatError('unreachable', 'It has ended.');

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves after the next picture. */
function painted(): Promise<void> {
  if (!('requestAnimationFrame' in globalThis)) return Promise.resolve();
  const frame = new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));
  return Promise.race([frame, wait(unseen)]).then(() => wait(0));
}
