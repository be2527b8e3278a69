import * as z from 'zod';
import type { Environment } from '../model/environment.ts';
import { preferenceSetRequest } from '../model/preference-set.ts';
import type { User } from '../model/users.ts';

const text = z.string().nullish();

/** What may be said about a user; properties of the site's own stand beside the known ones. */
export const userProperties = z.looseObject({
  name: text,
  email: text,
  phone_number: text,
  avatar: text,
  timezone: text,
  locale: text,
  created_at: text,
  channel_data: z.never('Channel data is not part of this sandbox').optional(),
  /** Preference sets by id, merged into what the user has. */
  preferences: z.record(z.string(), preferenceSetRequest).nullish(),
});

/** A user told inline: where a list of users or a trigger may name one that is not known yet. */
export const inlineUser = userProperties.extend({
  id: z.string().min(1),
  collection: z.never('Objects are not part of this sandbox').optional(),
});

/** A recipient or actor of a trigger: an id, or a user told inline. */
export const recipientRequest = z.union([z.string().min(1), inlineUser]);

export function identifyUser(
  environment: Environment,
  id: string,
  request: z.infer<typeof userProperties>,
): User {
  const { preferences, ...properties } = request;
  for (const [setId, set] of Object.entries(preferences ?? {}))
    environment.preferences.set(id, setId, set, 'merge');
  return environment.users.identify(id, properties);
}

/** The id of a recipient, who is identified first where the request tells more than the id. */
export function resolveRecipient(
  environment: Environment,
  recipient: z.infer<typeof recipientRequest>,
): string {
  if (typeof recipient === 'string') return recipient;
  const { id, ...properties } = recipient;
  identifyUser(environment, id, properties);
  return id;
}
