import * as z from 'zod';
import type { AnswerShapes } from '../../platform/answer-shapes.ts';
import { channelShape, deletedChannelShape, ownChannelShape } from './channel.ts';
import { channelAnswerShape, channelStateShape, memberShape } from './channels.ts';
import { eventShapeOf } from './events.ts';
import { channelMuteShape, ownUserShape } from './own-user.ts';
import { deviceShape, muteShape, named, time, userShape } from './users.ts';
import {
  draftShape,
  locationShape,
  messageShape,
  pollOptionShape,
  pollShape,
  reactionShape,
  reminderShape as reminder,
  ownThreadShape as thread,
  voteShape,
} from './messages.ts';
import {
  appShape,
  changedTypeFields,
  channelTypeFields,
  commandFields,
  permissionShape,
  roleShape,
  taskFields,
} from './app.ts';

const text = z.string();
const count = z.int().min(0);

/** Every answer tells how long it took. */
const answer = (fields: z.core.$ZodLooseShape = {}) =>
  z.strictObject({ ...fields, duration: text.regex(/^\d+\.\d\dms$/) });
const nothing = answer();

const cursors = { next: text.optional(), prev: text.optional() };
const listOf = (name: string, shape: z.ZodType) => answer({ [name]: z.array(shape), ...cursors });

const user = answer({ user: userShape });
const usersById = answer({ users: z.record(text, userShape) });
const task = answer({ task_id: z.uuid() });
const message = answer({
  message: messageShape,
  pending_message_metadata: z.record(text, text).optional(),
});
const messages = answer({ messages: z.array(messageShape) });
const reaction = answer({ message: messageShape, reaction: reactionShape });
const changedChannel = answer({
  channel: ownChannelShape,
  members: z.array(memberShape),
  message: messageShape.optional(),
});
const changedMember = answer({ channel_member: memberShape });
const draft = draftShape.extend({ channel: channelShape });
const poll = answer({ poll: pollShape });
const option = answer({ poll_option: pollOptionShape });
const vote = answer({ vote: voteShape.optional(), poll: pollShape });
const upload = answer({ file: z.url(), thumb_url: text });
/** Whom a backend acts for may never have been there. */
const ownUser = named(
  z.strictObject({ ...ownUserShape.shape, online: z.boolean(), last_active: time.optional() }),
);
const flag = z.strictObject({
  user: userShape,
  target_message_id: text.optional(),
  target_message: messageShape.optional(),
  channel_cid: text.optional(),
  message_user_id: text.optional(),
  target_user_id: text.optional(),
  target_user: userShape.optional(),
  reason: text.optional(),
  created_by_automod: z.boolean(),
  created_at: time,
  updated_at: time,
});

/** An event in an answer is the one that goes out; an app's own may hold anything more. */
const event = z.looseObject({ type: text }).superRefine((value, context) => {
  const { error } = eventShapeOf(value).safeParse(value);
  for (const { message: told, path } of error?.issues ?? []) {
    context.addIssue({ code: 'custom', message: told, path });
  }
});

const missed = <Type extends string>(type: Type, fields: z.core.$ZodLooseShape) =>
  z.strictObject({
    type: z.literal(type),
    cid: text,
    channel_id: text,
    channel_type: text,
    created_at: time,
    ...fields,
  });
const missedMessage = { message: messageShape, user: userShape };
/** What was missed is told later, and to one alone: without the totals, and a channel as its reader sees it. */
const missedEvent = z.discriminatedUnion('type', [
  missed('message.new', missedMessage),
  missed('message.updated', missedMessage),
  missed('message.deleted', { ...missedMessage, hard_delete: z.literal(true).optional() }),
  missed('member.added', { member: memberShape, user: userShape }),
  missed('channel.updated', { channel: ownChannelShape }),
  missed('notification.removed_from_channel', { user: userShape }),
]);

/** What the sandbox's Stream answers, call by call. */
export const answerShapes: AnswerShapes = {
  custom: ['desk', 'emoji_code', 'image', 'mood', 'nickname', 'priority', 'size', 'tags', 'title', 'topic'],
  routes: {
    'POST /channels': answer({ channels: z.array(channelStateShape) }),
    'POST /channels/read': answer({ event }),
    'POST /channels/delivered': answer({ event: event.optional() }),
    'POST /channels/delete': answer({ result: taskFields.result, task_id: z.uuid() }),
    'POST /channels/:type/query': channelAnswerShape,
    'POST /channels/:type/:id/query': channelAnswerShape,
    'POST /channels/:type/:id/stop-watching': nothing,
    'POST /channels/:type/:id/hide': nothing,
    'POST /channels/:type/:id/show': nothing,
    'POST /channels/:type/:id/truncate': answer({
      channel: ownChannelShape,
      message: messageShape.optional(),
    }),
    'POST /channels/:type/:id': changedChannel,
    'PATCH /channels/:type/:id': changedChannel,
    'DELETE /channels/:type/:id': answer({ channel: deletedChannelShape }),
    'PATCH /channels/:type/:id/member': changedMember,
    'PATCH /channels/:type/:id/member/:user': changedMember,
    'POST /channels/:type/:id/read': answer({ event }),
    'POST /channels/:type/:id/unread': nothing,
    'POST /channels/:type/:id/event': answer({ event }),
    'POST /channels/:type/:id/message': message,
    'GET /channels/:type/:id/messages': messages,
    'GET /channels/:type/:id/pinned_messages': messages,
    'POST /channels/:type/:id/draft': answer({ draft: draftShape }),
    'GET /channels/:type/:id/draft': answer({ draft }),
    'DELETE /channels/:type/:id/draft': nothing,
    'POST /channels/:type/:id/file': upload,
    'POST /channels/:type/:id/image': upload,
    'DELETE /channels/:type/:id/file': nothing,
    'DELETE /channels/:type/:id/image': nothing,
    'POST /uploads/file': upload,
    'POST /uploads/image': upload,
    'DELETE /uploads/file': nothing,
    'DELETE /uploads/image': nothing,

    'GET /messages/:message': message.extend({ message: messageShape.extend({ channel: ownChannelShape }) }),
    'POST /messages/:message': message,
    'PUT /messages/:message': message,
    'DELETE /messages/:message': message,
    'PATCH /messages/:message/ephemeral': message,
    'POST /messages/:message/undelete': message,
    'POST /messages/:message/commit': message,
    'POST /messages/:message/action': answer({ message: messageShape.optional() }),
    'GET /messages/:message/replies': messages,
    'POST /messages/:message/reaction': reaction,
    'DELETE /messages/:message/reaction/:reaction': reaction,
    'GET /messages/:message/reactions': answer({ reactions: z.array(reactionShape) }),
    'POST /messages/:message/reactions': answer({ reactions: z.array(reactionShape), next: text.optional() }),
    'POST /messages/:message/reminders': answer({ reminder }),
    'PATCH /messages/:message/reminders': answer({ reminder }),
    'DELETE /messages/:message/reminders': nothing,
    'POST /reminders/query': listOf('reminders', reminder),
    'POST /drafts/query': listOf('drafts', draft),
    'POST /threads': listOf('threads', thread),
    'GET /threads/:thread': answer({ thread }),
    'PATCH /threads/:thread': answer({ thread }),
    'GET /search': answer({
      results: z.array(z.strictObject({ message: messageShape.extend({ channel: ownChannelShape }) })),
      next: text.optional(),
      previous: text.optional(),
    }),
    'GET /og': answer({
      type: z.literal('image').optional(),
      title: text,
      title_link: z.url(),
      text: text.optional(),
      image_url: z.url().optional(),
      thumb_url: z.url().optional(),
      author_name: text.optional(),
      og_scrape_url: z.url(),
    }),
    'POST /sync': answer({ events: z.array(missedEvent), inaccessible_cids: z.array(text).optional() }),

    'POST /polls': poll,
    'PUT /polls': poll,
    'POST /polls/query': listOf('polls', pollShape),
    'GET /polls/:poll': poll,
    'PATCH /polls/:poll': poll,
    'DELETE /polls/:poll': nothing,
    'POST /polls/:poll/options': option,
    'PUT /polls/:poll/options': option,
    'GET /polls/:poll/options/:option': option,
    'DELETE /polls/:poll/options/:option': nothing,
    'POST /polls/:poll/votes': listOf('votes', voteShape),
    'POST /messages/:message/polls/:poll/vote': vote,
    'DELETE /messages/:message/polls/:poll/vote/:vote': vote,

    'GET /users': answer({ users: z.array(userShape) }),
    'POST /users': usersById,
    'PATCH /users': usersById,
    'GET /members': answer({ members: z.array(memberShape) }),
    'GET /unread': answer({
      total_unread_count: count,
      total_unread_threads_count: count,
      channels: z.array(z.strictObject({ channel_id: text, unread_count: count, last_read: time })),
      channel_type: z.array(
        z.strictObject({ channel_type: text, channel_count: count, unread_count: count }),
      ),
      threads: z.array(
        z.strictObject({
          parent_message_id: text,
          unread_count: count,
          last_read: time,
          last_read_message_id: text,
        }),
      ),
    }),
    'GET /users/live_locations': answer({ active_live_locations: z.array(locationShape) }),
    'PUT /users/live_locations': answer(locationShape.shape),
    'POST /users/block': answer({ blocked_by_user_id: text, blocked_user_id: text, blocked_at: time }),
    'GET /users/block': answer({
      blocks: z.array(
        z.strictObject({
          user: userShape,
          user_id: text,
          blocked_user: userShape,
          blocked_user_id: text,
          created_at: time,
        }),
      ),
    }),
    'POST /users/unblock': nothing,
    'POST /users/delete': task,
    'POST /users/deactivate': task,
    'POST /users/reactivate': task,
    'POST /users/restore': nothing,
    'DELETE /users/:user': user,
    'POST /users/:user/deactivate': user,
    'POST /users/:user/reactivate': user,
    'POST /users/:user/event': nothing,
    'POST /guest': user.extend({ access_token: z.jwt() }),
    'POST /devices': nothing,
    'GET /devices': answer({ devices: z.array(deviceShape) }),
    'DELETE /devices': nothing,

    'POST /moderation/mute': answer({ mute: muteShape, mutes: z.array(muteShape), own_user: ownUser }),
    'POST /moderation/unmute': nothing,
    'POST /moderation/mute/channel': answer({
      channel_mute: channelMuteShape,
      channel_mutes: z.array(channelMuteShape),
      own_user: ownUser,
    }),
    'POST /moderation/unmute/channel': nothing,
    'POST /moderation/ban': nothing,
    'DELETE /moderation/ban': nothing,
    'GET /query_banned_users': answer({
      bans: z.array(
        z.strictObject({
          user: userShape,
          banned_by: userShape,
          channel: ownChannelShape.optional(),
          shadow: z.boolean(),
          ip_ban: z.boolean(),
          reason: text.optional(),
          expires: time.optional(),
          created_at: time,
        }),
      ),
    }),
    'POST /moderation/flag': answer({ flag }),
    'POST /moderation/unflag': answer({ flag }),
    'POST /moderation/flags': answer({ flags: z.array(flag) }),
    'GET /moderation/flags/message': answer({
      flags: z.array(
        z.strictObject({
          message: messageShape,
          user: userShape,
          created_by_automod: z.boolean(),
          created_at: time,
          updated_at: time,
        }),
      ),
    }),

    'GET /app': answer({ app: appShape }),
    'PATCH /app': nothing,
    'GET /tasks/:task': answer(taskFields),
    'GET /channeltypes': answer({ channel_types: z.record(text, z.strictObject(channelTypeFields)) }),
    'GET /channeltypes/:name': answer(channelTypeFields),
    'POST /channeltypes': answer(changedTypeFields),
    'PUT /channeltypes/:name': answer(changedTypeFields),
    'DELETE /channeltypes/:name': nothing,
    'GET /commands': answer({ commands: z.array(z.strictObject(commandFields)) }),
    'GET /commands/:name': answer(commandFields),
    'POST /commands': answer({ command: z.strictObject(commandFields) }),
    'PUT /commands/:name': answer({ command: z.strictObject(commandFields) }),
    'DELETE /commands/:name': answer({ name: text }),
    'GET /roles': answer({ roles: z.array(roleShape) }),
    'GET /roles/search': answer({ roles: z.array(roleShape) }),
    'POST /roles': answer({ role: roleShape }),
    'DELETE /roles/:name': nothing,
    'GET /permissions': answer({ permissions: z.array(permissionShape) }),
    'GET /permissions/:id': answer({ permission: permissionShape }),
  },
};
