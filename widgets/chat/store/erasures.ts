import type { ChatEvent } from '../connection.ts';
import type { ChatMessage } from '../model.ts';
import { next, withMessages, withoutSent, type ChannelState } from './channel-state.ts';

/** Without what was written up to a time. */
export function withoutUntil(state: ChannelState, until: number, ownId: string): ChannelState {
  const isLeft = ({ createdAt }: ChatMessage): boolean => createdAt > until;
  const [messages, tail] = [state.messages.filter(isLeft), state.tail.filter(isLeft)];
  if (messages.length === state.messages.length && tail.length === state.tail.length) return state;
  const whole = messages.length < state.messages.length;
  // A window that was further back has lost everything: it goes on where something is left.
  const window =
    messages.length > 0
      ? { messages, tail, hasOlder: !whole && state.hasOlder }
      : {
          messages: tail,
          tail: [],
          hasOlder: tail.length === state.tail.length && tail.length > 0,
          hasNewer: false,
        };
  const left = [...messages, ...tail].filter(({ user }) => user.id !== ownId).length;
  const renewed = next(state, {
    ...window,
    unread: left === 0 ? 0 : state.opened ? Math.min(state.unread, left) : state.unread,
    ...(left === 0 && { leftOff: undefined, firstUnread: undefined }),
  });
  return withoutSent(renewed);
}

/** Without what somebody wrote; unless it is `hard`, it stays to be seen that something was there. */
export function withoutAuthor(
  state: ChannelState,
  { at, hard, userId }: Extract<ChatEvent, { type: 'author-erased' }>,
): ChannelState {
  const isTheirs = ({ user }: ChatMessage): boolean => user.id === userId;
  return withMessages(state, (messages) => {
    if (!messages.some(isTheirs)) return messages;
    const left = hard
      ? messages.filter((message) => !isTheirs(message))
      : messages.map((message) => (isTheirs(message) ? deleted(message, at) : message));
    return Object.freeze(left);
  });
}

/** A message as the vendor would tell it once it is deleted. */
function deleted(message: ChatMessage, at: number): ChatMessage {
  return Object.freeze({
    ...message,
    kind: 'deleted',
    text: '',
    updatedAt: Math.max(message.updatedAt, at),
    attachments: Object.freeze([]),
    reactions: Object.freeze([]),
    quoted: undefined,
    customType: undefined,
    raw: {},
  });
}
