import type { Backend } from '../backend.ts';
import { inputError } from '../errors.ts';
import type { Actor, ChannelRecord, Fields, UserRecord } from '../model.ts';
import type { MuteRecord } from './relations.ts';
import { defined, wireTime } from '../wire.ts';

const dates = ({ createdAt, updatedAt, expires }: MuteRecord): Fields =>
  defined({
    created_at: wireTime(createdAt),
    updated_at: wireTime(updatedAt),
    expires: expires === undefined ? undefined : wireTime(expires),
  });

/** A mute of a user, as the one who muted sees it. */
export const shownMute = (
  { present, state }: Pick<Backend, 'present' | 'state'>,
  mute: MuteRecord,
): Fields => ({
  user: present.user(state.user(mute.userId)),
  target: present.user(state.user(mute.target)),
  ...dates(mute),
});

/** A mute of a channel, as the one who muted sees it; nothing if the channel is gone. */
export function shownChannelMute(
  { present, state }: Pick<Backend, 'present' | 'state'>,
  mute: MuteRecord,
): Fields[] {
  const channel = state.channels.get(mute.target);
  if (!channel) return [];
  return [{ user: present.user(state.user(mute.userId)), channel: present.channel(channel), ...dates(mute) }];
}

/** Tells a user's connections how it stands to others now. */
function announce(
  { events, present }: Backend,
  type: 'notification.mutes_updated' | 'notification.channel_mutes_updated',
  user: UserRecord,
): void {
  events.send(events.event(type, { me: present.me(user) }), events.ofUser(user.id));
}

/** A mute as it is now, or as it was renewed; it ends by itself. */
function mute(
  { context, state }: Backend,
  old: MuteRecord | undefined,
  basics: { userId: string; target: string; ms: number | undefined },
  end: () => void,
): MuteRecord {
  const at = state.now();
  const { ms, ...who } = basics;
  const expires = ms === undefined ? undefined : at + ms;
  if (ms !== undefined) context.clock.after(ms, end);
  return { ...who, createdAt: old?.createdAt ?? at, updatedAt: at, expires };
}

const isOver = (record: MuteRecord | undefined, now: number): boolean =>
  record?.expires !== undefined && record.expires <= now;

/**
 * Mutes users, for so many minutes or for good.
 * @throws StreamError 4 for oneself, 16 for a user who is not there
 */
export function muteUsers(
  backend: Backend,
  { user }: Actor,
  targets: readonly string[],
  minutes: number | undefined,
): MuteRecord[] {
  const { mutes } = backend.state.relations;
  if (targets.includes(user.id)) throw inputError('you cannot mute yourself');
  for (const target of targets) backend.state.user(target);
  const records = targets.map((target) => {
    const basics = { userId: user.id, target, ms: minutes === undefined ? undefined : minutes * 60_000 };
    const record = mute(backend, mutes.get(user.id, target), basics, () => {
      if (isOver(mutes.get(user.id, target), backend.state.now())) unmuteUsers(backend, user, [target]);
    });
    mutes.set(user.id, target, record);
    return record;
  });
  announce(backend, 'notification.mutes_updated', user);
  return records;
}

export function unmuteUsers(backend: Backend, user: UserRecord, targets: readonly string[]): void {
  for (const target of targets) backend.state.relations.mutes.delete(user.id, target);
  announce(backend, 'notification.mutes_updated', user);
}

/** Mutes channels, for so many ms or for good. */
export function muteChannels(
  backend: Backend,
  { user }: Actor,
  channels: readonly ChannelRecord[],
  ms: number | undefined,
): MuteRecord[] {
  const { channelMutes } = backend.state.relations;
  const records = channels.map(({ cid }) => {
    const record = mute(backend, channelMutes.get(user.id, cid), { userId: user.id, target: cid, ms }, () => {
      if (isOver(channelMutes.get(user.id, cid), backend.state.now())) unmuteChannels(backend, user, [cid]);
    });
    channelMutes.set(user.id, cid, record);
    return record;
  });
  announce(backend, 'notification.channel_mutes_updated', user);
  return records;
}

export function unmuteChannels(backend: Backend, user: UserRecord, cids: readonly string[]): void {
  for (const cid of cids) backend.state.relations.channelMutes.delete(user.id, cid);
  announce(backend, 'notification.channel_mutes_updated', user);
}
