import fc from 'fast-check';
import { signToken } from '../testing/server.ts';
import type { TestServer } from '../testing/server.ts';
import { collect, openSocket } from '../testing/socket.ts';
import type { TestSocket } from '../testing/socket.ts';

/**
 * A model of who hears of what, for tests: a random channel with its members and connections, and for each event the
 * connections that the vendor's table of events names.
 */
export const path = '/channels/messaging/room';
export const cid = 'messaging:room';

/** Ann makes the channel; Eve shares no other channel with anybody. */
const users = ['ann', 'ben', 'cleo', 'dan', 'eve'] as const;
type User = (typeof users)[number];

/** One connection: whose it is, and what it asked for. Only members can watch, or follow others' presence. */
interface Seat {
  readonly user: User;
  readonly watches: boolean;
  readonly presence: boolean;
}

/** Who is where before something happens. */
export interface Cast {
  readonly members: readonly User[];
  readonly seats: readonly Seat[];
  /** Mutes and blocks: in a group they change nothing of what is told. */
  readonly noise: readonly { way: 'mute' | 'block'; by: User; of: User }[];
  /** Who acts, and on whom. */
  readonly by: User;
  readonly on: User;
}

const user = fc.constantFrom(...users);

export const casts: fc.Arbitrary<Cast> = fc
  .record({
    members: fc.subarray(users.slice(1)).map((others): User[] => ['ann', ...others]),
    seats: fc.array(fc.record({ user, watches: fc.boolean(), presence: fc.boolean() }), {
      minLength: 2,
      maxLength: 7,
    }),
    noise: fc.array(
      fc
        .record({ way: fc.constantFrom('mute' as const, 'block' as const), by: user, of: user })
        .filter(({ by, of }) => by !== of),
      { maxLength: 3 },
    ),
    by: user,
    on: user,
  })
  .map(({ members, seats, ...rest }) => ({
    ...rest,
    members,
    seats: seats.map((seat) => {
      const isMember = members.includes(seat.user);
      return { ...seat, watches: seat.watches && isMember, presence: seat.presence && isMember };
    }),
  }));

export const byMember = ({ by, members }: Cast): boolean => members.includes(by);
export const onMember = ({ on, members }: Cast): boolean => members.includes(on) && on !== 'ann';
export const onStranger = ({ on, members }: Cast): boolean => !members.includes(on);
/** The first connection of the one who acts. */
export const ownSeat = ({ by, seats }: Cast): Seat | undefined => seats.find((seat) => seat.user === by);

/** The types of events that one connection is to get, in order. */
export type Told = (seat: Seat, cast: Cast) => string[];

export const watching =
  (...types: string[]): Told =>
  ({ watches }) =>
    watches ? types : [];

/** Members' connections that do not watch. */
export const others =
  (...types: string[]): Told =>
  ({ user: id, watches }, { members }) =>
    !watches && members.includes(id) ? types : [];

export const ofUser =
  (who: 'by' | 'on', ...types: string[]): Told =>
  (seat, cast) =>
    seat.user === cast[who] ? types : [];

/** The seed's four share a channel; Eve is known to members only, if she is one. */
export const acquainted =
  (...types: string[]): Told =>
  ({ user: id }, { on, members }) => {
    const knows = id === on || (id !== 'eve' && on !== 'eve');
    return knows || (members.includes(id) && members.includes(on)) ? types : [];
  };

export const followingPresence =
  (who: 'by' | 'on'): Told =>
  ({ user: id, presence }, cast) =>
    presence && cast.members.includes(cast[who]) && id !== cast[who] ? ['user.presence.changed'] : [];

export const all =
  (...parts: Told[]): Told =>
  (seat, cast) =>
    parts.flatMap((part) => part(seat, cast));

/** A cast on a server that has it so. */
export interface Scene extends Cast {
  readonly server: TestServer;
  /** In the order of the seats. */
  readonly sockets: readonly TestSocket[];
  /** The connection of `ownSeat`. */
  readonly own: TestSocket | undefined;
  /** A message of Ann's. */
  readonly parentId: string;
  /** A call as a user, or as the backend. */
  as(
    user: User | null,
    method: string,
    path: string,
    body?: object,
    query?: Record<string, string>,
  ): Promise<void>;
}

export async function stage(server: TestServer, cast: Cast): Promise<Scene> {
  server.vendor.reset();
  const as: Scene['as'] = async (userId, method, at, body, query = {}) => {
    const token = userId === null ? server.serverToken : signToken({ user_id: userId });
    const answer = await server.call(method, at, { token, query, ...(body && { body }) });
    if (answer.status >= 300) throw new Error(`${method} ${at}: ${JSON.stringify(answer.body)}`);
  };
  await as(null, 'POST', '/users', { users: { eve: { id: 'eve' } } });
  await as(null, 'POST', `${path}/query`, { data: { created_by_id: 'ann', members: cast.members } });
  const parentId = 'room-parent';
  await as('ann', 'POST', `${path}/message`, { message: { id: parentId, text: 'Who is here?' } });
  for (const { way, by, of } of cast.noise) {
    if (way === 'mute') await as(by, 'POST', '/moderation/mute', { target_id: of });
    else await as(by, 'POST', '/users/block', { blocked_user_id: of });
  }
  const sockets = await Promise.all(cast.seats.map((seat) => openSocket(server, seat.user)));
  for (const [at, { user: id, watches, presence }] of cast.seats.entries()) {
    const connection_id = sockets[at]?.connectionId ?? '';
    if (watches || presence) {
      await as(id, 'POST', `${path}/query`, { watch: watches, presence, state: false }, { connection_id });
    }
  }
  await collect(server, sockets);
  return {
    ...cast,
    server,
    sockets,
    own: sockets[cast.seats.findIndex((seat) => seat.user === cast.by)],
    parentId,
    as,
  };
}
