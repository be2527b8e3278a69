import * as z from 'zod';
import { acting } from '../acting.ts';
import type { Backend } from '../backend.ts';
import { inputError, notFound } from '../errors.ts';
import { announceMessage } from '../messages/message-events.ts';
import type { Actor, Fields, MessageRecord, SharedLocation } from '../model.ts';
import { defined, wireTime } from '../wire.ts';

const latitude = z.number().min(-90).max(90);
const longitude = z.number().min(-180).max(180);

/** A place in a message: fixed, or live until `end_at`. */
export const sharedLocationSchema = z.object({
  latitude,
  longitude,
  created_by_device_id: z.string().min(1),
  end_at: z.string().nullish(),
});

export const locationUpdateSchema = z.object({
  message_id: z.string(),
  created_by_device_id: z.string().optional(),
  latitude: latitude.optional(),
  longitude: longitude.optional(),
  end_at: z.string().nullish(),
  ...acting,
});

/** @throws StreamError 4 for an end that is no time, or has passed */
export function newLocation(input: z.infer<typeof sharedLocationSchema>, now: number): SharedLocation {
  return {
    latitude: input.latitude,
    longitude: input.longitude,
    deviceId: input.created_by_device_id,
    endsAt: endOf(input.end_at, now),
    updatedAt: now,
  };
}

/** The messages in which a user shares where it is right now. */
export const liveLocations = ({ state }: Backend, actor: Actor): MessageRecord[] =>
  [...state.messages.values()].filter(
    (message) =>
      message.userId === actor.user.id &&
      message.deletedAt === undefined &&
      (message.location?.endsAt ?? 0) > state.now(),
  );

/** Moves a live location, or ends it. @throws StreamError 4 (it is not live any more), 16 */
export function updateLocation(
  backend: Backend,
  actor: Actor,
  update: z.infer<typeof locationUpdateSchema>,
): MessageRecord {
  const { state } = backend;
  const message = state.message(update.message_id);
  const { location } = message;
  if (!location || message.userId !== actor.user.id) {
    throw notFound(`live location of message ${message.id} does not exist`);
  }
  const now = state.now();
  if ((location.endsAt ?? 0) <= now) throw inputError('the live location has ended');
  if (update.end_at) location.endsAt = Math.max(now, timeOf(update.end_at));
  location.latitude = update.latitude ?? location.latitude;
  location.longitude = update.longitude ?? location.longitude;
  location.updatedAt = now;
  message.updatedAt = state.stamp(state.channel(message.cid));
  announceMessage(backend, state.channel(message.cid), message);
  return message;
}

export const presentLocation = (message: MessageRecord, location: SharedLocation): Fields =>
  defined({
    channel_cid: message.cid,
    message_id: message.id,
    user_id: message.userId,
    latitude: location.latitude,
    longitude: location.longitude,
    created_by_device_id: location.deviceId,
    end_at: location.endsAt === undefined ? undefined : wireTime(location.endsAt),
    created_at: wireTime(message.createdAt),
    updated_at: wireTime(location.updatedAt),
  });

function endOf(value: string | null | undefined, now: number): number | undefined {
  if (value === undefined || value === null) return undefined;
  const at = timeOf(value);
  if (at <= now) throw inputError('end_at must be in the future');
  return at;
}

function timeOf(value: string): number {
  const at = Date.parse(value);
  if (Number.isNaN(at)) throw inputError('expected date for field "end_at"');
  return at;
}
