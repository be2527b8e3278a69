import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { acting, actingId } from '../acting.ts';
import type { Call, Serve } from '../call.ts';
import { deleteChannel, truncateChannel } from '../channels/channel-removal.ts';
import { hideChannel, showChannel } from '../channels/channel-visibility.ts';
import { StreamError, notFound } from '../errors.ts';
import { systemMessageSchema } from '../messages/message-input.ts';
import { requireCapability, requirePermission } from '../access/permissions.ts';

// The SDK says null where nobody is named.
const actingOrNull = { ...acting, user_id: z.string().nullish() };
const hideSchema = z.strictObject({ ...actingOrNull, clear_history: z.boolean().default(false) });
const showSchema = z.strictObject(actingOrNull);
const truncateSchema = z.strictObject({
  ...actingOrNull,
  hard_delete: z.boolean().optional(),
  skip_push: z.boolean().optional(),
  truncated_at: z.iso.datetime({ offset: true }).optional(),
  message: systemMessageSchema.nullish(),
});
const deleteManySchema = z.strictObject({
  cids: z.array(z.string()).min(1).max(100),
  hard_delete: z.boolean().default(false),
});

/** Hiding, emptying and deleting channels. */
export function channelLifecycleRoutes(serve: Serve): void {
  serve('POST', '/channels/:type/:id/hide', 'HideChannel', async (call) => {
    const body = await call.body(hideSchema);
    const [actor, channel] = [call.actor(actingId(body)), call.channel()];
    requireCapability(actor, channel, 'read-channel');
    hideChannel(call.backend, actor, channel, body.clear_history);
    return {};
  });

  serve('POST', '/channels/:type/:id/show', 'ShowChannel', async (call) => {
    const body = await call.body(showSchema);
    const [actor, channel] = [call.actor(actingId(body)), call.channel()];
    requireCapability(actor, channel, 'read-channel');
    showChannel(call.backend, actor, channel);
    return {};
  });

  serve('POST', '/channels/:type/:id/truncate', 'TruncateChannel', async (call) => {
    const body = await call.body(truncateSchema);
    const channel = call.channel();
    const actor = call.actor(actingId(body) ?? channel.createdById);
    requireCapability(actor, channel, 'read-channel');
    requirePermission(actor, channel, 'truncate-channel');
    const message = truncateChannel(call.backend, actor, channel, {
      at: body.truncated_at === undefined ? undefined : new Date(body.truncated_at).getTime(),
      message: body.message ?? undefined,
    });
    return { channel: call.backend.present.channel(channel, actor), ...(message && { message }) };
  });

  serve('DELETE', '/channels/:type/:id', 'DeleteChannel', (call) => {
    const channel = call.channel();
    const actor = call.actor(channel.createdById);
    const hard = call.query('hard_delete') === 'true';
    requireCapability(actor, channel, 'delete-channel');
    if (hard) requireServerForHard(call);
    return { channel: deleteChannel(call.backend, actor, channel, hard) };
  });

  serve('POST', '/channels/delete', 'DeleteChannels', async (call) => {
    call.requireServer();
    const { cids, hard_delete: hard } = await call.body(deleteManySchema);
    const { state } = call.backend;
    const missing = cids.find((cid) => !state.channels.has(cid));
    if (missing !== undefined) throw notFound(`Can't find channel with id ${missing}`);
    for (const cid of new Set(cids)) {
      const channel = state.channel(cid);
      deleteChannel(call.backend, { user: state.user(channel.createdById), server: true }, channel, hard);
    }
    const result = Object.fromEntries(cids.map((cid) => [cid, { status: 'ok' }]));
    return { result, task_id: state.addTask(randomUUID(), result) };
  });

  serve('GET', '/tasks/:task', 'GetTask', (call) => {
    call.requireServer();
    return call.backend.present.task(call.backend.state.task(call.param('task')));
  });
}

function requireServerForHard(call: Call): void {
  if (!call.identity.server) {
    throw new StreamError(17, 403, 'hard delete is only allowed with server-side auth');
  }
}
