import * as z from 'zod';
import type { Backend } from '../backend.ts';
import { inputError } from '../errors.ts';
import type { Event } from './events.ts';
import { isSeenBy } from '../messages/message-visibility.ts';
import type { Actor, ChannelRecord, Fields, MessageRecord } from '../model.ts';
import { may } from '../access/permissions.ts';

const day = 86_400_000;
/** How far back, and for how much, the vendor can tell. */
const longestAway = 30 * day;
const mostEvents = 1000;

export const syncSchema = z.object({
  channel_cids: z.array(z.string()).min(1).max(255),
  last_sync_at: z.string(),
  watch: z.boolean().default(false),
  with_inaccessible_cids: z.boolean().default(false),
  user_id: z.string().optional(),
});

/**
 * What somebody missed in channels since a time, in the order in which it happened: each message once, as it is now.
 * @returns `lost`: the cids that it may not read, or that are gone
 * @throws StreamError 4 (no time, too long ago, too much to tell)
 */
export function missedEvents(
  backend: Backend,
  actor: Actor,
  cids: readonly string[],
  lastSyncAt: string,
): { events: Event[]; channels: ChannelRecord[]; lost: string[] } {
  const { state } = backend;
  const since = Date.parse(lastSyncAt);
  if (Number.isNaN(since)) throw inputError('expected date for field "last_sync_at"');
  if (since < state.now() - longestAway) throw inputError('last_sync_at is older than 30 days');
  const known = cids.map((cid) => state.channels.get(cid));
  const channels = known.filter((channel) => channel !== undefined && may(actor, channel, 'read-channel'));
  const readable = channels as ChannelRecord[];
  const events = readable
    .flatMap((channel) => missedIn(backend, actor, channel, since))
    .sort((left, right) => left.created_at.localeCompare(right.created_at));
  if (events.length > mostEvents) throw inputError('too many events to sync: query the channels again');
  const held = new Set(readable.map(({ cid }) => cid));
  return { events, channels: readable, lost: cids.filter((cid) => !held.has(cid)) };
}

function missedIn(backend: Backend, actor: Actor, channel: ChannelRecord, since: number): Event[] {
  const { events, present, state } = backend;
  const about = (type: string, at: number, fields: Fields): Event =>
    events.channelEvent(type, channel, fields, at);
  const ofMessages = channel.messages
    .filter((message) => message.changedAt > since && isSeenBy(channel, message, actor))
    .map((message) => about(typeFor(message, since), message.changedAt, shown(message)));
  const ofRemoved = state.removed
    .filter(({ message, at }) => message.cid === channel.cid && at > since && message.createdAt <= since)
    .filter(({ message }) => isSeenBy(channel, message, actor))
    .map(({ message, at }) => about('message.deleted', at, { ...shown(message), hard_delete: true }));
  const ofMembers = [...channel.members.values()]
    .filter((member) => member.createdAt > since)
    .map((member) =>
      about('member.added', member.createdAt, {
        member: present.member(member),
        user: present.user(state.user(member.userId)),
      }),
    );
  const ofChannel =
    channel.updatedAt > since
      ? [about('channel.updated', channel.updatedAt, { channel: present.channel(channel, actor) })]
      : [];
  return [...ofMessages, ...ofRemoved, ...ofMembers, ...ofChannel];

  function shown(message: MessageRecord): Fields {
    return {
      message: present.message(message, actor),
      user: present.user(state.user(message.userId)),
    };
  }
}

/** A message that came and was edited since is one that came; reactions are edits. */
function typeFor(message: MessageRecord, since: number): string {
  if (message.deletedAt !== undefined) return 'message.deleted';
  return message.createdAt > since ? 'message.new' : 'message.updated';
}
