import * as z from 'zod';
import { settingsShape } from '../channels/channel-type-input.ts';
import { time, userShape } from './users.ts';

const commandShape = z.strictObject({
  name: z.string(),
  description: z.string(),
  args: z.string(),
  set: z.string(),
});

export const configShape = z.strictObject({
  name: z.string(),
  ...settingsShape,
  commands: z.array(commandShape),
  created_at: time,
  updated_at: time,
});

const channelFields = {
  id: z.string(),
  type: z.string(),
  cid: z.string(),
  /** The one custom field that the seed's channels have. */
  name: z.string().optional(),
  created_by: userShape,
  created_at: time,
  updated_at: time,
  last_message_at: time.optional(),
  frozen: z.boolean(),
  disabled: z.boolean(),
  team: z.string().optional(),
  cooldown: z.number().optional(),
  truncated_at: time.optional(),
  truncated_by: userShape.optional(),
  member_count: z.number(),
  config: configShape,
};

/** A channel in an event: the same for whoever gets it. */
export const channelShape = z.strictObject(channelFields);

/** A channel that is gone. */
export const deletedChannelShape = channelShape.extend({ deleted_at: time });

/** A channel in an answer, with what it is to the caller. */
export const ownChannelShape = z.strictObject({
  ...channelFields,
  muted: z.literal(true).optional(),
  mute_expires_at: time.optional(),
  blocked: z.literal(true).optional(),
  hidden: z.literal(true).optional(),
  hide_messages_before: time.optional(),
  own_capabilities: z.array(z.string()),
});
