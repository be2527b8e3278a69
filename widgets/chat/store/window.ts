import type { ChatMessage } from '../model.ts';
import { merge, touch } from './timeline.ts';

/** Messages of the newest that are kept while the window is elsewhere. */
export const tailSize = 60;
/** Messages that a window holds, and how many more it may have until it is cut. */
const windowSize = 1_000;
const windowSlack = 100;

/** What is here of a channel's messages: a stretch without holes, which need not reach the newest. */
export interface MessageWindow {
  /** Ascending, without holes. */
  readonly messages: readonly ChatMessage[];
  /** The newest messages while the window does not reach them, without holes up to the last of all. */
  readonly tail: readonly ChatMessage[];
  readonly hasOlder: boolean;
  /** Whether messages are missing between the window and the newest. */
  readonly hasNewer: boolean;
}

const none: readonly ChatMessage[] = Object.freeze([]);

export const emptyWindow: MessageWindow = { messages: none, tail: none, hasOlder: false, hasNewer: false };

/** The newest message that is known, wherever the window is. */
export function newestOf({ messages, tail }: MessageWindow): ChatMessage | undefined {
  return tail.at(-1) ?? messages.at(-1);
}

/** @param reading whether the visitor has its end before their eyes: what is cut is cut where they are not */
export function withArrived(window: MessageWindow, message: ChatMessage, reading: boolean): MessageWindow {
  if (window.hasNewer) return { ...window, tail: merge(window.tail, [message]).slice(-tailSize) };
  const grown = { ...window, messages: merge(window.messages, [message]) };
  return reading ? cutOlder(grown) : cutNewer(grown);
}

/** As after a gap: what has been missed lies between the window and what arrives from now on. */
export function detached(window: MessageWindow): MessageWindow {
  return { ...window, tail: none, hasNewer: true };
}

/** The newest messages to keep when the window moves away from them. */
export function tailOf({ messages, tail, hasNewer }: MessageWindow): readonly ChatMessage[] {
  return hasNewer ? tail : Object.freeze(messages.slice(-tailSize));
}

/**
 * One with its tail, if nothing is missing between them.
 * @param complete whether the window reached the newest at a moment from which on the tail was kept; a tail at its
 *   full length may have lost what came first
 */
export function joined(window: MessageWindow, complete: boolean): MessageWindow {
  const { messages, tail, hasNewer } = window;
  if (!hasNewer) return window;
  if (!touch(messages, tail) && !(complete && tail.length < tailSize)) return window;
  return { ...window, messages: merge(messages, tail), tail: none, hasNewer: false };
}

export function cutOlder(window: MessageWindow): MessageWindow {
  const { messages } = window;
  if (messages.length <= windowSize + windowSlack) return window;
  return { ...window, messages: Object.freeze(messages.slice(-windowSize)), hasOlder: true };
}

export function cutNewer(window: MessageWindow): MessageWindow {
  const { messages } = window;
  if (messages.length <= windowSize + windowSlack) return window;
  const kept = Object.freeze(messages.slice(0, windowSize));
  return { ...window, messages: kept, tail: tailOf(window), hasNewer: true };
}
