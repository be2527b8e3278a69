import type { Backend } from '../backend.ts';
import { inputError } from '../errors.ts';
import type { NewMessage } from './message-input.ts';
import { isPinned, isSeenBy } from './message-visibility.ts';
import type { Actor, ChannelRecord, MessageRecord, Pin } from '../model.ts';
import { may, requireCapability } from '../access/permissions.ts';

/** How many pins a channel's state tells of. */
const toldPins = 10;

/**
 * The pin of a message after what a client wrote of it. Only a change needs the right to pin: the SDK repeats
 * `pinned` with every edit.
 * @throws StreamError 4 (an end that is no time, or has passed; a message that only some may see), 17
 */
export function pinAfter(
  { state }: Backend,
  actor: Actor,
  channel: ChannelRecord,
  message: Pick<MessageRecord, 'pin' | 'userId' | 'visibleTo'>,
  input: Pick<NewMessage, 'pinned' | 'pin_expires'>,
): Pin | undefined {
  const now = state.now();
  const current = isPinned(message, now) ? message.pin : undefined;
  if (input.pinned === undefined && input.pin_expires === undefined) return current;
  const wanted = input.pinned ?? current !== undefined;
  const expiresAt = input.pin_expires === undefined ? current?.expiresAt : endOf(input.pin_expires, now);
  if (wanted === (current !== undefined) && (!wanted || expiresAt === current?.expiresAt)) return current;
  if (!may(actor, channel, 'pin-message', message.userId)) requireCapability(actor, channel, 'pin-message');
  if (wanted && message.visibleTo) throw inputError('a message with restricted visibility cannot be pinned');
  return wanted ? { at: state.stamp(channel), byId: actor.user.id, expiresAt } : undefined;
}

/** The messages that are pinned right now and that the actor may see, the newest pin first. */
export function pinnedIn({ state }: Backend, actor: Actor, channel: ChannelRecord): MessageRecord[] {
  const now = state.now();
  return channel.messages
    .filter(
      (message) =>
        isPinned(message, now) && message.deletedAt === undefined && isSeenBy(channel, message, actor),
    )
    .sort((left, right) => (right.pin?.at ?? 0) - (left.pin?.at ?? 0));
}

/** The pins that a channel's state tells of. */
export const newestPins = (backend: Backend, actor: Actor, channel: ChannelRecord): MessageRecord[] =>
  pinnedIn(backend, actor, channel).slice(0, toldPins);

function endOf(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  const at = Date.parse(value);
  if (Number.isNaN(at)) throw inputError('expected date for field "pin_expires"');
  if (at <= now) throw inputError('message.pin_expires must be in the future');
  return at;
}
