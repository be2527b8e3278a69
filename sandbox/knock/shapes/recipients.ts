import * as z from 'zod';
import { people } from '../../people.ts';

/** Times of the wire: messages and runs tell microseconds, everything else milliseconds. */
export const micros = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/);
export const millis = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
export const ksuid = z.string().regex(/^[0-9A-Za-z]{27}$/);
export const data = z.record(z.string(), z.unknown());

const condition = z.strictObject({
  variable: z.string(),
  operator: z.string(),
  argument: z.string().nullable(),
});
const strategy = z.enum(['merge', 'replace']).optional();
const setting = z.union([z.boolean(), z.strictObject({ conditions: z.array(condition) })]);
const channelTypes = z.strictObject({
  chat: setting.optional(),
  email: setting.optional(),
  http: setting.optional(),
  in_app_feed: setting.optional(),
  push: setting.optional(),
  sms: setting.optional(),
  __strategy__: strategy,
});
const channels = z.strictObject({ __strategy__: strategy }).catchall(setting);
const scoped = z.record(
  z.string(),
  z.union([
    z.boolean(),
    z.strictObject({
      channel_types: channelTypes.optional(),
      channels: channels.optional(),
      conditions: z.array(condition).optional(),
      __strategy__: strategy,
    }),
  ]),
);

export const preferenceSetShape = z.strictObject({
  __typename: z.literal('PreferenceSet'),
  id: z.string(),
  categories: scoped.nullable(),
  workflows: scoped.nullable(),
  channel_types: channelTypes.nullable(),
  channels: channels.nullable(),
  commercial_subscribed: setting.nullable(),
});

const seeded = new Set<string>(people.map(({ id }) => id));

const userFields = {
  __typename: z.literal('User'),
  id: z.string(),
  name: z.string().nullable().optional(),
  email: z.string().nullable().optional(),
  phone_number: z.string().nullable().optional(),
  locale: z.string().optional(),
  timezone: z.string().optional(),
  created_at: z.string().nullable(),
  updated_at: millis,
};
interface Seeded {
  __typename: string;
  id: string;
  name?: string | null | undefined;
  email?: string | null | undefined;
  phone_number?: string | null | undefined;
}
/** Users of a test's own may have no name and no address; those of the seed have them wherever they are told. */
const named = <T extends z.ZodType<Seeded>>(shape: T): T =>
  shape.refine(
    ({ id, name, email, phone_number: phone }) =>
      !seeded.has(id) || (name !== undefined && email !== undefined && phone !== undefined),
    'has no name, or no address',
  );

export const userShape = named(z.strictObject(userFields));

export const objectShape = z.strictObject({
  __typename: z.literal('Object'),
  id: z.string(),
  collection: z.string(),
  properties: data,
  created_at: z.string().nullable(),
  updated_at: millis,
});

/** Whoever can be told something, whole … */
export const recipientShape = z.discriminatedUnion('__typename', [userShape, objectShape]);

/** … with all preferences, where a list is asked for them … */
const preferences = z.record(z.string(), preferenceSetShape).optional();
export const listedUserShape = named(z.strictObject({ ...userFields, preferences }));
export const listedObjectShape = objectShape.extend({ preferences });
export const listedRecipientShape = z.discriminatedUnion('__typename', [listedUserShape, listedObjectShape]);

/** … and by name alone. */
export const referenceShape = z.union([
  z.string(),
  z.strictObject({ id: z.string(), collection: z.string() }),
]);
