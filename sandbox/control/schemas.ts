import * as z from 'zod';
import { triggerSchema } from '../knock/knock.ts';
import { deliveryChannels } from '../platform/deliveries.ts';
import { vendors } from '../platform/faults.ts';
import { changeableStatuses } from '../twilio/messages/message.ts';

/** Ten years either way: far enough for every expiry, near enough for dates to stay dates. */
const farthest = 10 * 365 * 86_400;

export const clockSchema = z
  .strictObject({
    /** Seconds on from where the clock stands. */
    advance: z.number().min(0).max(farthest).optional(),
    /** Seconds away from real time; 0 is real time. */
    offset: z.number().min(-farthest).max(farthest).optional(),
    /** The time that it is to be, ISO 8601. */
    at: z.iso
      .datetime({ offset: true, abort: true })
      .refine((at) => Math.abs(Date.parse(at) - Date.now()) <= farthest * 1000, {
        error: 'must be within ten years',
      })
      .optional(),
  })
  .refine((body) => Object.values(body).filter((value) => value !== undefined).length === 1, {
    error: 'name one of advance, offset and at',
  });

export const messagesQuerySchema = z.strictObject({
  /** A number or an address. A plus that was not escaped arrives as a space. */
  to: z
    .string()
    .min(1)
    .transform((to) => to.replace(/^ /, '+'))
    .optional(),
  channel: z.enum(deliveryChannels).optional(),
});

export const requestsQuerySchema = z.strictObject({
  vendor: z.enum(vendors).optional(),
  limit: z.coerce.number().int().positive().optional(),
  /** Without the bodies the list is short. */
  bodies: z.stringbool({ truthy: ['true'], falsy: ['false'], case: 'sensitive' }).default(true),
});

const id = z.string().min(1).max(255);
/** A channel as the elements name it: `messaging:general`. */
const channel = z.string().regex(/^[\w-]+:[\w!-]+$/, { error: 'must be type:id, as messaging:general' });

export const eventSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('chat.message'),
    channel,
    user: id,
    text: z.string().min(1).max(5000),
    /** The site's own fields, flat on the message as the vendor has them. */
    fields: z.record(z.string(), z.unknown()).optional(),
  }),
  z.strictObject({ type: z.literal('chat.typing'), channel, user: id, typing: z.boolean().default(true) }),
  z.strictObject({ type: z.literal('chat.reaction'), message: id, user: id, reaction: id }),
  z.strictObject({ type: z.literal('chat.read'), channel, user: id }),
  z.strictObject({
    type: z.literal('chat.update'),
    message: id,
    user: id,
    text: z.string().min(1).max(5000),
  }),
  z.strictObject({ type: z.literal('chat.delete'), message: id, user: id }),
  z.strictObject({ type: z.literal('workflow.trigger'), ...triggerSchema.shape }),
  z.strictObject({
    type: z.literal('sms.status'),
    message: id,
    status: z.enum(changeableStatuses),
    /** Why it did not arrive, for `undelivered` and `failed`. */
    errorCode: z.int().min(10_000).max(99_999).optional(),
  }),
]);
/** Something that somebody does, or that the site's backend does, as `POST /events` takes it. */
export type SandboxEvent = z.infer<typeof eventSchema>;
