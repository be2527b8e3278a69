import * as z from 'zod';
import { check, KnockError } from '../errors.ts';
import { channelDataSchema, type ChannelData } from '../model/channel-data.ts';
import { findChannel } from '../model/channels.ts';
import type { Environment } from '../model/environment.ts';
import type { KnockObject } from '../model/objects.ts';
import { preferenceSetRequest } from '../model/preference-set.ts';
import { recipientKey, type RecipientKey } from '../model/recipient-reference.ts';
import type { User } from '../model/users.ts';

const text = z.string().nullish();

/** What users and objects have beside their properties: told along with them, and kept elsewhere. */
const belongings = {
  /** Channel data by the channel's id, in the place of what was there. */
  channel_data: z.record(z.string(), z.unknown()).nullish(),
  /** Preference sets by id, merged into what the recipient has. */
  preferences: z.record(z.string(), preferenceSetRequest).nullish(),
};

/** What may be said about a user; properties of the site's own stand beside the known ones. */
export const userProperties = z.looseObject({
  name: text,
  email: text,
  phone_number: text,
  avatar: text,
  timezone: text,
  locale: text,
  created_at: text,
  ...belongings,
});

/** What may be said about an object. */
export const objectProperties = z.looseObject({
  name: text,
  timezone: text,
  locale: text,
  created_at: text,
  ...belongings,
});

const id = z.string().min(1);
const triggerData = z.record(z.string(), z.unknown()).nullish();

/** A user told inline: where a list of users or a trigger may name one that is not known yet. */
export const inlineUser = userProperties.extend({ id, collection: z.never().optional() });
/** An object told inline; its `collection` tells it from a user. */
export const inlineObject = objectProperties.extend({ id, collection: id });

/** A recipient or actor: an id, or a user or object told inline, with trigger data of their own. */
export const recipientRequest = z.union([
  id,
  inlineUser.extend({ $trigger_data: triggerData }),
  inlineObject.extend({ $trigger_data: triggerData }),
]);
export type RecipientRequest = z.infer<typeof recipientRequest>;

/** A recipient who must be known: a user's id, or an object's collection and id. */
export const recipientReferenceRequest = z.union([id, z.object({ id, collection: id })]);

export function identifyUser(
  environment: Environment,
  userId: string,
  request: z.infer<typeof userProperties>,
): User {
  const { preferences, channel_data: channelData, ...properties } = request;
  keep(environment, userId, { preferences, channelData });
  return environment.users.identify(userId, properties);
}

export function setObject(
  environment: Environment,
  collection: string,
  objectId: string,
  request: z.infer<typeof objectProperties>,
): KnockObject {
  const { preferences, channel_data: channelData, ...properties } = request;
  keep(environment, recipientKey({ collection, id: objectId }), { preferences, channelData });
  return environment.objects.set(collection, objectId, properties);
}

/** The key of a recipient, who is identified first where the request tells more than the id. */
export function resolveRecipient(environment: Environment, request: RecipientRequest): RecipientKey {
  if (typeof request === 'string') return request;
  const { id: ownId, collection, $trigger_data: _data, ...properties } = request;
  if (collection === undefined) identifyUser(environment, ownId, properties);
  else setObject(environment, collection, ownId, properties);
  return recipientKey(collection === undefined ? ownId : { collection, id: ownId });
}

interface Belongings {
  readonly preferences: z.infer<typeof userProperties>['preferences'];
  readonly channelData: Readonly<Record<string, unknown>> | null | undefined;
}

function keep(environment: Environment, key: RecipientKey, { preferences, channelData }: Belongings): void {
  for (const [channel, data] of Object.entries(channelData ?? {}))
    setChannelData(environment, key, channel, data);
  for (const [setId, set] of Object.entries(preferences ?? {}))
    environment.preferences.set(key, setId, set, 'merge');
}

/** Keeps a recipient's address on a channel; refused for a channel that has none, and for one of another shape. */
export function setChannelData(
  environment: Environment,
  key: RecipientKey,
  channelId: string,
  data: unknown,
): ChannelData {
  const channel = findChannel(channelId);
  const schema = channel && channelDataSchema(channel);
  if (!channel || !schema) throw KnockError.channelInvalid(channelId);
  const parsed: z.ZodType<ChannelData['data']> = schema;
  return environment.channelData.set(key, channel, check(parsed, data));
}
