import { actingId } from '../acting.ts';
import type { Serve } from '../call.ts';
import {
  liveLocations,
  locationUpdateSchema,
  presentLocation,
  updateLocation,
} from '../channels/locations.ts';
import type { MessageRecord } from '../model.ts';

export function locationRoutes(serve: Serve): void {
  serve('GET', '/users/live_locations', 'GetUserLiveLocations', (call) => ({
    active_live_locations: liveLocations(call.backend, call.actor()).map(shown),
  }));

  serve('PUT', '/users/live_locations', 'UpdateLiveLocation', async (call) => {
    const update = await call.body(locationUpdateSchema);
    const actor = call.actor(actingId(update));
    return shown(updateLocation(call.backend, actor, update));
  });
}

const shown = (message: MessageRecord) =>
  message.location ? presentLocation(message, message.location) : {};
