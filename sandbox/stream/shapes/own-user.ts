import * as z from 'zod';
import { channelShape } from './channel.ts';
import { deviceShape, muteDates, muteShape, named, time, totals, userFields, userShape } from './users.ts';

export const channelMuteShape = z.strictObject({
  user: userShape,
  channel: channelShape,
  ...muteDates,
});

/** The connected user itself: `me` of the first frame, and of events about mutes. */
export const ownUserShape = named(
  z.strictObject({
    ...userFields,
    online: z.literal(true),
    invisible: z.boolean(),
    blocked_user_ids: z.array(z.string()),
    devices: z.array(deviceShape),
    mutes: z.array(muteShape),
    channel_mutes: z.array(channelMuteShape),
    last_active: time,
    ...totals,
  }),
);
