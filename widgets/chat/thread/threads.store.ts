import { Store } from '../../shared/store.ts';
import type { ChatEvent } from '../connection.ts';
import type { ChatMessage } from '../model.ts';
import type { ChatStore } from '../store/chat.store.ts';
import type { ThreadSummary } from './thread-calls.ts';
import { parentOf } from './thread-key.ts';

export interface ThreadsState {
  /** The one that was last written in first. */
  readonly threads: readonly ThreadSummary[];
  readonly list: 'loading' | 'ready' | 'failed';
  /** Of what comes next: not asked for yet, on its way, or did not come. */
  readonly more: 'idle' | 'loading' | 'failed';
  readonly hasMore: boolean;
  /** Whether all are being marked as read. */
  readonly reading: boolean;
}

const page = 20;

/** The threads that the visitor takes part in. */
export class ThreadsStore extends Store<ThreadsState> {
  readonly #chat: ChatStore;
  readonly #stop: () => void;
  #next: string | undefined;
  /** The page that is on its way, and where it begins. */
  #coming: { readonly next: string; readonly page: Promise<void> } | undefined;
  /** Whether the first page is on its way, and whether something has happened since that it may not know. */
  #asking = false;
  #stale = false;
  #ended = false;

  constructor(chat: ChatStore) {
    super({ threads: Object.freeze([]), list: 'loading', more: 'idle', hasMore: false, reading: false });
    this.#chat = chat;
    this.#stop = chat.listen((event) => this.#on(event));
    void this.load();
  }

  close(): void {
    this.#ended = true;
    this.#stop();
  }

  /** Asks for the first page, again after a failure or a gap; what is shown stays until it has come. */
  async load(): Promise<void> {
    if (this.#asking) {
      this.#stale = true;
      return;
    }
    this.#asking = true;
    if (this.snapshot.list === 'failed') this.set({ list: 'loading' });
    try {
      do {
        this.#stale = false;
        const calls = await this.#chat.part('thread');
        const { threads, next } = await calls.list({ limit: page });
        if (this.#ended) return;
        this.#next = next;
        this.set({ threads, list: 'ready', more: 'idle', hasMore: next !== undefined });
      } while (this.#stale);
    } catch {
      // What is shown can be gone on with.
      if (this.snapshot.threads.length === 0) this.set({ list: 'failed' });
    } finally {
      this.#asking = false;
    }
  }

  /** Asks for the next page; while that is on its way, whoever asks again waits for the same. */
  loadMore(): Promise<void> {
    const next = this.#next;
    if (next === undefined) return Promise.resolve();
    if (this.#coming?.next !== next) this.#coming = { next, page: this.#more(next) };
    return this.#coming.page;
  }

  async #more(next: string): Promise<void> {
    this.set({ more: 'loading' });
    try {
      const answer = await (await this.#chat.part('thread')).list({ limit: page, next });
      // The first page was asked for anew meanwhile.
      if (this.#ended || next !== this.#next) return;
      this.#next = answer.next;
      const known = new Set(this.snapshot.threads.map(({ key }) => key));
      this.#setThreads([...this.snapshot.threads, ...answer.threads.filter(({ key }) => !known.has(key))]);
      this.set({ more: 'idle', hasMore: answer.next !== undefined });
    } catch {
      if (next === this.#next) this.set({ more: 'failed' });
    } finally {
      if (this.#coming?.next === next) this.#coming = undefined;
    }
  }

  /** Marks one thread after the other, for there is no call for all. Resolves with whether that is done. */
  async readAll(): Promise<boolean> {
    if (this.snapshot.reading) return true;
    this.set({ reading: true });
    try {
      const calls = await this.#chat.part('thread');
      while (!this.#ended) {
        const { threads, hasMore } = this.snapshot;
        const thread = threads.find(({ unread }) => unread > 0);
        if (thread) {
          await calls.markRead(thread.key);
          this.#change(thread.key, { unread: 0 });
        } else if (hasMore && this.#chat.snapshot.unreadThreads > 0) {
          const next = this.#next;
          await this.loadMore();
          // A page that leads nowhere would lead there for ever.
          const stays = next === this.#next && threads.length === this.snapshot.threads.length;
          if (stays || this.snapshot.more === 'failed') return false;
        } else return true;
      }
      return false;
    } catch {
      return false;
    } finally {
      this.set({ reading: false });
    }
  }

  #on(event: ChatEvent): void {
    if (['recovered', 'channel-emptied', 'author-erased'].includes(event.type)) void this.load();
    if (!('cid' in event) || event.cid === undefined) return;
    const key = event.cid;
    const thread = this.snapshot.threads.find((known) => known.key === key);
    if (event.type === 'message' && parentOf(key) !== undefined) {
      if (thread) this.#arrived(thread, event.message);
      // It may be one that the visitor takes part in from now on.
      else void this.load();
    }
    if (!thread) return;
    if (event.type === 'read' && event.userId === this.#chat.user.id) this.#change(key, { unread: 0 });
    if (event.type === 'unread') this.#change(key, { unread: event.unread });
    if (event.type === 'message-changed') this.#changed(thread, event.message);
    if (event.type === 'message-removed' && event.messageId === thread.parent.id) {
      this.#setThreads(this.snapshot.threads.filter((known) => known !== thread));
    }
  }

  #arrived(thread: ThreadSummary, message: ChatMessage): void {
    const { latest, people } = thread;
    // An event may come twice.
    if (latest && message.createdAt <= latest.createdAt) return;
    const own = message.user.id === this.#chat.user.id;
    const isNew = !people.some(({ id }) => id === message.user.id);
    this.#change(thread.key, {
      latest: message,
      activeAt: message.createdAt,
      unread: own ? 0 : thread.unread + 1,
      people: isNew ? Object.freeze([...people, message.user]) : people,
    });
  }

  #changed({ key, parent, latest }: ThreadSummary, message: ChatMessage): void {
    if (message.id === parent.id) this.#change(key, { parent: message, replies: message.replies });
    if (message.id === latest?.id) this.#change(key, { latest: message });
  }

  #change(key: string, patch: Partial<ThreadSummary>): void {
    this.#setThreads(
      this.snapshot.threads.map((thread) =>
        thread.key === key ? Object.freeze({ ...thread, ...patch }) : thread,
      ),
    );
  }

  #setThreads(threads: readonly ThreadSummary[]): void {
    if (this.#ended) return;
    this.set({ threads: Object.freeze(threads.toSorted((one, other) => other.activeAt - one.activeAt)) });
  }
}
