import type { Serve } from '../call.ts';
import { missedEvents, syncSchema } from '../events/sync.ts';
import { watch } from '../events/watching.ts';
import { wireTime } from '../wire.ts';

export function syncRoutes(serve: Serve): void {
  serve('POST', '/sync', 'Sync', async (call) => {
    const body = await call.body(syncSchema);
    const actor = call.actor(body.user_id);
    const connection = body.watch ? call.connection() : undefined;
    const { events, channels, lost } = missedEvents(
      call.backend,
      actor,
      body.channel_cids,
      body.last_sync_at,
    );
    if (connection) for (const channel of channels) watch(call.backend, connection, channel);
    if (body.with_inaccessible_cids) return { events, inaccessible_cids: lost };
    const at = wireTime(call.backend.state.now());
    const removals = lost.map((cid) => {
      const [type, id] = cid.split(':');
      return {
        type: 'notification.removed_from_channel',
        cid,
        channel_type: type,
        channel_id: id,
        created_at: at,
        user: call.backend.present.user(actor.user),
      };
    });
    return { events: [...events, ...removals] };
  });
}
