import type { Backend } from '../backend.ts';
import { inputError } from '../errors.ts';
import type { Actor, ChannelRecord, Fields, UserRecord } from '../model.ts';
import type { MuteRecord, Relations } from './relations.ts';
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

/**
 * Mutes targets, or renews what mutes them already; each mute ends by itself.
 * @param ms how long, if not for good
 * @param unmute what ends one
 */
function muteEach(
  { context, state }: Backend,
  kept: Relations['mutes'],
  { userId, targets, ms }: { userId: string; targets: readonly string[]; ms: number | undefined },
  unmute: (target: string) => void,
): MuteRecord[] {
  const at = state.now();
  return targets.map((target) => {
    if (ms !== undefined) {
      context.clock.after(ms, () => {
        if (isOver(kept.get(userId, target), state.now())) unmute(target);
      });
    }
    const createdAt = kept.get(userId, target)?.createdAt ?? at;
    const record = {
      userId,
      target,
      createdAt,
      updatedAt: at,
      expires: ms === undefined ? undefined : at + ms,
    };
    kept.set(userId, target, record);
    return record;
  });
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
  if (targets.includes(user.id)) throw inputError('you cannot mute yourself');
  for (const target of targets) backend.state.user(target);
  const ms = minutes === undefined ? undefined : minutes * 60_000;
  const who = { userId: user.id, targets, ms };
  const records = muteEach(backend, backend.state.relations.mutes, who, (target) =>
    unmuteUsers(backend, user, [target]),
  );
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
  const who = { userId: user.id, targets: channels.map(({ cid }) => cid), ms };
  const records = muteEach(backend, backend.state.relations.channelMutes, who, (cid) =>
    unmuteChannels(backend, user, [cid]),
  );
  announce(backend, 'notification.channel_mutes_updated', user);
  return records;
}

export function unmuteChannels(backend: Backend, user: UserRecord, cids: readonly string[]): void {
  for (const cid of cids) backend.state.relations.channelMutes.delete(user.id, cid);
  announce(backend, 'notification.channel_mutes_updated', user);
}
