import type { ChatConnection } from '../connection.ts';
import { next, type ChannelState } from './channel-state.ts';
import { newestOf } from './window.ts';

/** What marking as read needs of the store. */
export interface ReadingTarget {
  /** Whether the vendor can be told. */
  isLive(): boolean;
  find(cid: string): ChannelState | undefined;
  change(cid: string, change: (state: ChannelState) => ChannelState): void;
}

/** ms until what could not be marked as read is tried again. */
const again = 10_000;

/** Marks as read what the visitor has before their eyes: shown at once, and taken back if the vendor does not agree. */
export class Reading {
  readonly #connection: ChatConnection;
  readonly #target: ReadingTarget;
  /** The channels whose newest messages the visitor has before their eyes; false where they are to stay unread. */
  readonly #seen = new Map<string, boolean>();
  /** Those that could not be marked as read just now. */
  readonly #refused = new Set<string>();

  constructor(connection: ChatConnection, target: ReadingTarget) {
    this.#connection = connection;
    this.#target = target;
  }

  has(cid: string): boolean {
    return this.#seen.has(cid);
  }

  /** @param reading whether a channel's newest messages are before the visitor's eyes from now on */
  set(cid: string, reading: boolean): void {
    if (!reading) this.#seen.delete(cid);
    else if (!this.has(cid)) this.#seen.set(cid, true);
    this.mark();
  }

  /** @param kept whether what the visitor sees stays unread, for they marked it so, until they turn to it again */
  keep(cid: string, kept: boolean): void {
    if (this.has(cid)) this.#seen.set(cid, !kept);
    this.mark();
  }

  /** Marks what has become due since. */
  mark(): void {
    if (this.#target.isLive()) for (const [cid, due] of this.#seen) if (due) this.#read(cid);
  }

  #read(cid: string): void {
    const state = this.#target.find(cid);
    if (!state?.opened || state.hasNewer || !state.unread || !state.channel.may.read) return;
    if (this.#refused.has(cid)) return;
    const readAt = newestOf(state)?.createdAt ?? state.readAt;
    this.#target.change(cid, (now) => next(now, { unread: 0, readAt }));
    this.#connection.markRead(cid).catch(() => {
      // It is still before the visitor's eyes: without a pause it would be asked again at once, and for ever.
      this.#refused.add(cid);
      setTimeout(() => {
        this.#refused.delete(cid);
        this.mark();
      }, again);
      this.#target.change(cid, (now) => next(now, { unread: state.unread, readAt: state.readAt }));
    });
  }
}
