import type { ChatMessage } from '../model.ts';
import { merge, touch } from './timeline.ts';
import { cutNewer, cutOlder, emptyWindow, joined, tailOf, tailSize, type MessageWindow } from './window.ts';

/**
 * With a page of what comes before a message, or after it. A window that does not hold that message any more has moved
 * away meanwhile, and stays as it is.
 * @param full whether the page is as long as was asked for: else there is nothing beyond it
 */
export function withPage(
  window: MessageWindow,
  cursor: string,
  side: 'older' | 'newer',
  page: readonly ChatMessage[],
  full: boolean,
): MessageWindow {
  if (!window.messages.some(({ id }) => id === cursor)) return window;
  const messages = merge(window.messages, page);
  if (side === 'newer') return cutOlder(joined({ ...window, messages }, !full));
  return cutNewer({ ...window, messages, hasOlder: full && window.hasOlder });
}

/** With a page from anywhere: the window moves there, or grows by it where it continues the window. */
export function withPageAround(
  window: MessageWindow,
  page: readonly ChatMessage[],
  full: boolean,
): MessageWindow {
  const known = window.messages;
  if (!touch(known, page)) {
    return joined({ messages: page, tail: tailOf(window), hasOlder: full, hasNewer: true }, !full);
  }
  const messages = merge(known, page);
  const hasOlder = messages[0]?.id === known[0]?.id ? window.hasOlder : full;
  return joined({ ...window, messages, hasOlder }, !full);
}

/** With the newest messages as they have been told anew; the window stays where it is. */
export function withTail(window: MessageWindow, newest: readonly ChatMessage[]): MessageWindow {
  const { messages, hasOlder } = window;
  return { messages, hasOlder, tail: Object.freeze(newest.slice(-tailSize)), hasNewer: true };
}

/** Moved to the newest messages, if enough of them are here. */
export function atNewest(window: MessageWindow): MessageWindow | undefined {
  if (window.tail.length < tailSize / 2) return undefined;
  return { messages: window.tail, tail: emptyWindow.tail, hasOlder: true, hasNewer: false };
}
