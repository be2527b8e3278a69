import * as z from 'zod';
import { channelShape as channel, ownChannelShape } from './channel.ts';
import { time, userShape as user } from './users.ts';

// The whole shapes of the wire, for tests: a field that is missing, of another type or one too many fails.

export const reactionShape = z.strictObject({
  message_id: z.string(),
  user_id: z.string(),
  user,
  type: z.string(),
  score: z.number(),
  created_at: time,
  updated_at: time,
});

const reactionGroup = z.strictObject({
  count: z.number(),
  sum_scores: z.number(),
  first_reaction_at: time,
  last_reaction_at: time,
  latest_reactions_by: z.array(z.strictObject({ user_id: z.string(), user, created_at: time })),
});

export const voteShape = z.strictObject({
  id: z.string(),
  poll_id: z.string(),
  option_id: z.string().optional(),
  answer_text: z.string().optional(),
  is_answer: z.literal(true).optional(),
  user_id: z.string().optional(),
  user: user.optional(),
  created_at: time,
  updated_at: time,
});

export const pollShape = z.strictObject({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  voting_visibility: z.enum(['public', 'anonymous']),
  enforce_unique_vote: z.boolean(),
  max_votes_allowed: z.number().nullable(),
  allow_answers: z.boolean(),
  allow_user_suggested_options: z.boolean(),
  is_closed: z.boolean(),
  options: z.array(z.strictObject({ id: z.string(), text: z.string() })),
  vote_count: z.number(),
  vote_counts_by_option: z.record(z.string(), z.number()),
  answers_count: z.number(),
  latest_votes_by_option: z.record(z.string(), z.array(voteShape)).nullable(),
  latest_answers: z.array(voteShape),
  own_votes: z.array(voteShape),
  created_by_id: z.string(),
  created_by: user,
  created_at: time,
  updated_at: time,
});

export const pollOptionShape = z.strictObject({
  id: z.string(),
  poll_id: z.string(),
  text: z.string(),
  position: z.number(),
  vote_count: z.number(),
  created_at: time,
  updated_at: time,
});

const reminderBase = {
  channel_cid: z.string(),
  message_id: z.string(),
  user_id: z.string(),
  remind_at: time.optional(),
  created_at: time,
  updated_at: time,
};

export const locationShape = z.strictObject({
  channel_cid: z.string(),
  message_id: z.string(),
  user_id: z.string(),
  latitude: z.number(),
  longitude: z.number(),
  created_by_device_id: z.string(),
  end_at: time.optional(),
  created_at: time,
  updated_at: time,
});

const plainMessage = {
  id: z.string(),
  cid: z.string(),
  type: z.enum(['regular', 'reply', 'system', 'deleted', 'ephemeral', 'error']),
  text: z.string(),
  html: z.string(),
  user,
  attachments: z.array(z.record(z.string(), z.unknown())),
  mentioned_users: z.array(user),
  quoted_message_id: z.string().optional(),
  parent_id: z.string().optional(),
  show_in_channel: z.literal(true).optional(),
  silent: z.boolean(),
  shadowed: z.boolean(),
  restricted_visibility: z.array(z.string()).optional(),
  pinned: z.boolean(),
  pinned_at: time.nullable(),
  pinned_by: user.nullable(),
  pin_expires: time.nullable(),
  latest_reactions: z.array(reactionShape),
  own_reactions: z.array(reactionShape),
  reaction_counts: z.record(z.string(), z.number()),
  reaction_scores: z.record(z.string(), z.number()),
  reaction_groups: z.record(z.string(), reactionGroup),
  reply_count: z.number(),
  deleted_reply_count: z.number(),
  thread_participants: z.array(user).optional(),
  command: z.string().optional(),
  args: z.string().optional(),
  command_info: z.strictObject({ name: z.string() }).optional(),
  moderation: z.strictObject({ action: z.string(), original_text: z.string() }).optional(),
  poll_id: z.string().optional(),
  poll: pollShape.optional(),
  shared_location: locationShape.optional(),
  reminder: z.strictObject(reminderBase).optional(),
  created_at: time,
  updated_at: time,
  message_text_updated_at: time.optional(),
  deleted_at: time.optional(),
  deleted_for_me: z.literal(true).optional(),
};

export const messageShape = z.strictObject({
  ...plainMessage,
  quoted_message: z.strictObject(plainMessage).optional(),
});

/** Where a message is told with its channel: alone, and in a search. */
export const messageInChannelShape = messageShape.extend({ channel: ownChannelShape });

export const reminderShape = z.strictObject({ ...reminderBase, channel, message: messageShape, user });

export const draftShape = z.strictObject({
  channel_cid: z.string(),
  channel: channel.optional(),
  message: z.strictObject({
    id: z.string(),
    text: z.string(),
    attachments: z.array(z.record(z.string(), z.unknown())).optional(),
    mentioned_users: z.array(z.string()).optional(),
    parent_id: z.string().nullable().optional(),
    quoted_message_id: z.string().nullable().optional(),
    show_in_channel: z.boolean().optional(),
    silent: z.boolean().optional(),
    poll_id: z.string().nullable().optional(),
    type: z.string().optional(),
  }),
  parent_id: z.string().optional(),
  parent_message: messageShape.optional(),
  quoted_message: messageShape.optional(),
  created_at: time,
});

const readShape = z.strictObject({
  user,
  last_read: time,
  last_read_message_id: z.string().optional(),
  unread_messages: z.number(),
});

export const threadShape = z.strictObject({
  channel_cid: z.string(),
  channel,
  parent_message_id: z.string(),
  parent_message: messageShape,
  created_by_user_id: z.string(),
  created_by: user,
  title: z.string(),
  reply_count: z.number(),
  participant_count: z.number(),
  active_participant_count: z.number(),
  thread_participants: z.array(
    z.strictObject({
      channel_cid: z.string(),
      thread_id: z.string(),
      user_id: z.string(),
      user,
      created_at: time,
      last_read_at: time,
      last_thread_message_at: time.optional(),
    }),
  ),
  last_message_at: time,
  created_at: time,
  updated_at: time,
  latest_replies: z.array(messageShape).optional(),
  read: z.array(readShape).optional(),
  draft: draftShape.optional(),
});

/** A thread in an answer, as its reader sees it. */
export const ownThreadShape = threadShape
  .extend({ channel: ownChannelShape })
  .required({ latest_replies: true, read: true });

/** Fails with what is wrong where a value has not exactly a shape. */
export function expectShape<T>(shape: z.ZodType<T>, value: unknown): T {
  return shape.parse(value);
}
