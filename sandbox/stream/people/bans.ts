import type { Backend } from '../backend.ts';
import type { Connection } from '../events/connections.ts';
import { inputError } from '../errors.ts';
import type { Actor, BanRecord, ChannelRecord, Fields, UserRecord } from '../model.ts';
import { defined, wireTime } from '../wire.ts';

export interface BanOptions {
  readonly reason?: string | undefined;
  readonly shadow?: boolean | undefined;
  /** Minutes; for good without it. */
  readonly timeout?: number | undefined;
}

/** Who hears of a ban: who watches the channel, or shares one with the user; a shadow ban never the user itself. */
function audience({ events, state }: Backend, ban: BanRecord): Connection[] {
  const channel = ban.cid === undefined ? undefined : state.channels.get(ban.cid);
  const all = channel
    ? events.watching(channel)
    : events.acquainted(ban.userId, state.channelsOf(ban.userId));
  return ban.shadow ? all.filter((connection) => connection.userId !== ban.userId) : all;
}

function announce(backend: Backend, type: 'user.banned' | 'user.unbanned', ban: BanRecord): void {
  const { events, present, state } = backend;
  const channel = ban.cid === undefined ? undefined : state.channels.get(ban.cid);
  const fields = defined({
    user: present.user(state.user(ban.userId)),
    created_by: present.user(state.user(ban.byId)),
    shadow: ban.shadow,
    reason: ban.reason,
    expiration: ban.expires === undefined ? undefined : wireTime(ban.expires),
    total_bans: type === 'user.banned' ? bansOf(backend, ban.userId).length : undefined,
  });
  events.send(
    channel ? events.channelEvent(type, channel, fields) : events.event(type, fields),
    audience(backend, ban),
  );
}

/**
 * Bans a user from a channel, or from the app where none is given; a ban that stands is replaced.
 * @throws StreamError 4 for oneself
 */
export function banUser(
  backend: Backend,
  by: UserRecord,
  user: UserRecord,
  channel: ChannelRecord | undefined,
  options: BanOptions,
): void {
  const { context, state } = backend;
  if (by.id === user.id) throw inputError('you cannot ban yourself');
  const at = state.now();
  const ms = options.timeout === undefined ? undefined : options.timeout * 60_000;
  const ban: BanRecord = {
    userId: user.id,
    byId: by.id,
    shadow: options.shadow ?? false,
    createdAt: at,
    ...(channel && { cid: channel.cid }),
    ...(options.reason !== undefined && { reason: options.reason }),
    ...(ms !== undefined && { expires: at + ms }),
  };
  if (channel) channel.bans.set(user.id, ban);
  else user.ban = ban;
  announce(backend, 'user.banned', ban);
  if (ms === undefined) return;
  context.clock.after(ms, () => {
    const standing = channel ? channel.bans.get(user.id) : user.ban;
    if (standing === ban) unbanUser(backend, user, channel);
  });
}

/** Lifts a ban; where there is none, nothing happens. */
export function unbanUser(backend: Backend, user: UserRecord, channel: ChannelRecord | undefined): void {
  const ban = channel ? channel.bans.get(user.id) : user.ban;
  if (!ban) return;
  if (channel) channel.bans.delete(user.id);
  else delete user.ban;
  announce(backend, 'user.unbanned', ban);
}

/** All bans that stand, the newest last. */
export function allBans({ state }: Backend): BanRecord[] {
  return [
    ...[...state.users.values()].flatMap((user) => user.ban ?? []),
    ...[...state.channels.values()].flatMap((channel) => [...channel.bans.values()]),
  ].sort((left, right) => left.createdAt - right.createdAt);
}

const bansOf = (backend: Backend, userId: string): BanRecord[] =>
  allBans(backend).filter((ban) => ban.userId === userId);

export function shownBan({ present, state }: Backend, ban: BanRecord, actor: Actor): Fields {
  const channel = ban.cid === undefined ? undefined : state.channels.get(ban.cid);
  return defined({
    user: present.user(state.user(ban.userId)),
    banned_by: present.user(state.user(ban.byId)),
    channel: channel && present.channel(channel, actor),
    shadow: ban.shadow,
    ip_ban: false,
    reason: ban.reason,
    expires: ban.expires === undefined ? undefined : wireTime(ban.expires),
    created_at: wireTime(ban.createdAt),
  });
}
