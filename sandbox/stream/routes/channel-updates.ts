import * as z from 'zod';
import { acting, actingId } from '../acting.ts';
import type { Call, Serve } from '../call.ts';
import { channelUpdateSchema, updateChannel } from '../channels/channel-update.ts';
import { announceUpdate, channelDataSchema, patchData } from '../channels/channels.ts';
import { memberOf, patchMember } from '../channels/members.ts';
import type { Actor, ChannelRecord, Fields } from '../model.ts';
import { requireCapability } from '../access/permissions.ts';

const patchSchema = z.strictObject({
  set: channelDataSchema.default({}),
  unset: z.array(z.string()).default([]),
  ...acting,
});

const memberPatchSchema = z.strictObject({
  set: z.record(z.string(), z.unknown()).default({}),
  unset: z.array(z.string()).default([]),
});

/** Changing channels and their members. */
export function channelUpdateRoutes(serve: Serve): void {
  serve('POST', '/channels/:type/:id', 'UpdateChannel', async (call) => {
    const update = await call.body(channelUpdateSchema);
    const channel = call.channel();
    const named = actingId(update) ?? actingId(update.message ?? {});
    const actor = call.actor(named ?? channel.createdById);
    const message = updateChannel(call.backend, actor, channel, update);
    return { ...changed(call, actor, channel), ...(message && { message }) };
  });

  serve('PATCH', '/channels/:type/:id', 'UpdateChannelPartial', async (call) => {
    const patch = await call.body(patchSchema);
    const channel = call.channel();
    const actor = call.actor(actingId(patch) ?? channel.createdById);
    requireCapability(actor, channel, 'update-channel');
    patchData(call.backend.state, actor, channel, patch.set, patch.unset);
    announceUpdate(call.backend, actor, channel);
    return changed(call, actor, channel);
  });

  const patchOne = async (call: Call, userId: string): Promise<Fields> => {
    const { set, unset } = await call.body(memberPatchSchema);
    const channel = call.channel();
    const actor = call.actor(userId);
    if (actor.user.id === userId) requireCapability(actor, channel, 'read-channel');
    else requireCapability(actor, channel, 'update-channel-members');
    const member = memberOf(channel, userId);
    patchMember(call.backend, channel, member, set, unset);
    return { channel_member: call.backend.present.member(member) };
  };
  serve('PATCH', '/channels/:type/:id/member', 'UpdateMemberPartial', (call) =>
    patchOne(call, call.actor().user.id),
  );
  serve('PATCH', '/channels/:type/:id/member/:user', 'UpdateMemberPartial', (call) =>
    patchOne(call, call.param('user')),
  );
}

const changed = ({ backend }: Call, actor: Actor, channel: ChannelRecord): Fields => ({
  channel: backend.present.channel(channel, actor),
  members: [...channel.members.values()].slice(0, 100).map((member) => backend.present.member(member)),
});
