import * as z from 'zod';
import type { Backend } from '../backend.ts';
import { may } from '../access/permissions.ts';
import { channelOperators, channelReader } from './channel-fields.ts';
import { channelState } from './channel-state.ts';
import { isHiddenFrom } from './channel-visibility.ts';
import { StreamError } from '../errors.ts';
import { checkFilter, filterSchema, matches, mentions, sortSchema, sorted } from '../query/filters.ts';
import type { FieldReader } from '../query/filters.ts';
import type { Actor, ChannelRecord, Fields } from '../model.ts';

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
  checkFilter(query.filter_conditions, channelOperators);
  const reader = (channel: ChannelRecord): FieldReader => channelReader(state, channel, actor);
  const asksForHidden = mentions(query.filter_conditions, 'hidden');
  const found = [...state.channels.values()].filter(
    (channel) =>
      (asksForHidden || !isHiddenFrom(state, channel, actor.user.id)) &&
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
