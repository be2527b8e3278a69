import * as z from 'zod';
import type { Call, Serve } from '../call.ts';
import { channelQuerySchema, findChannels, presentFound } from '../channel-query.ts';
import { channelState, channelStateSchema } from '../channel-state.ts';
import { requireCapability } from '../permissions.ts';
import {
  addMembers,
  announceMembership,
  announceUpdate,
  channelDataSchema,
  createChannel,
  distinctId,
  newMembersSchema,
  patchData,
  removeMembers,
  replaceData,
  setModerator,
} from '../channels.ts';
import { inputError } from '../errors.ts';
import { newMessageSchema } from '../message-input.ts';
import { createMessage } from '../messages.ts';
import { cidOf } from '../model.ts';
import type { Actor, ChannelRecord } from '../model.ts';
import { stopWatching, watch } from '../watching.ts';

const getOrCreateSchema = channelStateSchema.extend({
  data: channelDataSchema.default({}),
  watch: z.boolean().default(false),
  presence: z.boolean().default(false),
});

/** Strict: what the sandbox does not do (invites, slow mode …) is an error that names it. */
const updateSchema = z.strictObject({
  data: channelDataSchema.optional(),
  message: newMessageSchema.nullish(),
  add_members: newMembersSchema.default([]),
  remove_members: z.array(z.string()).default([]),
  add_moderators: z.array(z.string()).default([]),
  demote_moderators: z.array(z.string()).default([]),
  skip_push: z.boolean().optional(),
  user_id: z.string().optional(),
});

const patchSchema = z.object({
  set: channelDataSchema.default({}),
  unset: z.array(z.string()).default([]),
  user_id: z.string().optional(),
});

const defaultPage = 100;

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

  serve('POST', '/channels/:type/:id', 'UpdateChannel', async (call) => {
    const update = await call.body(updateSchema);
    const { backend } = call;
    const actor = call.actor(update.user_id ?? update.message?.user_id ?? call.channel().createdById);
    const channel = call.channel();
    requireUpdate(actor, channel, update);
    if (update.data) replaceData(channel, update.data);
    addMembers(backend, channel, update.add_members);
    removeMembers(backend, channel, update.remove_members);
    for (const id of update.add_moderators) setModerator(channel, id, true);
    for (const id of update.demote_moderators) setModerator(channel, id, false);
    const message = update.message
      ? createMessage(backend, actor, channel, update.message, { system: true })
      : undefined;
    const shown = message && backend.present.message(message, actor.user.id);
    announceUpdate(backend, actor, channel, shown);
    return {
      channel: backend.present.channel(channel, actor),
      members: [...channel.members.values()].map((member) => backend.present.member(member)),
      ...(shown && { message: shown }),
    };
  });

  serve('PATCH', '/channels/:type/:id', 'UpdateChannelPartial', async (call) => {
    const patch = await call.body(patchSchema);
    const channel = call.channel();
    const actor = call.actor(patch.user_id ?? channel.createdById);
    requireCapability(actor, channel, 'update-channel');
    patchData(channel, patch.set, patch.unset);
    announceUpdate(call.backend, actor, channel);
    return {
      channel: call.backend.present.channel(channel, actor),
      members: [...channel.members.values()].map((member) => call.backend.present.member(member)),
    };
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
  const channelId = id ?? distinctId(actor, type, data.members ?? []);
  const known = backend.state.channels.get(cidOf(type, channelId));
  // To make a channel, a server must say whose it is.
  const channel = known ?? createChannel(backend, call.actor(creatorId), type, channelId, data);
  requireCapability(actor, channel, 'read-channel');
  if (connection && request.watch) watch(backend, connection, channel);
  if (connection && request.presence) connection.presenceInChannels.add(channel.cid);
  if (!known) announceMembership(backend, channel, [...channel.members.keys()]);
  return channelState(backend, actor, channel, request, defaultPage);
}

/** A member may take itself out; all other changes of members need the right to change them. */
function requireUpdate(actor: Actor, channel: ChannelRecord, update: z.infer<typeof updateSchema>): void {
  const members = [...update.add_members, ...update.add_moderators, ...update.demote_moderators];
  const leaves = update.remove_members.length === 1 && update.remove_members[0] === actor.user.id;
  if (update.data || update.message) requireCapability(actor, channel, 'update-channel');
  if (members.length > 0) requireCapability(actor, channel, 'update-channel-members');
  if (update.remove_members.length > 0) {
    requireCapability(
      actor,
      channel,
      'update-channel-members',
      ...(leaves ? (['leave-channel'] as const) : []),
    );
  }
  const changesRoles = update.add_moderators.length > 0 || update.demote_moderators.length > 0;
  if (changesRoles && !actor.server) throw inputError('only a server call may change moderators');
}
