import type { ChatMessage } from '../model.ts';
import type { ChannelState } from '../store/channel-state.ts';
import { inOrder } from '../store/timeline.ts';

/** Messages that are drawn before it is known how high they are. */
const few = 60;
/** How many more are drawn at once where those that are drawn run out. */
const more = 40;

export type Side = 'older' | 'newer';

/** Indices, without the last. */
type Bounds = readonly [start: number, end: number];

/**
 * Which of the messages that are here are drawn: a stretch of them around what the visitor looks at. It grows where it
 * runs out and is cut where nobody looks, so that a long conversation costs no more than a short one.
 */
export class Drawn {
  /** Where the stretch begins. */
  #from: ChatMessage | undefined;
  /** Where it ends; without it, it ends where the messages do. */
  #to: ChatMessage | undefined;
  #whole: ChannelState | undefined;
  /** The stretch as it was last asked for. */
  #part: ChannelState | undefined;
  #isDue = true;

  /**
   * The conversation as it is drawn: as if the rest were not here yet.
   * @param following whether its end is before the visitor's eyes
   */
  of(whole: ChannelState, following: boolean): ChannelState {
    if (whole === this.#whole && this.#part && !this.#isDue) return this.#part;
    const before = this.#whole;
    this.#whole = whole;
    if (before?.channel.cid !== whole.channel.cid) {
      this.toEnd();
      this.#include(whole.firstUnread);
    } else if (whole !== before) {
      this.#limit(following);
      if (whole.target !== before.target && whole.target?.state === 'here')
        this.#include(whole.target.messageId);
    }
    const bounds = this.#bounds;
    this.#set(bounds);
    this.#isDue = false;
    return (this.#part = partOf(whole, bounds));
  }

  /** Ends where the messages end, and goes on doing so. */
  toEnd(): void {
    this.#from = this.#to = undefined;
    this.#isDue = true;
  }

  /** Draws more on a side. @returns whether there is more */
  extend(side: Side): boolean {
    const [start, end] = this.#bounds;
    if (side === 'older' ? start === 0 : end === this.#messages.length) return false;
    this.#set(side === 'older' ? [start - more, end] : [start, end + more]);
    return true;
  }

  /** Draws nothing beyond a message that is drawn. @returns whether there was anything beyond it */
  cut(side: Side, messageId: string): boolean {
    const [start, end] = this.#bounds;
    const at = this.#messages.findIndex(({ id }) => id === messageId);
    if (at < start || at >= end || at === (side === 'older' ? start : end - 1)) return false;
    this.#set(side === 'older' ? [at, end] : [start, at + 1]);
    return true;
  }

  get #messages(): readonly ChatMessage[] {
    return this.#whole?.messages ?? [];
  }

  /** By times, for what stands at either end may be erased, or not be here any more. */
  get #bounds(): Bounds {
    const messages = this.#messages;
    const { length } = messages;
    const [from, to] = [this.#from, this.#to];
    const after = to ? messages.findIndex((message) => inOrder(message, to) > 0) : length;
    const end = after < 0 ? length : after;
    const start = from ? messages.findIndex((message) => inOrder(message, from) >= 0) : end - few;
    if (start < 0 && from) return [Math.max(0, length - few), length];
    return end > 0 ? [Math.max(0, start), end] : [0, Math.min(few, length)];
  }

  #set([start, end]: Bounds): void {
    const messages = this.#messages;
    this.#from = messages[Math.max(0, start)];
    this.#to = end >= messages.length ? undefined : messages[end - 1];
    this.#isDue = true;
  }

  /** What a page brings, or was missed, may be more than is drawn at once. */
  #limit(following: boolean): void {
    const [start, end] = this.#bounds;
    const most = (this.#part?.messages.length ?? 0) + more;
    if (end - start > most) this.#set(following ? [end - few, end] : [start, start + most]);
  }

  #include(messageId: string | undefined): void {
    const [start, end] = this.#bounds;
    const at = this.#messages.findIndex(({ id }) => id === messageId);
    if (at >= 0 && (at < start || at >= end)) this.#set([at - few / 2, at + few / 2]);
  }
}

function partOf(whole: ChannelState, [start, end]: Bounds): ChannelState {
  const { messages } = whole;
  if (end - start === messages.length) return whole;
  return Object.freeze({
    ...whole,
    messages: Object.freeze(messages.slice(start, end)),
    ...(start > 0 && { hasOlder: true, failure: undefined }),
    // What is on its way comes after all others.
    ...(end < messages.length && { hasNewer: true, pending: [] }),
  });
}
