import * as z from 'zod';
import { channelShape, deletedChannelShape } from './channel.ts';
import { memberShape } from './channels.ts';
import { ownUserShape } from './own-user.ts';
import { time, totals, userShape } from './users.ts';
import {
  draftShape,
  messageShape,
  pollShape,
  reactionShape,
  reminderShape,
  threadShape,
  voteShape,
} from './messages.ts';

type Shape = Record<string, z.ZodType>;

/** An event of a channel. */
const inChannel = (type: string, fields: Shape) =>
  z.strictObject({
    type: z.literal(type),
    cid: z.string(),
    channel_id: z.string(),
    channel_type: z.string(),
    created_at: time,
    ...fields,
  });

/** An event of no channel. */
const apart = (type: string, fields: Shape) =>
  z.strictObject({ type: z.literal(type), created_at: time, ...fields });

/** The same fields under several names. */
const each = (types: readonly string[], shape: (type: string) => z.ZodType): [string, z.ZodType][] =>
  types.map((type) => [type, shape(type)]);

const user = userShape;
const channel = channelShape;
const member = memberShape;
const message = messageShape;
const sent = {
  message,
  user,
  message_id: z.string(),
  watcher_count: z.number(),
  channel_member_count: z.number(),
};
const thread = threadShape.omit({ latest_replies: true, read: true, draft: true });
const readThread = z.union([
  thread,
  z.strictObject({ parent_message_id: z.string(), channel_cid: z.string() }),
]);
const ban = { user, created_by: user, shadow: z.boolean(), reason: z.string().optional() };

/** Of every event that the server sends, its whole shape: a field that is missing, new or of another type fails. */
export const eventShapes: Readonly<Record<string, z.ZodType>> = Object.fromEntries([
  ['message.new', inChannel('message.new', { ...sent, ...totals })],
  ['notification.message_new', inChannel('notification.message_new', { ...sent, channel, ...totals })],
  [
    'notification.thread_message_new',
    inChannel('notification.thread_message_new', {
      ...sent,
      channel,
      thread_id: z.string(),
      unread_threads: z.number(),
      unread_thread_messages: z.number(),
    }),
  ],
  ['message.updated', inChannel('message.updated', { message, user })],
  [
    'message.deleted',
    inChannel('message.deleted', {
      message,
      user,
      hard_delete: z.literal(true).optional(),
      deleted_for_me: z.literal(true).optional(),
    }),
  ],
  ['message.undeleted', inChannel('message.undeleted', { message, user })],
  ...each(['reaction.new', 'reaction.updated', 'reaction.deleted'], (type) =>
    inChannel(type, { message, reaction: reactionShape, user }),
  ),
  ...each(['typing.start', 'typing.stop'], (type) =>
    inChannel(type, { user, parent_id: z.string().optional() }),
  ),
  [
    'message.read',
    inChannel('message.read', {
      user,
      channel,
      last_read_message_id: z.string().optional(),
      thread: readThread.optional(),
    }),
  ],
  [
    'notification.mark_read',
    z.union([
      inChannel('notification.mark_read', {
        user,
        channel,
        last_read_message_id: z.string().optional(),
        thread: readThread.optional(),
        thread_id: z.string().optional(),
        member: member.optional(),
        ...totals,
      }),
      apart('notification.mark_read', { user, ...totals }),
    ]),
  ],
  [
    'notification.mark_unread',
    inChannel('notification.mark_unread', {
      user,
      channel,
      first_unread_message_id: z.string(),
      last_read_at: time,
      last_read_message_id: z.string().optional(),
      unread_messages: z.number(),
      thread_id: z.string().optional(),
      ...totals,
    }),
  ],
  [
    'message.delivered',
    inChannel('message.delivered', { user, last_delivered_at: time, last_delivered_message_id: z.string() }),
  ],
  ['thread.updated', inChannel('thread.updated', { thread })],
  ...each(['member.added', 'member.updated', 'member.removed'], (type) => inChannel(type, { member, user })),
  ['notification.added_to_channel', inChannel('notification.added_to_channel', { channel, member })],
  ...each(
    [
      'notification.removed_from_channel',
      'notification.invited',
      'notification.invite_accepted',
      'notification.invite_rejected',
    ],
    (type) => inChannel(type, { channel, member, user }),
  ),
  ['channel.updated', inChannel('channel.updated', { channel, user, message: message.optional() })],
  ...each(['channel.truncated', 'notification.channel_truncated'], (type) =>
    inChannel(type, {
      channel: channel.required({ truncated_at: true, truncated_by: true }),
      user,
      message: message.optional(),
    }),
  ),
  ...each(['channel.deleted', 'notification.channel_deleted'], (type) =>
    inChannel(type, { channel: deletedChannelShape, user, hard_delete: z.literal(true).optional() }),
  ),
  ['channel.hidden', inChannel('channel.hidden', { channel, user, clear_history: z.boolean() })],
  ['channel.visible', inChannel('channel.visible', { channel, user })],
  ...each(['user.watching.start', 'user.watching.stop'], (type) =>
    inChannel(type, { user, watcher_count: z.number() }),
  ),
  ...each(['user.presence.changed', 'user.updated', 'user.deactivated', 'user.reactivated'], (type) =>
    apart(type, { user }),
  ),
  [
    'user.deleted',
    apart('user.deleted', { user, mark_messages_deleted: z.boolean(), hard_delete: z.boolean() }),
  ],
  [
    'user.banned',
    z.union([
      inChannel('user.banned', { ...ban, expiration: time.optional(), total_bans: z.number() }),
      apart('user.banned', { ...ban, expiration: time.optional(), total_bans: z.number() }),
    ]),
  ],
  [
    'user.unbanned',
    z.union([
      inChannel('user.unbanned', { ...ban, expiration: time.optional() }),
      apart('user.unbanned', { ...ban, expiration: time.optional() }),
    ]),
  ],
  ...each(['notification.mutes_updated', 'notification.channel_mutes_updated'], (type) =>
    apart(type, { me: ownUserShape }),
  ),
  ...each(['draft.updated', 'draft.deleted'], (type) =>
    inChannel(type, { draft: draftShape, parent_id: z.string().optional() }),
  ),
  ...each(['poll.updated', 'poll.closed', 'poll.deleted'], (type) =>
    inChannel(type, { message_id: z.string(), poll: pollShape }),
  ),
  ...each(['poll.vote_casted', 'poll.vote_changed', 'poll.vote_removed'], (type) =>
    inChannel(type, { message_id: z.string(), poll: pollShape, poll_vote: voteShape }),
  ),
  ...each(['reminder.created', 'reminder.updated', 'reminder.deleted', 'notification.reminder_due'], (type) =>
    inChannel(type, {
      reminder: reminderShape,
      user_id: z.string(),
      message_id: z.string(),
      parent_id: z.string().optional(),
    }),
  ),
]);

/** Of an event of the app's own, which may hold anything more: in a channel, or for one user alone. */
const ownInChannel = z.looseObject({
  type: z.string(),
  cid: z.string(),
  channel_id: z.string(),
  channel_type: z.string(),
  created_at: time,
  user,
});
const ownApart = z.looseObject({ type: z.string(), created_at: time });

/** The first frame of a connection, which says who it is of, and the answer to each sign of life. */
const health = z.strictObject({
  type: z.literal('health.check'),
  connection_id: z.uuid(),
  cid: z.literal('*'),
  created_at: time,
  me: ownUserShape.optional(),
});

/** Who reads along in a livestream, and has never read there, is counted nothing. */
const uncounted = inChannel('message.new', sent);

/** The shape of one event as it goes out. */
export function eventShapeOf(event: Readonly<Record<string, unknown>> & { type: string }): z.ZodType {
  const { type, cid, channel_type: channelType } = event;
  if (type === 'health.check') return health;
  if (type === 'message.new' && channelType === 'livestream' && !('total_unread_count' in event))
    return uncounted;
  return eventShapes[type] ?? (cid === undefined ? ownApart : ownInChannel);
}
