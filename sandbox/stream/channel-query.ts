import * as z from 'zod';
import type { Backend } from './backend.ts';
import { may } from './permissions.ts';
import { channelState } from './channel-state.ts';
import { StreamError } from './errors.ts';
import { filterSchema, matches, sortSchema, sorted } from './filters.ts';
import type { FieldReader, FieldValue } from './filters.ts';
import type { Actor, ChannelRecord, Fields } from './model.ts';
import { unreadIn } from './unread.ts';

export const channelQuerySchema = z.object({
  filter_conditions: filterSchema.default({}),
  sort: sortSchema,
  state: z.boolean().default(true),
  watch: z.boolean().default(false),
  presence: z.boolean().default(false),
  limit: z.int().min(0).max(30).default(10),
  offset: z.int().min(0).max(1000).default(0),
  message_limit: z.int().min(0).max(300).default(25),
  member_limit: z.int().min(0).max(100).default(100),
  user_id: z.string().optional(),
});
export type ChannelQuery = z.infer<typeof channelQuerySchema>;

/**
 * The channels that a filter finds, one page of them in order.
 * @throws StreamError 4 (filter), 70 (it finds a channel that the actor may not read)
 */
export function findChannels({ state }: Backend, actor: Actor, query: ChannelQuery): ChannelRecord[] {
  const reader = (channel: ChannelRecord): FieldReader =>
    readerOf(channel, actor, state.lastMessageAt(channel));
  const found = [...state.channels.values()].filter((channel) =>
    matches(query.filter_conditions, reader(channel)),
  );
  const closed = found.filter((channel) => !may(actor, channel, 'read-channel'));
  if (closed.length > 0) {
    const types = [...new Set(closed.map((channel) => channel.type))].join(', ');
    throw new StreamError(
      70,
      403,
      `the filter finds channels of type ${types} that user '${actor.user.id}' may not read`,
    );
  }
  const order = query.sort.length > 0 ? query.sort : [{ field: 'last_updated', direction: -1 as const }];
  return sorted(found, order, reader).slice(query.offset, query.offset + query.limit);
}

export function presentFound(
  backend: Backend,
  actor: Actor,
  channels: ChannelRecord[],
  query: ChannelQuery,
): Fields[] {
  const request = {
    state: query.state,
    messages: {},
    members: { limit: query.member_limit, offset: 0 },
    watchers: { limit: 100, offset: 0 },
  };
  return channels.map((channel) => channelState(backend, actor, channel, request, query.message_limit));
}

/** The fields by which channels are found and sorted; any other name is a custom field. */
function readerOf(channel: ChannelRecord, actor: Actor, lastMessageAt: number | undefined): FieldReader {
  const { user } = actor;
  return (field) => {
    switch (field) {
      case 'id':
      case 'type':
      case 'cid':
      case 'frozen':
        return channel[field];
      case 'members':
        return [...channel.members.keys()];
      case 'member_count':
        return channel.members.size;
      case 'created_by_id':
        return channel.createdById;
      case 'created_at':
        return new Date(channel.createdAt);
      case 'updated_at':
        return new Date(channel.updatedAt);
      case 'last_message_at':
        return lastMessageAt === undefined ? null : new Date(lastMessageAt);
      case 'last_updated':
        return new Date(lastMessageAt ?? channel.createdAt);
      case 'joined':
        return channel.members.has(user.id);
      case 'unread_count':
        return unreadIn(channel, user.id);
      case 'has_unread':
        return unreadIn(channel, user.id) > 0;
      case 'hidden':
      case 'disabled':
      case 'muted':
      case 'pinned':
      case 'archived':
        return false;
      default:
        return channel.fields[field] as FieldValue;
    }
  };
}
