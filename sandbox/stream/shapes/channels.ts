import * as z from 'zod';
import { ownChannelShape } from './channel.ts';
import { time, userShape } from './users.ts';
import { draftShape, messageShape } from './messages.ts';

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
