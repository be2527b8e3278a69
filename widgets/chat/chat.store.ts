import { Store } from '../shared/store.ts';
import {
  byActivity,
  firstUnreadOf,
  fromAnswer,
  next,
  placeholder,
  withAnswer,
  withArrival,
  withChange,
  withoutMessage,
  withoutPending,
  withPending,
  withRead,
  withTyping,
  withUser,
  withVersion,
  type ChannelState,
} from './channel-state.ts';
import { ChatError, type ChatConnection, type ChatEvent } from './connection.ts';
import type { ChatMessage, ChatUser } from './model.ts';
import { missed } from './recovery.ts';
import { merge, react, refresh } from './timeline.ts';

export interface ChatState {
  readonly online: boolean;
  /** In the order of the list. */
  readonly channels: readonly ChannelState[];
  readonly list: 'loading' | 'ready' | 'failed' | 'more';
  readonly hasMoreChannels: boolean;
  /** The cid of the channel that is shown. */
  readonly selected: string | undefined;
  /** Unread messages over all of the visitor's channels, loaded or not. */
  readonly unread: number;
}

export interface ChatObserver {
  /** A message arrived while connected, the visitor's own included. */
  arrived(cid: string, message: ChatMessage): void;
  failed(error: ChatError): void;
}

/** The vendor's most for one query of channels. */
const channelsPage = 30;
const firstChannels = 20;
const messagesPage = 30;
/** ms after which somebody who said no more is not typing any more: their stop may have been lost. */
const typingShown = 7_000;

/**
 * What one chat shows: channels, the messages of those that were opened, and what is on its way. It keeps the messages
 * itself, by a connection's answers and events, so that nothing depends on the order in which they come.
 */
export class ChatStore extends Store<ChatState> {
  readonly #connection: ChatConnection;
  readonly #observer: ChatObserver;
  readonly #typingTimers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #stop: () => void;
  #reading = false;
  #ended = false;
  #listed = 0;

  constructor(connection: ChatConnection, observer: ChatObserver) {
    super({
      online: connection.online,
      channels: Object.freeze([]),
      list: 'loading',
      hasMoreChannels: false,
      selected: undefined,
      unread: connection.unreadTotal,
    });
    this.#connection = connection;
    this.#observer = observer;
    this.#stop = connection.listen((event) => this.#on(event));
  }

  get user(): ChatUser {
    return this.#connection.user;
  }

  get selected(): ChannelState | undefined {
    return this.#find(this.snapshot.selected);
  }

  /** Ends all timers and listening; the connection is not this store's. */
  close(): void {
    this.#ended = true;
    this.#stop();
    for (const timer of this.#typingTimers.values()) clearTimeout(timer);
    this.#typingTimers.clear();
  }

  /** Loads the first channels, or tries again. */
  async loadChannels(): Promise<void> {
    this.set({ list: 'loading' });
    await this.#page(0, firstChannels);
  }

  async loadMoreChannels(): Promise<void> {
    if (this.snapshot.list !== 'ready' || !this.snapshot.hasMoreChannels) return;
    this.set({ list: 'more' });
    await this.#page(this.#listed, firstChannels);
  }

  /** Shows a channel, or none; opens it if that has not been done, or has failed. */
  select(cid: string | undefined): void {
    if (cid === this.snapshot.selected && this.selected?.failure === undefined) return;
    const left = this.snapshot.selected;
    if (left !== undefined && left !== cid) {
      this.#connection.stopTyping(left);
      this.#change(left, (state) => next(state, { firstUnread: undefined }));
    }
    this.set({ selected: cid });
    if (cid === undefined) return;
    const known = this.#find(cid);
    if (known?.opened) {
      this.#change(cid, (state) => next(state, { firstUnread: firstUnreadOf(state, this.user.id) }));
    } else void this.#open(cid);
    this.#readIfDue();
  }

  async loadOlder(cid: string): Promise<void> {
    const state = this.#find(cid);
    const [first] = state?.messages ?? [];
    if (!state?.opened || state.busy || !state.hasOlder || !first) return;
    this.#change(cid, (now) => next(now, { busy: 'older', failure: undefined }));
    try {
      const older = await this.#connection.before(cid, first.id, messagesPage);
      this.#change(cid, (now) =>
        next(now, {
          messages: merge(now.messages, older),
          hasOlder: older.length >= messagesPage,
          busy: undefined,
        }),
      );
    } catch {
      this.#change(cid, (now) => next(now, { busy: undefined, failure: 'failed' }));
    }
  }

  /** Whether the visitor has the newest messages of the selected channel before their eyes. */
  setReading(reading: boolean): void {
    this.#reading = reading;
    this.#readIfDue();
  }

  typing(cid: string): void {
    if (this.snapshot.online && this.#find(cid)?.channel.may.typing) this.#connection.typing(cid);
  }

  send(cid: string, text: string): void {
    const message = { id: crypto.randomUUID(), text, createdAt: Date.now(), failed: false };
    this.#connection.stopTyping(cid);
    this.#change(cid, (state) => next(withPending(state, message), { firstUnread: undefined }));
    void this.#deliver(cid, message);
  }

  /** Sends a failed message again, under the same id. */
  resend(cid: string, messageId: string): void {
    const message = this.#find(cid)?.pending.find(({ id }) => id === messageId);
    if (!message) return;
    const again = { ...message, failed: false };
    this.#change(cid, (state) => withPending(state, again));
    void this.#deliver(cid, again);
  }

  discard(cid: string, messageId: string): void {
    this.#change(cid, (state) => withoutPending(state, messageId));
  }

  /** Changes a message's text at once, and back if that fails. Resolves with whether it was kept. */
  edit(cid: string, message: ChatMessage, text: string): Promise<boolean> {
    return this.#ahead(cid, message, { ...message, text, edited: true }, async () => {
      const kept = await this.#connection.edit(message.id, text);
      this.#change(cid, (state) => withChange(state, kept));
    });
  }

  async remove(cid: string, message: ChatMessage): Promise<boolean> {
    return this.#ahead(cid, message, message, async () => {
      const removed = await this.#connection.remove(message.id);
      this.#change(cid, (state) => withChange(state, removed));
    });
  }

  async react(cid: string, message: ChatMessage, type: string): Promise<boolean> {
    const on = !message.reactions.some((reaction) => reaction.own && reaction.type === type);
    return this.#ahead(cid, message, react(message, type, on), () =>
      this.#connection.react(cid, message.id, type, on),
    );
  }

  async #page(offset: number, limit: number): Promise<void> {
    try {
      const answers = await this.#connection.channels({ offset, limit });
      if (this.#ended) return;
      this.#listed = offset + answers.length;
      const known = new Map(this.snapshot.channels.map((state) => [state.channel.cid, state]));
      for (const answer of answers) {
        const before = known.get(answer.channel.cid);
        known.set(answer.channel.cid, before ? withAnswer(before, answer) : fromAnswer(answer, false));
      }
      this.#setChannels([...known.values()]);
      this.set({ list: 'ready', hasMoreChannels: answers.length >= limit });
    } catch (error) {
      if (this.#ended) return;
      // What is shown stays, and can be paged on.
      this.set({ list: offset > 0 ? 'ready' : 'failed' });
      this.#observer.failed(asChatError(error));
    }
  }

  async #open(cid: string): Promise<void> {
    if (!this.#find(cid)) this.#setChannels([...this.snapshot.channels, placeholder(cid)]);
    this.#change(cid, (state) => next(state, { busy: 'opening', failure: undefined }));
    try {
      const answer = await this.#connection.open(cid, messagesPage);
      this.#change(cid, (state) => {
        const messages = merge(answer.messages, state.opened ? state.messages : []);
        const opened = next(withAnswer(state, answer), {
          messages,
          opened: true,
          busy: undefined,
          hasOlder: answer.more,
        });
        return next(opened, { firstUnread: firstUnreadOf(opened, this.user.id) });
      });
      this.#readIfDue();
    } catch (error) {
      const failure = asChatError(error);
      this.#change(cid, (state) =>
        next(state, {
          busy: undefined,
          failure: failure.kind === 'forbidden' ? 'forbidden' : 'failed',
        }),
      );
      if (!this.#ended) this.#observer.failed(failure);
    }
  }

  async #deliver(cid: string, message: { id: string; text: string; createdAt: number }): Promise<void> {
    try {
      const sent = await this.#connection.send(cid, { id: message.id, text: message.text });
      this.#arrive(cid, sent);
    } catch (error) {
      const { kind } = asChatError(error);
      // It got through the first time and only its answer was lost; the message comes with the channel's events.
      if (kind === 'duplicate') {
        this.#change(cid, (state) => withoutPending(state, message.id));
        void this.#catchUp(cid);
        return;
      }
      this.#change(cid, (state) =>
        state.pending.some(({ id }) => id === message.id)
          ? withPending(state, { ...message, failed: true })
          : state,
      );
    }
  }

  /** Shows a change before the vendor has agreed, and takes it back if it does not. */
  async #ahead(
    cid: string,
    before: ChatMessage,
    after: ChatMessage,
    run: () => Promise<void>,
  ): Promise<boolean> {
    if (after !== before) this.#change(cid, (state) => withVersion(state, Object.freeze(after)));
    try {
      await run();
      return true;
    } catch (error) {
      this.#change(cid, (state) => {
        // Unless something newer has come meanwhile.
        const now = state.messages.find(({ id }) => id === before.id);
        return now?.updatedAt === before.updatedAt ? withVersion(state, before) : state;
      });
      if (!this.#ended) this.#observer.failed(asChatError(error));
      return false;
    }
  }

  #on(event: ChatEvent): void {
    const me = this.user.id;
    switch (event.type) {
      case 'online':
        this.set({ online: event.online });
        this.#readIfDue();
        return;
      case 'recovered':
        this.set({ online: true });
        void this.#recover();
        return;
      case 'message':
        this.#stopTyping(event.cid, event.message.user.id);
        this.#arrive(event.cid, event.message);
        return;
      case 'message-changed':
        this.#change(event.cid, (state) => withChange(state, event.message, event.ownReaction));
        return;
      case 'message-removed':
        this.#change(event.cid, (state) => withoutMessage(state, event.messageId));
        return;
      case 'typing':
        this.#showTyping(event.cid, event.user, event.on);
        return;
      case 'read':
        for (const cid of event.cid
          ? [event.cid]
          : this.snapshot.channels.map(({ channel }) => channel.cid)) {
          this.#change(cid, (state) => withRead(state, event.userId, event.at, me));
        }
        return;
      case 'unread':
        this.#change(event.cid, (state) => next(state, { unread: event.unread, readAt: event.readAt }));
        return;
      case 'unread-total':
        this.set({ unread: event.total });
        return;
      case 'channel-changed':
        this.#change(event.cid, (state) => next(state, { channel: { ...state.channel, ...event.patch } }));
        return;
      case 'channel-added':
        if (this.#find(event.answer.channel.cid)) return;
        this.#listed += 1;
        this.#setChannels([...this.snapshot.channels, fromAnswer(event.answer, false)]);
        return;
      case 'channel-removed':
        this.#remove(event.cid);
        return;
      case 'channel-emptied':
        this.#change(event.cid, (state) => next(state, { messages: [], hasOlder: false, unread: 0 }));
        return;
      case 'user':
        this.#setChannels(this.snapshot.channels.map((state) => withUser(state, event.user)));
        return;
      case 'ended':
        this.set({ online: false });
        this.#observer.failed(event.error);
    }
  }

  #arrive(cid: string, message: ChatMessage): void {
    const before = this.#find(cid);
    if (!before) return;
    const isNew = !before.messages.some(({ id }) => id === message.id);
    this.#change(cid, (state) => withArrival(state, message, this.user.id, this.#isReading(cid)));
    if (isNew) this.#observer.arrived(cid, message);
    this.#readIfDue();
  }

  /** After a gap: everything that is shown is asked for again, and no hole is left in the selected channel. */
  async #recover(): Promise<void> {
    const { selected, list } = this.snapshot;
    const before = this.selected?.opened ? this.selected.messages : [];
    if (list !== 'loading' && this.#listed > 0) await this.#recoverList();
    if (selected !== undefined) await this.#catchUp(selected, before);
  }

  async #recoverList(): Promise<void> {
    const wanted = this.#listed;
    const fresh = new Map<string, ChannelState>();
    try {
      for (let offset = 0; offset < wanted; offset += channelsPage) {
        const limit = Math.min(channelsPage, wanted - offset);
        const answers = await this.#connection.channels({ offset, limit });
        for (const answer of answers) fresh.set(answer.channel.cid, fromAnswer(answer, false));
        if (answers.length < limit) break;
      }
    } catch {
      // The next recovery asks again; what is shown stays.
      return;
    }
    if (this.#ended) return;
    const { selected, channels } = this.snapshot;
    for (const state of channels) {
      const { cid } = state.channel;
      const now = fresh.get(cid);
      // Messages of channels that are not shown may have holes now: they are opened anew when they are.
      if (cid === selected) fresh.set(cid, now ? withAnswer(state, answerOf(now)) : state);
      else if (now) fresh.set(cid, next(now, { pending: state.pending }));
    }
    this.#setChannels([...fresh.values()]);
  }

  async #catchUp(cid: string, known = this.#find(cid)?.messages ?? []): Promise<void> {
    if (!this.#find(cid)?.opened) return this.#open(cid);
    try {
      const answer = await this.#connection.open(cid, messagesPage);
      const { messages, reaches } = await missed(this.#connection, known, answer);
      this.#change(cid, (state) =>
        next(withAnswer(state, answer), {
          messages: reaches ? refresh(state.messages, messages) : messages,
          hasOlder: reaches ? state.hasOlder : answer.more,
        }),
      );
      this.#readIfDue();
    } catch (error) {
      if (asChatError(error).kind === 'forbidden') this.#remove(cid);
    }
  }

  #isReading(cid: string): boolean {
    return this.#reading && cid === this.snapshot.selected;
  }

  #readIfDue(): void {
    const state = this.selected;
    if (
      !this.#reading ||
      !this.snapshot.online ||
      !state?.opened ||
      !state.unread ||
      !state.channel.may.read
    ) {
      return;
    }
    const { cid } = state.channel;
    const readAt = state.messages.at(-1)?.createdAt ?? state.readAt;
    this.#change(cid, (now) => next(now, { unread: 0, readAt }));
    this.#connection.markRead(cid).catch(() => {
      this.#change(cid, (now) => next(now, { unread: state.unread, readAt: state.readAt }));
    });
  }

  #showTyping(cid: string, user: ChatUser, on: boolean): void {
    this.#stopTyping(cid, user.id);
    this.#change(cid, (state) => withTyping(state, user, on));
    if (!on) return;
    const expire = () => this.#change(cid, (state) => withTyping(state, user, false));
    this.#typingTimers.set(`${cid} ${user.id}`, setTimeout(expire, typingShown));
  }

  #stopTyping(cid: string, userId: string): void {
    const key = `${cid} ${userId}`;
    clearTimeout(this.#typingTimers.get(key));
    this.#typingTimers.delete(key);
  }

  #remove(cid: string): void {
    if (!this.#find(cid)) return;
    if (cid === this.snapshot.selected) {
      this.#change(cid, (state) =>
        next(placeholder(cid), { channel: state.channel, busy: undefined, failure: 'forbidden' }),
      );
      return;
    }
    this.#listed = Math.max(0, this.#listed - 1);
    this.#setChannels(this.snapshot.channels.filter(({ channel }) => channel.cid !== cid));
  }

  #find(cid: string | undefined): ChannelState | undefined {
    return this.snapshot.channels.find(({ channel }) => channel.cid === cid);
  }

  #change(cid: string, change: (state: ChannelState) => ChannelState): void {
    const state = this.#find(cid);
    if (!state || this.#ended) return;
    const changed = change(state);
    if (changed === state) return;
    this.#setChannels(this.snapshot.channels.map((other) => (other === state ? changed : other)));
  }

  #setChannels(channels: readonly ChannelState[]): void {
    if (!this.#ended) this.set({ channels: Object.freeze(channels.toSorted(byActivity)) });
  }
}

function answerOf({ channel, messages, hasOlder, unread, readAt, readBy }: ChannelState) {
  return { channel, messages, more: hasOlder, unread, readAt, readBy };
}

function asChatError(error: unknown): ChatError {
  return error instanceof ChatError ? error : new ChatError('unreachable', String(error));
}
