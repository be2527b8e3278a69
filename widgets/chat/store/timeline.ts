import type { ChatMessage, Reactions } from '../model.ts';

/** By time, and by id where the time is the same, so that the order is the same however messages came. */
export function inOrder(one: ChatMessage, other: ChatMessage): number {
  return one.createdAt - other.createdAt || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
}

/**
 * Two ascending lists as one, each message once, in its later version. The same list comes back when nothing is new,
 * so that nothing is drawn again.
 */
export function merge(
  known: readonly ChatMessage[],
  incoming: readonly ChatMessage[],
): readonly ChatMessage[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  let changed = false;
  for (const message of incoming) {
    const before = byId.get(message.id);
    if (before === message || (before && before.updatedAt > message.updatedAt)) continue;
    byId.set(message.id, message);
    changed = true;
  }
  return changed ? Object.freeze([...byId.values()].sort(inOrder)) : known;
}

/** Whether two stretches without holes make one together: they have a moment in common, if not a message. */
export function touch(one: readonly ChatMessage[], other: readonly ChatMessage[]): boolean {
  return !isBefore(one, other) && !isBefore(other, one);
}

/** Nothing is before and after anything. */
function isBefore(one: readonly ChatMessage[], other: readonly ChatMessage[]): boolean {
  const last = one.at(-1);
  const [first] = other;
  return !last || !first || inOrder(last, first) < 0;
}

/**
 * A changed message as an event tells it. Events do not say whose reactions are the visitor's: that is known from
 * before, and changes only by the visitor's own.
 */
export function withOwnReactions(
  message: ChatMessage,
  known: ChatMessage | undefined,
  changed?: { type: string; on: boolean },
): ChatMessage {
  const own = (reaction: Reactions): boolean => {
    if (changed?.type === reaction.type) return changed.on;
    return known ? known.reactions.some(({ type, own }) => own && type === reaction.type) : reaction.own;
  };
  return Object.freeze({
    ...message,
    reactions: Object.freeze(
      message.reactions.map((reaction) => Object.freeze({ ...reaction, own: own(reaction) })),
    ),
  });
}

/** A message as it will be once the visitor's reaction is on it, or off. */
export function react(message: ChatMessage, type: string, on: boolean): ChatMessage {
  const before = message.reactions.find((reaction) => reaction.type === type);
  if ((before?.own ?? false) === on) return message;
  const count = (before?.count ?? 0) + (on ? 1 : -1);
  const next = Object.freeze({ type, count, own: on });
  const reactions = before
    ? message.reactions.map((reaction) => (reaction === before ? next : reaction))
    : [...message.reactions, next];
  return Object.freeze({
    ...message,
    reactions: Object.freeze(reactions.filter((reaction) => reaction.count > 0)),
  });
}
