import type { DeviceRecord, Fields } from '../model.ts';
import { defined, wireTime } from '../wire.ts';

/** A device that a user gets push messages on. */
export const shownDevice = (userId: string, device: DeviceRecord): Fields =>
  defined({
    id: device.id,
    push_provider: device.provider,
    push_provider_name: device.providerName,
    user_id: userId,
    created_at: wireTime(device.createdAt),
    disabled: false,
  });
