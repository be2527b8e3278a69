import * as z from 'zod';
import type { Call, Serve } from '../call.ts';
import { channelQuerySchema, findChannels, presentFound } from '../channels/channel-query.ts';
import { channelState, channelStateSchema } from '../channels/channel-state.ts';
import { channelDataSchema, createChannel, distinctId } from '../channels/channels.ts';
import { addMembers, announceMembership } from '../channels/members.ts';
import { cidOf } from '../model.ts';
import { requireCapability } from '../access/permissions.ts';
import { stopWatching, watch } from '../events/watching.ts';

const getOrCreateSchema = channelStateSchema.extend({
  data: channelDataSchema.default({}),
  watch: z.boolean().default(false),
  presence: z.boolean().default(false),
  hide_for_creator: z.boolean().default(false),
});

const defaultPage = 100;

/** Finding, making and watching channels. */
export function channelRoutes(serve: Serve): void {
  serve('POST', '/channels', 'QueryChannels', async (call) => {
    const query = await call.body(channelQuerySchema);
    const actor = call.viewer(query.user_id);
    const connection = query.watch || query.presence ? call.connection() : undefined;
    const found = findChannels(call.backend, actor, query);
    for (const channel of found) {
      if (connection && query.watch) watch(call.backend, connection, channel);
      if (connection && query.presence) connection.presenceInChannels.add(channel.cid);
    }
    return { channels: presentFound(call.backend, actor, found, query) };
  });

  // Before the route with an id: "query" would be taken for one.
  serve('POST', '/channels/:type/query', 'GetOrCreateChannel', (call) => getOrCreate(call, undefined));
  serve('POST', '/channels/:type/:id/query', 'GetOrCreateChannel', (call) =>
    getOrCreate(call, call.param('id')),
  );

  serve('POST', '/channels/:type/:id/stop-watching', 'StopWatchingChannel', (call) => {
    stopWatching(call.backend, call.connection(), call.channel());
    return {};
  });
}

async function getOrCreate(call: Call, id: string | undefined) {
  const { backend } = call;
  const request = await call.body(getOrCreateSchema);
  const type = call.param('type');
  const { data } = request;
  const connection = request.watch || request.presence ? call.connection() : undefined;
  const creatorId = data.created_by_id ?? data.created_by?.id;
  const actor = call.viewer(creatorId);
  const distinct = id === undefined ? distinctId(backend.state, actor, type, data.members ?? []) : undefined;
  const channelId = id ?? distinct?.id ?? '';
  const known = backend.state.channels.get(cidOf(type, channelId));
  // To make a channel, a server must say whose it is.
  const channel =
    known ??
    createChannel(backend, call.actor(creatorId), type, channelId, data, { distinct: distinct?.members });
  // Who left the one channel of these members comes back by asking for it.
  if (known && distinct && !actor.server && !channel.members.has(actor.user.id)) {
    addMembers(backend, channel, [{ user_id: actor.user.id, channel_role: undefined, fields: {} }]);
  }
  requireCapability(actor, channel, 'read-channel');
  if (!known && request.hide_for_creator) channel.hiddenFrom.add(actor.user.id);
  if (connection && request.watch) watch(backend, connection, channel);
  if (connection && request.presence) connection.presenceInChannels.add(channel.cid);
  if (!known) announceMembership(backend, channel, [...channel.members.keys()]);
  return channelState(backend, actor, channel, request, defaultPage);
}
