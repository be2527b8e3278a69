import * as z from 'zod';
import { actingId } from '../acting.ts';
import type { Serve } from '../call.ts';
import { clientEventSchema, sendClientEvent, sendUserEvent } from '../events/client-events.ts';

const bodySchema = z.object({ event: clientEventSchema });

export function eventRoutes(serve: Serve): void {
  serve('POST', '/channels/:type/:id/event', 'SendEvent', async (call) => {
    const { event } = await call.body(bodySchema);
    return {
      event: sendClientEvent(call.backend, call.actor(actingId(event)), call.channel(), event),
    };
  });

  serve('POST', '/users/:user/event', 'SendUserCustomEvent', async (call) => {
    call.requireServer();
    const { event } = await call.body(bodySchema);
    sendUserEvent(call.backend, call.backend.state.user(call.param('user')).id, event);
    return {};
  });
}
