import * as z from 'zod';
import { people } from '../../people.ts';

const seeded = new Map<string, string>(people.map(({ id, name }) => [id, name]));

/** Times of the wire: RFC 3339 in UTC with six decimals. */
export const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);

/** A user, whole: the seed's have a name and an e-mail address besides what the server tells of everybody. */
export const userFields = {
  id: z.string(),
  name: z.string().optional(),
  email: z.string().optional(),
  role: z.string(),
  teams: z.array(z.string()),
  language: z.string(),
  banned: z.boolean(),
  online: z.boolean(),
  created_at: time,
  updated_at: time,
  last_active: time.optional(),
  deactivated_at: time.optional(),
  deleted_at: time.optional(),
  revoke_tokens_issued_before: time.optional(),
};
interface Named {
  id: string;
  name?: string | undefined;
  email?: string | undefined;
  deleted_at?: string | undefined;
}

/** Users of a test's own may have neither; those of the seed have a name, and with the seed's name its address too. */
export const named = <T extends z.ZodType<Named>>(shape: T): T =>
  shape.refine(
    ({ id, name, email, deleted_at: deletedAt }) =>
      !seeded.has(id) ||
      deletedAt !== undefined ||
      (name !== undefined && (name !== seeded.get(id) || email !== undefined)),
    'has no name, or no e-mail address',
  );

export const userShape = named(z.strictObject(userFields));

export const muteDates = { created_at: time, updated_at: time, expires: time.optional() };
export const muteShape = z.strictObject({ user: userShape, target: userShape, ...muteDates });

export const deviceShape = z.strictObject({
  id: z.string(),
  push_provider: z.string(),
  push_provider_name: z.string().optional(),
  user_id: z.string(),
  disabled: z.boolean(),
  created_at: time,
});

/** The totals over all channels. */
export const totals = {
  total_unread_count: z.number(),
  unread_count: z.number(),
  unread_channels: z.number(),
  unread_threads: z.number(),
};
