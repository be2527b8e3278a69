import * as z from 'zod';
import { acting, actingId } from '../acting.ts';
import type { Serve } from '../call.ts';
import { inputError } from '../errors.ts';
import { requireAppPermission, requireCapability } from '../access/permissions.ts';
import {
  muteChannels,
  muteUsers,
  shownChannelMute,
  shownMute,
  unmuteChannels,
  unmuteUsers,
} from './mutes.ts';

const usersSchema = z.strictObject({
  ...acting,
  target_id: z.string().optional(),
  target_ids: z.array(z.string()).max(100).optional(),
  timeout: z.int().min(0).optional(),
});
const channelsSchema = z.strictObject({
  ...acting,
  channel_cid: z.string().optional(),
  channel_cids: z.array(z.string()).max(100).optional(),
  expiration: z.int().min(0).optional(),
});

/** @throws StreamError 4 where neither one is named nor several */
function named(name: string, one: string | undefined, several: readonly string[] | undefined): string[] {
  const all = [...new Set([...(one === undefined ? [] : [one]), ...(several ?? [])])];
  if (all.length === 0) throw inputError(`${name} is a required field`);
  return all;
}

export function muteRoutes(serve: Serve): void {
  serve('POST', '/moderation/mute', 'MuteUser', async (call) => {
    const body = await call.body(usersSchema);
    const { backend } = call;
    const actor = call.actor(actingId(body));
    requireAppPermission(actor, 'mute-user');
    const targets = named('target_ids', body.target_id, body.target_ids);
    const mutes = muteUsers(backend, actor, targets, body.timeout || undefined).map((mute) =>
      shownMute(backend, mute),
    );
    return { mute: mutes[0], mutes, own_user: backend.present.me(actor.user) };
  });

  serve('POST', '/moderation/unmute', 'UnmuteUser', async (call) => {
    const body = await call.body(usersSchema);
    const actor = call.actor(actingId(body));
    requireAppPermission(actor, 'mute-user');
    unmuteUsers(call.backend, actor.user, named('target_ids', body.target_id, body.target_ids));
    return {};
  });

  serve('POST', '/moderation/mute/channel', 'MuteChannel', async (call) => {
    const body = await call.body(channelsSchema);
    const { backend } = call;
    const actor = call.actor(actingId(body));
    const channels = named('channel_cids', body.channel_cid, body.channel_cids).map((cid) =>
      backend.state.channel(cid),
    );
    for (const channel of channels) requireCapability(actor, channel, 'mute-channel');
    const mutes = muteChannels(backend, actor, channels, body.expiration || undefined).flatMap((mute) =>
      shownChannelMute(backend, mute),
    );
    return { channel_mute: mutes[0], channel_mutes: mutes, own_user: backend.present.me(actor.user) };
  });

  serve('POST', '/moderation/unmute/channel', 'UnmuteChannel', async (call) => {
    const body = await call.body(channelsSchema);
    const { state } = call.backend;
    const actor = call.actor(actingId(body));
    const cids = named('channel_cids', body.channel_cid, body.channel_cids);
    for (const cid of cids) requireCapability(actor, state.channel(cid), 'mute-channel');
    unmuteChannels(call.backend, actor.user, cids);
    return {};
  });
}
