import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import {
  acquainted,
  all,
  byMember,
  casts,
  cid,
  followingPresence,
  ofUser,
  onMember,
  onStranger,
  others,
  ownSeat,
  path,
  stage,
  watching,
} from './event-model.ts';
import type { Cast, Scene, Told } from './event-model.ts';
import { signToken, startServer } from '../testing/server.ts';
import { collect, openSocket } from '../testing/socket.ts';

interface Action {
  /** Whether it can be done here at all. */
  when?: (cast: Cast) => boolean;
  act(scene: Scene): Promise<unknown>;
  told: Told;
}

const send = (scene: Scene, message: object): Promise<void> =>
  scene.as(scene.by, 'POST', `${path}/message`, { message });

const seatsOf = ({ seats, by }: Cast): number => seats.filter((seat) => seat.user === by).length;

const actions: Record<string, Action> = {
  'a message': {
    when: byMember,
    act: (scene) => send(scene, { text: 'Hello' }),
    told: all(watching('message.new'), others('notification.message_new')),
  },
  'a message under a shadow ban': {
    when: (scene) => byMember(scene) && scene.by !== 'ann',
    act: async (scene) => {
      const ban = { target_user_id: scene.by, banned_by_id: 'ann', shadow: true };
      await scene.as(null, 'POST', '/moderation/ban', { ...ban, type: 'messaging', id: 'room' });
      await send(scene, { text: 'Does nobody answer?' });
    },
    told: (seat, cast) => {
      if (seat.user !== cast.by) return watching('user.banned')(seat, cast);
      return seat.watches ? ['message.new'] : ['notification.message_new'];
    },
  },
  'a message for some': {
    when: byMember,
    act: (scene) =>
      scene.as(null, 'POST', `${path}/message`, {
        message: { text: 'Psst', user_id: scene.by, restricted_visibility: [scene.on] },
      }),
    told: (seat, cast) =>
      [cast.by, cast.on].includes(seat.user)
        ? all(watching('message.new'), others('notification.message_new'))(seat, cast)
        : [],
  },
  'a reply': {
    when: byMember,
    act: (scene) => send(scene, { text: 'Indeed', parent_id: scene.parentId }),
    told: all(
      watching('message.new'),
      // Who wrote what is answered takes part in the thread.
      ({ user: id }, { by }) => (id === 'ann' && by !== 'ann' ? ['notification.thread_message_new'] : []),
      watching('message.updated'),
    ),
  },
  'a reply that stands in the channel too': {
    when: byMember,
    act: (scene) => send(scene, { text: 'Indeed', parent_id: scene.parentId, show_in_channel: true }),
    told: all(
      watching('message.new'),
      others('notification.message_new'),
      ({ user: id }, { by }) => (id === 'ann' && by !== 'ann' ? ['notification.thread_message_new'] : []),
      watching('message.updated'),
    ),
  },
  'an edit': {
    act: ({ as, parentId }) => as('ann', 'PUT', `/messages/${parentId}`, { set: { text: 'Well' } }),
    told: watching('message.updated'),
  },
  'a deletion': {
    act: ({ as, parentId }) => as('ann', 'DELETE', `/messages/${parentId}`),
    told: watching('message.deleted'),
  },
  'a deletion for oneself': {
    when: byMember,
    act: ({ as, by, parentId }) =>
      as(by, 'DELETE', `/messages/${parentId}`, undefined, { delete_for_me: 'true' }),
    told: ofUser('by', 'message.deleted'),
  },
  'a reaction, given and taken': {
    when: byMember,
    act: async ({ as, by, parentId }) => {
      await as(by, 'POST', `/messages/${parentId}/reaction`, { reaction: { type: 'like' } });
      await as(by, 'DELETE', `/messages/${parentId}/reaction/like`);
    },
    told: watching('reaction.new', 'reaction.deleted'),
  },
  typing: {
    when: byMember,
    act: async ({ as, by }) => {
      await as(by, 'POST', `${path}/event`, { event: { type: 'typing.start' } });
      await as(by, 'POST', `${path}/event`, { event: { type: 'typing.stop' } });
    },
    told: watching('typing.start', 'typing.stop'),
  },
  'an event of the site’s own': {
    when: byMember,
    act: ({ as, by }) => as(by, 'POST', `${path}/event`, { event: { type: 'confetti' } }),
    told: watching('confetti'),
  },
  reading: {
    when: byMember,
    act: ({ as, by }) => as(by, 'POST', `${path}/read`, {}),
    told: all(watching('message.read'), ofUser('by', 'notification.mark_read')),
  },
  'marking unread': {
    when: byMember,
    act: ({ as, by, parentId }) => as(by, 'POST', `${path}/unread`, { message_id: parentId }),
    told: ofUser('by', 'notification.mark_unread'),
  },
  'a delivery': {
    when: byMember,
    act: ({ as, by, parentId }) =>
      as(by, 'POST', '/channels/delivered', { latest_delivered_messages: [{ cid, id: parentId }] }),
    told: watching('message.delivered'),
  },
  'a new member': {
    when: onStranger,
    act: ({ as, on }) => as(null, 'POST', path, { add_members: [on] }),
    told: all(
      watching('member.added'),
      ofUser('on', 'notification.added_to_channel'),
      watching('channel.updated'),
    ),
  },
  'an invitation': {
    when: onStranger,
    act: ({ as, on }) => as(null, 'POST', path, { invites: [on] }),
    told: all(watching('member.added'), ofUser('on', 'notification.invited'), watching('channel.updated')),
  },
  'a member’s end': {
    when: onMember,
    act: ({ as, on }) => as(null, 'POST', path, { remove_members: [on] }),
    told: all(
      watching('member.removed'),
      ofUser('on', 'notification.removed_from_channel', 'notification.mark_read'),
      // Who may no longer read the channel no longer watches it.
      ({ user: id, watches }, { on }) => (watches && id !== on ? ['channel.updated'] : []),
    ),
  },
  'a pinned channel': {
    when: byMember,
    act: ({ as, by }) => as(by, 'PATCH', `${path}/member`, { set: { pinned: true } }),
    told: watching('member.updated'),
  },
  'a change of the channel': {
    act: ({ as }) => as('ann', 'PATCH', path, { set: { name: 'Room' } }),
    told: watching('channel.updated'),
  },
  'an emptied channel': {
    act: ({ as }) => as('ann', 'POST', `${path}/truncate`, {}),
    told: all(watching('channel.truncated'), others('notification.channel_truncated')),
  },
  'a hidden channel that is shown again': {
    when: byMember,
    act: async ({ as, by }) => {
      await as(by, 'POST', `${path}/hide`, {});
      await as(by, 'POST', `${path}/show`, {});
    },
    told: ofUser('by', 'channel.hidden', 'channel.visible'),
  },
  'a deleted channel': {
    act: ({ as }) => as('ann', 'DELETE', path),
    told: all(watching('channel.deleted'), others('notification.channel_deleted')),
  },
  'a ban from the channel': {
    when: onMember,
    act: ({ as, on }) =>
      as(null, 'POST', '/moderation/ban', {
        target_user_id: on,
        banned_by_id: 'ann',
        type: 'messaging',
        id: 'room',
      }),
    told: watching('user.banned'),
  },
  'a ban from the app': {
    when: ({ on }) => on !== 'ann',
    act: ({ as, on }) => as(null, 'POST', '/moderation/ban', { target_user_id: on, banned_by_id: 'ann' }),
    told: acquainted('user.banned'),
  },
  'a mute': {
    when: ({ by, on }) => by !== on,
    act: ({ as, by, on }) => as(by, 'POST', '/moderation/mute', { target_id: on }),
    told: ofUser('by', 'notification.mutes_updated'),
  },
  'a changed user': {
    act: ({ as, on }) => as(null, 'PATCH', '/users', { users: [{ id: on, set: { mood: 'calm' } }] }),
    told: acquainted('user.updated'),
  },
  'a user who comes': {
    when: ({ seats, on }) => seats.every((seat) => seat.user !== on),
    act: ({ server, on }) => openSocket(server, on),
    told: followingPresence('on'),
  },
  'a user who becomes invisible': {
    when: ({ seats, on }) => seats.some((seat) => seat.user === on),
    act: ({ as, on }) => as(null, 'PATCH', '/users', { users: [{ id: on, set: { invisible: true } }] }),
    told: followingPresence('on'),
  },
  'a connection that ends': {
    when: (cast) => ownSeat(cast) !== undefined,
    act: async ({ server, own, by }) => {
      own?.close();
      await vi.waitFor(async () => {
        const { status } = await server.call('POST', `${path}/query`, {
          body: { presence: true },
          query: { connection_id: own?.connectionId ?? '' },
          token: signToken({ user_id: by }),
        });
        // The server no longer knows the connection.
        expect(status).toBe(400);
      });
    },
    told: (seat, cast) => {
      const stopped = ownSeat(cast)?.watches ? watching('user.watching.stop')(seat, cast) : [];
      return seatsOf(cast) > 1 ? stopped : [...stopped, ...followingPresence('by')(seat, cast)];
    },
  },
  'a connection that starts to watch': {
    when: (cast) => byMember(cast) && ownSeat(cast)?.watches === false,
    act: ({ own }) => own?.watch(cid) ?? Promise.resolve(),
    told: (seat, cast) => (seat.watches || seat === ownSeat(cast) ? ['user.watching.start'] : []),
  },
  'a connection that watches no longer': {
    when: (cast) => ownSeat(cast)?.watches === true,
    act: ({ as, own, by }) =>
      as(by, 'POST', `${path}/stop-watching`, {}, { connection_id: own?.connectionId ?? '' }),
    told: watching('user.watching.stop'),
  },
};

describe('whoever is connected, and however', () => {
  test.each(Object.entries(actions))(
    '%s is told to exactly those whom it concerns',
    async (_name, { when = () => true, act, told }) => {
      const server = await startServer();
      await fc.assert(
        fc.asyncProperty(casts.filter(when), async (cast) => {
          const scene = await stage(server, cast);
          await act(scene);
          const open = scene.sockets.flatMap((socket, at) => {
            const seat = cast.seats[at];
            return seat && socket.isOpen() ? [{ seat, socket }] : [];
          });
          const lists = await collect(
            server,
            open.map(({ socket }) => socket),
          );
          const got = open.map(({ seat }, at) => ({ seat, types: lists[at]?.map(({ type }) => type) }));
          expect(got).toEqual(open.map(({ seat }) => ({ seat, types: told(seat, cast) })));
        }),
        { numRuns: 10 },
      );
    },
    20_000,
  );
});
