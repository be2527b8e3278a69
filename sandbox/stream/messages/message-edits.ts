import type { Backend } from '../backend.ts';
import { inputError } from '../errors.ts';
import { announceMessage } from './message-events.ts';
import { requireSeen } from './message-visibility.ts';
import { checkContent, custom, quotedOf, refuseUnserved, requireRights } from './message-input.ts';
import type { NewMessage } from './message-input.ts';
import { newMessageRecord } from '../model.ts';
import type { Actor, ChannelRecord, Fields, MessageRecord } from '../model.ts';
import { requireCapability, requirePermission } from '../access/permissions.ts';
import { pinAfter } from './pins.ts';

/** What an edit leaves of a message. */
type Edited = Pick<MessageRecord, 'text' | 'attachments' | 'mentionedIds' | 'quotedId' | 'pin' | 'fields'>;

const pinKeys = ['pinned', 'pin_expires', 'pinned_at', 'pinned_by'];

/** A full edit: text, attachments, mentions and custom fields are replaced. @throws StreamError 4, 16, 17, 20 */
export function replaceMessage(
  backend: Backend,
  actor: Actor,
  message: MessageRecord,
  input: NewMessage,
  cards: readonly Fields[],
): void {
  if (input.silent !== undefined && input.silent !== message.silent) {
    throw inputError('message.silent field cannot be updated');
  }
  requireEditable(backend, actor, message);
  const quoted = input.quoted_message_id;
  // A client that edits the text need not repeat what it answers.
  const next = { ...input, quoted_message_id: quoted === undefined ? message.quotedId : quoted };
  apply(backend, message, edited(backend, actor, message, next, custom.of(input)), cards);
}

/** An edit of single fields; to pin a message needs the right to pin alone. @throws StreamError 4, 16, 17, 20 */
export function patchMessage(
  backend: Backend,
  actor: Actor,
  message: MessageRecord,
  set: NewMessage,
  unset: readonly string[],
  cards: readonly Fields[],
): void {
  const onlyPins = [...Object.keys(set), ...unset].every((key) => pinKeys.includes(key));
  if (onlyPins) requireAlive(backend, actor, message);
  else requireEditable(backend, actor, message);
  apply(backend, message, patched(backend, actor, message, set, unset), cards);
}

/** Tells of a change without keeping it. @throws StreamError 4, 20 */
export function patchForNow(
  backend: Backend,
  actor: Actor,
  message: MessageRecord,
  set: NewMessage,
  unset: readonly string[],
): MessageRecord {
  requireEditable(backend, actor, message);
  const changed = newMessageRecord({ ...message, ...patched(backend, actor, message, set, unset) });
  announceMessage(backend, backend.state.channel(message.cid), changed);
  return changed;
}

function patched(
  backend: Backend,
  actor: Actor,
  message: MessageRecord,
  set: NewMessage,
  unset: readonly string[],
): Edited {
  const changeable = [
    'text',
    'attachments',
    'mentioned_users',
    'quoted_message_id',
    'user_id',
    'user',
    ...pinKeys,
  ];
  const fixed = custom.fixed(set, unset, changeable);
  if (fixed !== undefined) throw inputError(`message.${fixed} field cannot be updated`);
  const cleared = (key: string): boolean => unset.includes(key);
  const next: NewMessage = {
    text: set.text ?? (cleared('text') ? '' : message.text),
    attachments: set.attachments ?? (cleared('attachments') ? [] : message.attachments),
    mentioned_users: set.mentioned_users ?? (cleared('mentioned_users') ? [] : message.mentionedIds),
    quoted_message_id: cleared('quoted_message_id') ? null : (set.quoted_message_id ?? message.quotedId),
    pinned: cleared('pinned') ? false : set.pinned,
    pin_expires: cleared('pin_expires') ? null : set.pin_expires,
  };
  return edited(backend, actor, message, next, custom.patch(message.fields, set, unset));
}

function edited(
  backend: Backend,
  actor: Actor,
  message: MessageRecord,
  next: NewMessage,
  fields: Fields,
): Edited {
  const channel = backend.state.channel(message.cid);
  refuseUnserved(next);
  checkContent(backend, channel, { ...next, poll_id: message.pollId, ...liveLocation(message) });
  requireNewRights(actor, channel, message, next);
  return {
    text: next.text ?? '',
    attachments: next.attachments ?? [],
    mentionedIds: [...new Set(next.mentioned_users)],
    // What it quoted before may be out of the actor's sight by now.
    quotedId:
      next.quoted_message_id === message.quotedId
        ? message.quotedId
        : quotedOf(backend, actor, channel, next.quoted_message_id),
    pin: pinAfter(backend, actor, channel, message, next),
    fields,
  };
}

/** What the message held before needs no right again. */
function requireNewRights(
  actor: Actor,
  channel: ChannelRecord,
  message: MessageRecord,
  next: NewMessage,
): void {
  const grew = (next.attachments?.length ?? 0) > message.attachments.length;
  requireRights(actor, channel, {
    text: next.text === message.text ? undefined : next.text,
    attachments: grew ? next.attachments : undefined,
    mentioned_users: next.mentioned_users?.filter((id) => !message.mentionedIds.includes(id)),
    quoted_message_id: next.quoted_message_id === message.quotedId ? undefined : next.quoted_message_id,
  });
}

/** A message that shares a place needs no text. */
const liveLocation = ({ location }: MessageRecord): Pick<NewMessage, 'shared_location'> =>
  location
    ? {
        shared_location: {
          latitude: location.latitude,
          longitude: location.longitude,
          created_by_device_id: location.deviceId,
        },
      }
    : {};

function apply(backend: Backend, message: MessageRecord, next: Edited, cards: readonly Fields[]): void {
  const { state } = backend;
  const channel = state.channel(message.cid);
  const at = state.stamp(channel);
  if (next.text !== message.text) message.textUpdatedAt = at;
  Object.assign(message, next, { updatedAt: at, changedAt: at });
  const known = new Set(message.attachments.map((attachment) => attachment['og_scrape_url']));
  message.attachments = [
    ...message.attachments,
    ...cards.filter((card) => !known.has(card['og_scrape_url'])),
  ];
  announceMessage(backend, channel, message);
}

/** A backend may name anybody, also who does not see the message. */
function requireReadable(backend: Backend, actor: Actor, message: MessageRecord): void {
  requireCapability(actor, backend.state.channel(message.cid), 'read-channel');
  if (!actor.server) requireSeen(backend, actor, message);
}

function requireAlive(backend: Backend, actor: Actor, message: MessageRecord): void {
  requireReadable(backend, actor, message);
  if (message.deletedAt !== undefined) throw inputError('deleted message cannot be updated');
}

function requireEditable(backend: Backend, actor: Actor, message: MessageRecord): void {
  requireReadable(backend, actor, message);
  requirePermission(actor, backend.state.channel(message.cid), 'update-message', message.userId);
  requireAlive(backend, actor, message);
}
