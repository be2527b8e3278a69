import type { ChannelEvent } from '../connection.ts';
import type { ChannelAnswer, ChatChannel, ChatMessage, ChatUser, PendingMessage } from '../model.ts';
import { inOrder, merge, refresh, withOwnReactions } from './timeline.ts';

/** What is known of one channel. Frozen: each function here makes the next state from the last. */
export interface ChannelState {
  readonly channel: ChatChannel;
  /** Ascending, without holes, up to the newest. Of a channel that was never opened, its last message alone. */
  readonly messages: readonly ChatMessage[];
  /** The visitor's own on their way, shown after all others. */
  readonly pending: readonly PendingMessage[];
  /** Whether its newest page is here. */
  readonly opened: boolean;
  readonly busy: 'opening' | 'older' | undefined;
  /** Why opening or paging failed. */
  readonly failure: 'forbidden' | 'failed' | undefined;
  readonly hasOlder: boolean;
  readonly unread: number;
  readonly readAt: number | undefined;
  readonly readBy: Readonly<Record<string, number>>;
  readonly deliveredTo: Readonly<Record<string, number>>;
  readonly typing: readonly ChatUser[];
  /** The first message that was unread when the visitor last came to it; it stays while they read. */
  readonly firstUnread: string | undefined;
}

export function fromAnswer(answer: ChannelAnswer, opened: boolean): ChannelState {
  const { channel, messages, more, unread, readAt, readBy, deliveredTo } = answer;
  return Object.freeze({
    channel,
    messages,
    pending: Object.freeze([]),
    opened,
    busy: undefined,
    failure: undefined,
    hasOlder: more,
    unread,
    readAt,
    readBy,
    deliveredTo,
    typing: Object.freeze([]),
    firstUnread: undefined,
  });
}

/** A channel about which only its name is known, on its way. */
export function placeholder(cid: string): ChannelState {
  const channel: ChatChannel = {
    cid,
    name: '',
    image: undefined,
    members: [],
    memberCount: 0,
    frozen: false,
    cooldown: 0,
    commands: [],
    pinnedAt: 0,
    archivedAt: 0,
    muted: false,
    may: {},
    longestMessage: 0,
    activeAt: 0,
  };
  const state = fromAnswer(
    { channel, messages: [], more: false, unread: 0, readAt: undefined, readBy: {}, deliveredTo: {} },
    false,
  );
  return next(state, { busy: 'opening' });
}

export function next(state: ChannelState, patch: Partial<ChannelState>): ChannelState {
  return Object.freeze({ ...state, ...patch });
}

/**
 * What a query tells of a channel that is shown already; messages stay as they are.
 * @param asked the channel when the query was asked: what was read since then, the answer does not know
 */
export function withAnswer(state: ChannelState, answer: ChannelAnswer, asked: ChannelState): ChannelState {
  const { channel, unread, readAt, readBy, deliveredTo } = answer;
  const told = next(state, { channel, readBy, deliveredTo, failure: undefined });
  return state.readAt === asked.readAt ? next(told, { unread, readAt }) : told;
}

/**
 * The newest messages as a query told them, with what has arrived since it was asked.
 * @param messages ascending, up to the newest of the answer
 * @param asked the channel when the query was asked: what of its messages stands in the page's span, but not in the
 *   page, is gone
 * @param reaches whether the messages continue what was known; if not, that is given up, for there is a hole between
 */
export function withNewest(
  state: ChannelState,
  answer: ChannelAnswer,
  messages: readonly ChatMessage[],
  asked: ChannelState,
  reaches: boolean,
  ownId: string,
): ChannelState {
  const before = new Map(asked.messages.map((message) => [message.id, message]));
  const page = new Set(messages.map(({ id }) => id));
  const later = state.messages.filter(({ id }) => !before.has(id) && !page.has(id));
  // What has not changed since then holds less than the answer: replies and reactions leave its time as it was.
  const newer = state.messages.filter(
    (message) => page.has(message.id) && before.get(message.id) !== message,
  );
  // What another answer brought from before this page is counted in it.
  const [first] = messages;
  const since = later.filter((message) => !first || inOrder(message, first) > 0);
  const told = withAnswer(state, answer, asked);
  const merged = merge(merge(refresh(reaches ? asked.messages : [], messages), newer), later);
  const count = (counted: readonly ChatMessage[]): number =>
    counted.filter((message) => countsAsUnread(told, message, ownId)).length;
  return next(told, {
    messages: merged,
    unread: state.readAt === asked.readAt ? answer.unread + count(since) : count(merged),
    opened: true,
    busy: undefined,
  });
}

function countsAsUnread({ channel, readAt }: ChannelState, message: ChatMessage, ownId: string): boolean {
  return (
    message.user.id !== ownId &&
    channel.may.read === true &&
    !message.silent &&
    message.kind === 'regular' &&
    message.createdAt > (readAt ?? 0)
  );
}

/**
 * A message that arrived. It counts as unread once, if it is somebody else's and later than what was read.
 * @param reading whether the visitor has its place before their eyes
 */
export function withArrival(
  state: ChannelState,
  message: ChatMessage,
  ownId: string,
  reading: boolean,
): ChannelState {
  if (state.messages.some(({ id }) => id === message.id)) {
    return next(state, { messages: merge(state.messages, [message]) });
  }
  const own = message.user.id === ownId;
  const counts = countsAsUnread(state, message, ownId);
  return next(state, {
    // Of a channel that was never opened the last message alone is kept.
    messages: merge(state.messages, [message]).slice(state.opened || state.busy ? 0 : -1),
    pending: state.pending.filter(({ id }) => id !== message.id),
    typing: state.typing.filter(({ id }) => id !== message.user.id),
    unread: counts ? state.unread + 1 : state.unread,
    firstUnread: counts && state.unread === 0 && !reading ? message.id : own ? undefined : state.firstUnread,
    channel: { ...state.channel, activeAt: Math.max(state.channel.activeAt, message.createdAt) },
  });
}

/** What an event changes in its channel; the same state where that is nothing. */
export function withEvent(state: ChannelState, event: ChannelEvent, ownId: string): ChannelState {
  switch (event.type) {
    case 'message-changed':
      return withChange(state, event.message, event.ownReaction);
    case 'message-removed':
      return withoutMessage(state, event.messageId);
    case 'typing':
      return withTyping(state, event.user, event.on);
    case 'read':
      return withRead(state, event.userId, event.at, ownId);
    case 'unread':
      return next(state, { unread: event.unread, readAt: event.readAt });
    case 'channel-changed':
      return next(state, { channel: { ...state.channel, ...event.patch } });
    case 'channel-emptied':
      return next(state, { messages: Object.freeze([]), hasOlder: false, unread: 0 });
    case 'user':
      return withUser(state, event.user);
  }
}

export function withChange(
  state: ChannelState,
  message: ChatMessage,
  ownReaction?: { type: string; on: boolean },
): ChannelState {
  const known = state.messages.find(({ id }) => id === message.id);
  // A change of a message that is not here is not news: it comes with its page.
  if (!known) return state;
  return next(state, { messages: merge(state.messages, [withOwnReactions(message, known, ownReaction)]) });
}

export function withoutMessage(state: ChannelState, messageId: string): ChannelState {
  return next(state, { messages: Object.freeze(state.messages.filter(({ id }) => id !== messageId)) });
}

/** Exactly this version, whatever is newer: to take back what was shown in advance. */
export function withVersion(state: ChannelState, message: ChatMessage): ChannelState {
  return next(state, {
    messages: Object.freeze(state.messages.map((known) => (known.id === message.id ? message : known))),
  });
}

/** Somebody has read up to a time. */
function withRead(state: ChannelState, userId: string, at: number, ownId: string): ChannelState {
  if (userId !== ownId) {
    return next(state, {
      readBy: Object.freeze({ ...state.readBy, [userId]: Math.max(at, state.readBy[userId] ?? 0) }),
    });
  }
  // A read event that comes late says nothing about what arrived after it.
  if (at < (state.readAt ?? 0)) return state;
  const later = state.messages.filter((message) => message.createdAt > at && message.user.id !== ownId);
  return next(state, { readAt: at, unread: Math.min(state.unread, later.length) });
}

export function withTyping(state: ChannelState, user: ChatUser, on: boolean): ChannelState {
  const others = state.typing.filter(({ id }) => id !== user.id);
  return next(state, { typing: Object.freeze(on ? [...others, user] : others) });
}

function withUser(state: ChannelState, user: ChatUser): ChannelState {
  if (!state.channel.members.some(({ id }) => id === user.id)) return state;
  const members = state.channel.members.map((member) => (member.id === user.id ? user : member));
  return next(state, { channel: { ...state.channel, members } });
}

export function withPending(state: ChannelState, message: PendingMessage): ChannelState {
  if (state.messages.some(({ id }) => id === message.id)) return state;
  const at = state.pending.findIndex(({ id }) => id === message.id);
  const pending = at < 0 ? [...state.pending, message] : state.pending.with(at, message);
  return next(state, { pending: Object.freeze(pending) });
}

export function withoutPending(state: ChannelState, messageId: string): ChannelState {
  return next(state, { pending: Object.freeze(state.pending.filter(({ id }) => id !== messageId)) });
}

/** The first message after what was read: where the visitor left off, if that far back is here. */
export function firstUnreadOf(state: ChannelState, ownId: string): string | undefined {
  if (state.unread === 0) return undefined;
  const index = state.messages.findIndex(
    (message) => message.createdAt > (state.readAt ?? 0) && message.user.id !== ownId,
  );
  return index === 0 && state.hasOlder ? undefined : state.messages[index]?.id;
}

/** Those that the visitor pinned first, the last pinned before all; then the most lately active. */
export function byPlace({ channel: one }: ChannelState, { channel: other }: ChannelState): number {
  return other.pinnedAt - one.pinnedAt || other.activeAt - one.activeAt || (one.cid < other.cid ? -1 : 1);
}

/** Whether a channel stands in the list, and not in the archive. */
export function isListed({ channel }: ChannelState): boolean {
  return channel.archivedAt === 0;
}
