import { Store } from '../../shared/store.ts';
import {
  awaiting,
  byPlace,
  closed,
  fromAnswer,
  isListed,
  next,
  placeholder,
  withAnswer,
  withArrival,
  withEvent,
  withPending,
  withVisit,
  type ChannelState,
} from './channel-state.ts';
import type { ChatObserver, ChatState } from './chat-state.ts';
import {
  asChatError,
  type ChatConnection,
  type ChannelEvent,
  type ChatError,
  type ChatEvent,
  type ConnectionParts,
} from '../connection.ts';
import type { ChatMessage, ChatUser } from '../model.ts';
import { withoutAuthor, withoutUntil } from './erasures.ts';
import { Heard } from './heard.ts';
import type { Desk } from '../outbox/desk.ts';
import type { Drafts } from '../outbox/drafts.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Changes } from './changes.ts';
import type { History } from './history.ts';
import { Outgoing } from './outgoing.ts';
import { Reading } from './reading.ts';
import { Renewals } from './renewals.ts';
import { channelOf, parentOf } from '../thread/thread-key.ts';
import { TypingTimers } from './typing-timers.ts';

const firstChannels = 20;
/** ms until what was refused or did not come is tried again. */
const again = 10_000;

/**
 * What one chat shows: channels, the messages of those that were opened, and what is on its way. It keeps the messages
 * itself, by a connection's answers and events, so that nothing depends on the order in which they come.
 */
export class ChatStore extends Store<ChatState> {
  readonly #connection: ChatConnection;
  readonly #observer: ChatObserver;
  readonly #typing = new TypingTimers();
  /** What the observer was told of: a reply may stand in two conversations, and an event come twice. */
  readonly #heard = new Heard();
  /** Messages that the vendor confirmed, but has not told of: what came before them may have been missed. */
  readonly #unheard = new Set<string>();
  /** Messages that are gone without a trace: an answer on its way may hold them still. */
  readonly #erased = new Set<string>();
  readonly #stops = new Set<() => void>();
  readonly #outbox: Outbox;
  /** What the visitor is writing. */
  readonly drafts: Drafts;
  /** What the visitor sends. */
  readonly outgoing: Outgoing;
  #changes: Promise<Changes> | undefined;
  readonly #renewals: Renewals;
  #history: Promise<History> | undefined;
  readonly #reading: Reading;
  #ended = false;
  #listed = 0;

  constructor(desk: Desk, observer: ChatObserver) {
    const { connection } = desk;
    super({
      online: connection.online,
      channels: Object.freeze([]),
      list: 'loading',
      more: 'idle',
      hasMoreChannels: false,
      threads: Object.freeze([]),
      selected: undefined,
      thread: undefined,
      unread: connection.unreadTotal,
      unreadThreads: connection.unreadThreads,
    });
    this.#connection = connection;
    this.#observer = observer;
    this.#renewals = new Renewals(connection, {
      ownId: connection.user.id,
      unheard: this.#unheard,
      find: (cid) => this.channel(cid),
      change: (cid, change) => this.#change(cid, change),
      present: (messages) => messages.filter(({ id }) => !this.#erased.has(id)),
      renewed: (cid) => {
        this.#reading.mark();
        // What goes further than the first page is fetched when that page is here.
        void this.#travel(cid, () => Promise.resolve());
      },
      forbidden: (cid) => this.#remove(cid),
      failed: (error) => this.#failed(error),
      later: (run) => this.#later(run),
      catchUp: (cid) => void this.#catchUp(cid),
    });
    this.#reading = new Reading(connection, {
      isLive: () => this.snapshot.online && !this.#ended,
      find: (cid) => this.channel(cid),
      change: (cid, change) => this.#change(cid, change),
    });
    this.#outbox = desk.outbox;
    this.drafts = desk.drafts;
    this.outgoing = new Outgoing(desk, {
      change: (cid, change) => this.#change(cid, change),
      arrived: (cid, message) => this.#arrive(cid, message),
      missed: (cid) => void this.#catchUp(cid),
    });
    this.listen((event) => this.#on(event));
    this.endWith(desk.outbox.listen((change) => this.outgoing.follow(change)));
  }

  get user(): ChatUser {
    return this.#connection.user;
  }

  /** The vendor's time: ms since the epoch. */
  now(): number {
    return this.#connection.now;
  }

  /** Calls of the connection that not every visit needs. */
  part<Name extends keyof ConnectionParts>(name: Name): Promise<ConnectionParts[Name]> {
    return this.#connection.part(name);
  }

  /**
   * Changes messages that are there; the code for it is fetched when it is first needed.
   * @returns whether that was done
   */
  async changes(run: (changes: Changes) => Promise<boolean>): Promise<boolean> {
    this.#changes ??= import('./changes.ts').then(
      ({ Changes }) =>
        new Changes(this.#connection, {
          change: (cid, change) => this.#change(cid, change),
          arrived: (cid, message) => this.#arrive(cid, message),
          failed: (error) => this.#failed(error),
        }),
    );
    try {
      return await run(await this.#changes);
    } catch (error) {
      this.#changes = undefined;
      this.#failed(asChatError(error));
      return false;
    }
  }

  get selected(): ChannelState | undefined {
    return this.channel(this.snapshot.selected);
  }

  /** @param cid of a channel, or a thread's key */
  channel(cid: string | undefined): ChannelState | undefined {
    return this.#all.find(({ channel }) => channel.cid === cid);
  }

  get #all(): readonly ChannelState[] {
    return [...this.snapshot.channels, ...this.snapshot.threads];
  }

  /** Calls `listener` with every event of the connection from now on; returns what ends it before this store ends. */
  listen(listener: (event: ChatEvent) => void): () => void {
    return this.endWith(this.#connection.listen(listener));
  }

  /** Calls `stop` when this store ends; returns what calls it before. */
  endWith(stop: () => void): () => void {
    if (this.#ended) stop();
    else this.#stops.add(stop);
    return () => {
      this.#stops.delete(stop);
      stop();
    };
  }

  /** Ends all timers and listening; the connection is not this store's. */
  close(): void {
    this.#ended = true;
    for (const stop of this.#stops) stop();
    this.#typing.stopAll();
  }

  /** Loads the first channels, or tries again. */
  async loadChannels(): Promise<void> {
    this.set({ list: 'loading' });
    await this.#page(0);
  }

  async loadMoreChannels(): Promise<void> {
    const { list, more, hasMoreChannels } = this.snapshot;
    if (list !== 'ready' || more === 'loading' || !hasMoreChannels) return;
    this.set({ more: 'loading' });
    // What has gone into the archive since is not in the list's pages any more.
    await this.#page(Math.min(this.#listed, this.snapshot.channels.filter(isListed).length));
  }

  /** What is known of a channel otherwise than by the connection's own events: what the visitor did, and its undoing. */
  apply(event: ChatEvent): void {
    this.#on(event);
  }

  /** Shows a channel, or none, and no thread; opens it if that has not been done, or has failed. */
  select(cid: string | undefined): void {
    if (this.snapshot.thread !== undefined && cid !== this.snapshot.selected) this.showThread(undefined);
    this.#show('selected', cid);
  }

  /** Shows a thread beside the channel, or none; opens it as a channel is opened. */
  showThread(key: string | undefined): void {
    this.#show('thread', key);
  }

  /** Opens what is shown once more, after that has failed. */
  retry(cid: string): void {
    this.#show(parentOf(cid) ? 'thread' : 'selected', cid);
  }

  #show(place: 'selected' | 'thread', cid: string | undefined): void {
    if (cid) this.#reading.keep(cid, false);
    const left = this.snapshot[place];
    if (cid === left && this.channel(cid)?.failure === undefined) return;
    if (left !== undefined && left !== cid) {
      this.#connection.stopTyping(left);
      this.#change(left, (state) =>
        next(state, { firstUnread: undefined, leftOff: undefined, target: undefined }),
      );
    }
    this.set({ [place]: cid });
    if (cid === undefined) return;
    const { opened, failure } = this.channel(cid) ?? {};
    if (opened && cid !== left) this.#change(cid, (state) => withVisit(state, this.user.id));
    if (!opened || failure) void this.#catchUp(cid);
    this.#reading.mark();
  }

  /**
   * Shows a message of a channel or a thread, wherever it is among its messages: the conversation brings it before the
   * visitor's eyes. Resolves with whether there is such a message.
   */
  async jump(cid: string, messageId: string): Promise<boolean> {
    if (parentOf(cid)) this.showThread(cid);
    else this.select(cid);
    return (await this.#travel(cid, (history) => history.jump(cid, messageId))) ?? false;
  }

  /** Shows the first message that was unread when the visitor came to a channel. */
  async jumpToUnread(cid: string): Promise<void> {
    const { firstUnread, leftOff } = this.channel(cid) ?? {};
    const sought = firstUnread ?? leftOff?.at;
    if (sought !== undefined) await this.#travel(cid, (history) => history.jump(cid, sought));
  }

  /** Shows the newest messages of a channel, where its window is elsewhere. */
  async jumpToNewest(cid: string): Promise<void> {
    this.#reading.keep(cid, false);
    await this.#travel(cid, (history) => history.toNewest(cid));
  }

  async loadOlder(cid: string): Promise<void> {
    await this.#travel(cid, (history) => history.page(cid, 'older'));
  }

  async loadNewer(cid: string): Promise<void> {
    await this.#travel(cid, (history) => history.page(cid, 'newer'));
  }

  /** Whether the visitor has the newest messages of a channel before their eyes. */
  setReading(cid: string, reading: boolean): void {
    this.#reading.set(cid, reading);
  }

  typing(cid: string): void {
    if (this.snapshot.online && this.channel(cid)?.channel.may.typing) this.#connection.typing(cid);
  }

  async #page(offset: number): Promise<void> {
    const asked = this.#byCid();
    try {
      const answers = await this.#connection.channels({ offset, limit: firstChannels });
      if (this.#ended) return;
      this.#listed = offset + answers.length;
      const known = this.#byCid();
      for (const answer of answers) {
        const before = known.get(answer.channel.cid);
        known.set(
          answer.channel.cid,
          before
            ? withAnswer(before, answer, asked.get(answer.channel.cid) ?? before)
            : fromAnswer(answer, false),
        );
      }
      this.#setChannels([...known.values()]);
      this.set({ list: 'ready', more: 'idle', hasMoreChannels: answers.length >= firstChannels });
    } catch (error) {
      if (this.#ended) return;
      // What is shown stays, and can be paged on.
      this.set(offset > 0 ? { more: 'failed' } : { list: 'failed' });
      this.#failed(asChatError(error));
    }
  }

  async #open(cid: string): Promise<void> {
    if (!this.channel(cid)) this.#setChannels([...this.#all, placeholder(cid)]);
    await this.#renewals.open(cid);
  }

  async #catchUp(cid: string): Promise<void> {
    const before = this.channel(cid);
    if (!before?.opened) return this.#open(cid);
    const follow = this.#reading.has(cid);
    this.#change(cid, (state) => awaiting(state, 'catching-up'));
    await this.#travel(cid, (history) => history.catchUp(cid, before, follow));
  }

  /** Goes through a channel's messages; the code for it is fetched when it is first needed. */
  async #travel<Answer>(
    cid: string,
    run: (history: History) => Promise<Answer>,
  ): Promise<Answer | undefined> {
    this.#history ??= import('./history.ts').then(({ History }) => new History(this.#renewals));
    try {
      return await run(await this.#history);
    } catch (error) {
      this.#history = undefined;
      this.#renewals.fail(cid, error);
      return undefined;
    }
  }

  #on(event: ChatEvent): void {
    switch (event.type) {
      case 'online':
        this.set({ online: event.online });
        // How many watch is known of now alone; whoever is back asks.
        if (!event.online)
          this.#changeBy({ type: 'channel-changed', cid: '', patch: { watchers: 0 } }, undefined);
        this.#reading.mark();
        return;
      case 'recovered':
        this.set({ online: true });
        void this.#recover();
        return;
      case 'unread-total':
        this.set({ unread: event.total, unreadThreads: event.threads });
        return;
      case 'ended':
        this.#on({ type: 'online', online: false });
        this.#observer.failed(event.error);
        return;
      case 'message':
        this.#typing.stop(event.cid, event.message.user.id);
        this.#arrive(event.cid, event.message);
        this.#unheard.delete(event.message.id);
        return;
      case 'channel-added':
        if (this.channel(event.answer.channel.cid)) return;
        if (event.answer.channel.archivedAt === 0) this.#listed += 1;
        this.#setChannels([...this.#all, fromAnswer(event.answer, false)]);
        return;
      case 'channel-removed':
        for (const { channel } of this.snapshot.threads) {
          if (channelOf(channel.cid) === event.cid) this.#remove(channel.cid);
        }
        this.#remove(event.cid);
        return;
      case 'typing':
        this.#expectSilence(event);
        this.#changeBy(event, event.cid);
        return;
      case 'message-removed':
        this.#erased.add(event.messageId);
        // A thread ends with the message that it is about.
        if (parentOf(event.cid) === event.messageId) this.#remove(event.cid);
        else this.#changeBy(event, event.cid);
        return;
      case 'unread':
        this.#reading.keep(event.cid, true);
        this.#changeBy(event, event.cid);
        return;
      case 'channel-emptied':
        for (const { channel, messages } of this.snapshot.threads) {
          const parent = messages.find(({ id }) => id === parentOf(channel.cid));
          if (channelOf(channel.cid) !== event.cid) continue;
          if ((parent?.createdAt ?? 0) <= event.until) this.#remove(channel.cid);
        }
        this.#change(event.cid, (state) => withoutUntil(state, event.until, this.user.id));
        return;
      case 'author-erased':
        this.#eraseBy(event);
        return;
      case 'read':
      case 'delivered':
      case 'user':
      case 'message-changed':
      case 'channel-changed':
        this.#changeBy(event, 'cid' in event ? event.cid : undefined);
    }
  }

  /** @param cid undefined for an event that concerns all channels */
  #changeBy(event: ChannelEvent, cid: string | undefined): void {
    // Who has read all channels has not read their threads.
    const all = event.type === 'read' ? this.snapshot.channels : this.#all;
    const cids = cid === undefined ? all.map(({ channel }) => channel.cid) : [cid];
    for (const each of cids) this.#change(each, (state) => withEvent(state, event, this.user.id));
  }

  #eraseBy(event: Extract<ChatEvent, { type: 'author-erased' }>): void {
    const { cid, hard, userId } = event;
    const within = this.#all.filter(({ channel }) => cid === undefined || channelOf(channel.cid) === cid);
    for (const { channel, messages, tail } of within) {
      const theirs = [...messages, ...tail].filter(({ user }) => user.id === userId);
      if (hard) for (const { id } of theirs) this.#erased.add(id);
      if (hard && theirs.some(({ id }) => id === parentOf(channel.cid))) this.#remove(channel.cid);
      else this.#change(channel.cid, (state) => withoutAuthor(state, event));
    }
  }

  #arrive(cid: string, message: ChatMessage): void {
    if (this.#erased.has(message.id)) return;
    this.#change(cid, (state) => withArrival(state, message, this.#connection, this.#reading.has(cid)));
    if (this.#heard.isNew(message.id)) {
      this.#unheard.add(message.id);
      this.#observer.arrived(cid, message);
    }
    this.#reading.mark();
  }

  /** After a gap: everything that is shown is asked for again, and no hole is left in any channel. */
  async #recover(): Promise<void> {
    const { selected, thread, list } = this.snapshot;
    for (const { channel, opened } of this.#all) {
      const shown = channel.cid === selected || channel.cid === thread;
      // What is not shown is opened anew when it is.
      if (opened && !shown) this.#change(channel.cid, closed);
    }
    const shown = [selected, thread].filter((cid) => cid !== undefined);
    const caughtUp = shown.map((cid) => this.#catchUp(cid));
    if (list !== 'loading') await (this.#listed > 0 ? this.#recoverList() : this.#page(0));
    await Promise.all(caughtUp);
  }

  async #recoverList(): Promise<void> {
    const asked = this.#byCid();
    try {
      const { listAnew, withList } = await import('./list-recovery.ts');
      const fresh = await listAnew(this.#connection, this.#listed);
      this.#setChannels(withList(this.#byCid(), fresh, asked, this.snapshot.selected));
    } catch {
      // What is shown stays; nothing else would ask again as long as the connection holds.
      this.#later(() => void this.#recoverList());
    }
  }

  #later(run: () => void): void {
    setTimeout(() => {
      if (this.snapshot.online && !this.#ended) run();
    }, again);
  }

  #failed(error: ChatError): void {
    if (!this.#ended) this.#observer.failed(error);
  }

  #expectSilence({ cid, user, on }: Extract<ChatEvent, { type: 'typing' }>): void {
    const silent: ChannelEvent = { type: 'typing', cid, user, on: false };
    if (on) this.#typing.start(cid, user.id, () => this.#changeBy(silent, cid));
    else this.#typing.stop(cid, user.id);
  }

  #remove(cid: string): void {
    if (!this.channel(cid)) return;
    if (cid === this.snapshot.selected || cid === this.snapshot.thread) {
      this.#change(cid, (state) =>
        next(placeholder(cid), { channel: state.channel, busy: undefined, failure: 'forbidden' }),
      );
      return;
    }
    this.#listed = Math.max(0, this.#listed - 1);
    this.#setChannels(this.#all.filter(({ channel }) => channel.cid !== cid));
  }

  #byCid(): Map<string, ChannelState> {
    return new Map(this.#all.map((state) => [state.channel.cid, state]));
  }

  #change(cid: string, change: (state: ChannelState) => ChannelState): void {
    const state = this.channel(cid);
    if (!state || this.#ended) return;
    const changed = change(state);
    if (changed === state) return;
    this.#setChannels(this.#all.map((other) => (other === state ? changed : other)));
  }

  #setChannels(all: readonly ChannelState[]): void {
    if (this.#ended) return;
    const known = this.#byCid();
    // A conversation that is new here may have messages that wait since an earlier visit.
    const whole = all.map((state) => {
      const { cid } = state.channel;
      return known.has(cid) ? state : this.#outbox.of(cid).reduce(withPending, state);
    });
    const isThread = ({ channel }: ChannelState): boolean => parentOf(channel.cid) !== undefined;
    const channels = whole.filter((state) => !isThread(state)).sort(byPlace);
    this.set({ channels: Object.freeze(channels), threads: Object.freeze(whole.filter(isThread)) });
  }
}
