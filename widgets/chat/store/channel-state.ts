import type { ChannelEvent, ChatConnection } from '../connection.ts';
import type { ChannelAnswer, ChatChannel, ChatMessage, ChatUser, PendingMessage } from '../model.ts';
import { parentOf } from '../thread/thread-key.ts';
import { merge, withOwnReactions } from './timeline.ts';
import { detached, emptyWindow, withArrived, type MessageWindow } from './window.ts';

/** A message that is to be brought before the visitor's eyes. Each wish is an object of its own. */
export interface Target {
  /** Undefined as long as it is known by its time alone: the first one after what was read. */
  readonly messageId: string | undefined;
  /** `gone`: there is none of that id any more. */
  readonly state: 'coming' | 'here' | 'gone' | 'failed';
}

/**
 * What is known of one channel. Frozen: each function here makes the next state from the last. Of a channel that was
 * never opened, its window holds the last message alone.
 */
export interface ChannelState extends MessageWindow {
  readonly channel: ChatChannel;
  /** The visitor's own on their way, shown after all others. */
  readonly pending: readonly PendingMessage[];
  /** Whether it has been looked into: else there is no more than its last message. */
  readonly opened: boolean;
  readonly busy: 'opening' | 'older' | 'newer' | 'catching-up' | undefined;
  /** Why opening or paging failed, or catching up, which goes on. */
  readonly failure: 'forbidden' | 'failed' | undefined;
  readonly unread: number;
  readonly readAt: number | undefined;
  readonly readBy: Readonly<Record<string, number>>;
  readonly deliveredTo: Readonly<Record<string, number>>;
  readonly typing: readonly ChatUser[];
  /** The first message that was unread when the visitor last came to it; it stays while they read. */
  readonly firstUnread: string | undefined;
  /** How many were unread when the visitor last came to it, and up to when they had read. */
  readonly leftOff: { readonly count: number; readonly at: number } | undefined;
  readonly target: Target | undefined;
}

/** Who reads. */
export type Visitor = Pick<ChatConnection, 'user' | 'isMuted'>;

export function fromAnswer(answer: ChannelAnswer, opened: boolean): ChannelState {
  const { channel, messages, more, unread, readAt, readBy, deliveredTo } = answer;
  return Object.freeze({
    ...emptyWindow,
    channel,
    messages,
    pending: [],
    opened,
    busy: undefined,
    failure: undefined,
    hasOlder: more,
    unread,
    readAt,
    readBy,
    deliveredTo,
    typing: [],
    firstUnread: undefined,
    leftOff: undefined,
    target: undefined,
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
    watchers: 0,
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
  const { unread, readAt, readBy, deliveredTo } = answer;
  const { watchers } = state.channel;
  // Whoever came or went since it was asked has been told of.
  const channel = watchers === asked.channel.watchers ? answer.channel : { ...answer.channel, watchers };
  const told = next(state, { channel, readBy, deliveredTo, failure: undefined });
  return state.readAt === asked.readAt ? next(told, { unread, readAt }) : told;
}

/** As from the moment when its newest messages are asked for: what arrives from then on is kept apart. */
export function awaiting(state: ChannelState, busy: 'opening' | 'catching-up'): ChannelState {
  // One that tries again to catch up says so until it has.
  return next(state, { ...detached(state), busy, failure: state.busy === busy ? state.failure : undefined });
}

/**
 * With the newest messages as a query told them, and what has arrived since it was asked.
 * @param asked the channel when the query was asked, which has been `awaiting` it since
 * @param window what is here then, of what was known, told, and arrived
 */
export function withNewest(
  state: ChannelState,
  answer: ChannelAnswer,
  asked: ChannelState,
  window: MessageWindow,
  visitor: Visitor,
): ChannelState {
  const page = new Set(answer.messages.map(({ id }) => id));
  const later = state.tail.filter(({ id }) => !page.has(id));
  const told = withAnswer(state, answer, asked);
  const count = (counted: readonly ChatMessage[]): number =>
    counted.filter((message) => countsAsUnread(told, message, visitor)).length;
  const renewed = next(told, {
    ...window,
    unread:
      state.readAt === asked.readAt ? answer.unread + count(later) : count([...answer.messages, ...later]),
    opened: true,
    busy: undefined,
  });
  return withoutSent(renewed);
}

/** Without those on their way that have arrived. */
export function withoutSent(state: ChannelState): ChannelState {
  return next(state, { pending: state.pending.filter(({ id, sent }) => !sent && !knows(state, id)) });
}

/** As long as the newest messages are on their way, what arrives is not shown: the visitor's own is still, as pending. */
export function withSent(state: ChannelState, messageId: string): ChannelState {
  if (state.busy !== 'opening' && state.busy !== 'catching-up') return withoutPending(state, messageId);
  const pending = state.pending.map((one) => (one.id === messageId ? { ...one, sent: true } : one));
  return next(state, { pending });
}

/** Whether a message counts as unread: as the vendor counts, or its total would not agree. */
function countsAsUnread({ channel, readAt }: ChannelState, message: ChatMessage, visitor: Visitor): boolean {
  const { id } = message.user;
  return (
    id !== visitor.user.id &&
    // A thread counts what anybody writes.
    (parentOf(channel.cid) !== undefined || !visitor.isMuted(id)) &&
    channel.may.read === true &&
    !message.silent &&
    message.kind !== 'deleted' &&
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
  visitor: Visitor,
  reading: boolean,
): ChannelState {
  if (knows(state, message.id)) return withChange(state, message);
  const own = message.user.id === visitor.user.id;
  const counts = countsAsUnread(state, message, visitor);
  // Of a channel that was never opened the last message alone is kept.
  const window = state.opened || state.busy ? state : { ...state, messages: [] };
  return next(state, {
    ...withArrived(window, message, reading),
    pending: withSent(state, message.id).pending,
    typing: state.typing.filter(({ id }) => id !== message.user.id),
    // Whoever writes has read.
    ...(own && { readAt: Math.max(state.readAt ?? 0, message.createdAt), leftOff: undefined }),
    unread: own ? 0 : counts ? state.unread + 1 : state.unread,
    firstUnread: counts && state.unread === 0 && !reading ? message.id : own ? undefined : state.firstUnread,
    channel: { ...state.channel, activeAt: Math.max(state.channel.activeAt, message.createdAt) },
  });
}

/** Whether a message is here. */
export function knows({ messages, tail }: ChannelState, messageId: string): boolean {
  return messageIn(messages, messageId) !== undefined || messageIn(tail, messageId) !== undefined;
}

function messageIn(messages: readonly ChatMessage[], messageId: string): ChatMessage | undefined {
  // What is asked for is mostly among the newest.
  return messages.findLast(({ id }) => id === messageId);
}

/** With the same done to all messages that are here; the same state where it changes none. */
export function withMessages(
  state: ChannelState,
  change: (messages: readonly ChatMessage[]) => readonly ChatMessage[],
): ChannelState {
  const messages = change(state.messages);
  const tail = change(state.tail);
  return messages === state.messages && tail === state.tail ? state : next(state, { messages, tail });
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
    case 'delivered':
      return next(state, { deliveredTo: Object.freeze({ ...state.deliveredTo, [event.userId]: event.at }) });
    case 'unread':
      return withVisit(next(state, { unread: event.unread, readAt: event.readAt }), ownId);
    case 'channel-changed': {
      const channel = { ...state.channel, ...event.patch };
      const fields = Object.keys(event.patch) as (keyof ChatChannel)[];
      // How many watch is told with every message, and mostly the same.
      return fields.some((field) => channel[field] !== state.channel[field])
        ? next(state, { channel })
        : state;
    }
    case 'user':
      return withUser(state, event.user);
  }
}

export function withChange(
  state: ChannelState,
  message: ChatMessage,
  ownReaction?: { type: string; on: boolean },
): ChannelState {
  // A change of a message that is not here is not news: it comes with its page.
  return withMessages(state, (messages) => {
    const known = messageIn(messages, message.id);
    return known ? merge(messages, [withOwnReactions(message, known, ownReaction)]) : messages;
  });
}

export function withoutMessage(state: ChannelState, messageId: string): ChannelState {
  return withMessages(withoutPending(state, messageId), (messages) =>
    Object.freeze(messages.filter(({ id }) => id !== messageId)),
  );
}

/** Exactly this version, whatever is newer: to take back what was shown in advance. */
export function withVersion(state: ChannelState, message: ChatMessage): ChannelState {
  return withMessages(state, (messages) =>
    Object.freeze(messages.map((known) => (known.id === message.id ? message : known))),
  );
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
  const later = [...state.messages, ...state.tail].filter(
    (message) => message.createdAt > at && message.user.id !== ownId,
  );
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
  return next(state, { pending });
}

export function withoutPending(state: ChannelState, messageId: string): ChannelState {
  return next(state, { pending: state.pending.filter(({ id }) => id !== messageId) });
}

/** As it is when the visitor comes to it: where they left off is kept while they read. */
export function withVisit(state: ChannelState, ownId: string): ChannelState {
  const { unread, readAt = 0 } = state;
  const leftOff = unread > 0 ? { count: unread, at: readAt } : undefined;
  return withLine(next(state, { leftOff, firstUnread: undefined }), ownId);
}

/** With the line above the first message after what had been read, if that far back is here. */
export function withLine(state: ChannelState, ownId: string): ChannelState {
  const { leftOff, firstUnread, messages, hasOlder } = state;
  if (!leftOff || firstUnread !== undefined) return state;
  const index = messages.findIndex(({ createdAt, user }) => createdAt > leftOff.at && user.id !== ownId);
  return index === 0 && hasOlder ? state : next(state, { firstUnread: messages[index]?.id });
}

/** As if it had never been opened. */
export function closed(state: ChannelState): ChannelState {
  return next(withoutSent(state), {
    ...emptyWindow,
    messages: Object.freeze(state.messages.slice(-1)),
    opened: false,
    busy: undefined,
    failure: undefined,
    leftOff: undefined,
    target: undefined,
  });
}

/** Those that the visitor pinned first, the last pinned before all; then the most lately active. */
export function byPlace({ channel: one }: ChannelState, { channel: other }: ChannelState): number {
  return other.pinnedAt - one.pinnedAt || other.activeAt - one.activeAt || (one.cid < other.cid ? -1 : 1);
}

/** Whether a channel stands in the list, and not in the archive. */
export function isListed({ channel }: ChannelState): boolean {
  return channel.archivedAt === 0;
}
