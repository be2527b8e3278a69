import * as z from 'zod';
import { settingsShape } from '../channels/channel-type-input.ts';
import { time, userShape } from './users.ts';
import { draftShape, messageShape } from './messages.ts';

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

export const memberShape = z.strictObject({
  user_id: z.string(),
  user: userShape,
  role: z.enum(['owner', 'moderator', 'member']),
  channel_role: z.string(),
  is_moderator: z.literal(true).optional(),
  banned: z.boolean(),
  shadow_banned: z.boolean(),
  ban_expires: time.optional(),
  notifications_muted: z.boolean(),
  status: z.enum(['member', 'pending', 'accepted', 'rejected']),
  invited: z.literal(true).optional(),
  invite_accepted_at: time.optional(),
  invite_rejected_at: time.optional(),
  pinned_at: time.optional(),
  archived_at: time.optional(),
  created_at: time,
  updated_at: time,
});

export const readShape = z.strictObject({
  user: userShape,
  last_read: time,
  last_read_message_id: z.string().optional(),
  unread_messages: z.number(),
  last_delivered_at: time.optional(),
  last_delivered_message_id: z.string().optional(),
});

const stateFields = {
  channel: ownChannelShape,
  messages: z.array(messageShape),
  pinned_messages: z.array(messageShape),
  pending_messages: z
    .array(
      z.strictObject({
        message: messageShape,
        pending_message_metadata: z.record(z.string(), z.string()),
      }),
    )
    .optional(),
  draft: draftShape.optional(),
  threads: z.array(z.never()),
  members: z.array(memberShape),
  hidden: z.literal(true).optional(),
  membership: memberShape.optional(),
  read: z.array(readShape),
  watcher_count: z.number().optional(),
  watchers: z.array(userShape).optional(),
};

/** An element of what `POST /channels` finds. */
export const channelStateShape = z.strictObject(stateFields);

/** The answer of a query of one channel. */
export const channelAnswerShape = z.strictObject({
  ...stateFields,
  duration: z.string().regex(/^[\d.]+ms$/),
});
