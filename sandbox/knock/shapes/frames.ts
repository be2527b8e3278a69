import * as z from 'zod';
import { countShapes } from './messages.ts';

const text = z.string();
const ref = text.nullable();
const feed = text.regex(/^feeds:[^:]+:.+$/);

const metadata = z.strictObject(countShapes);

/** Of every event that the socket sends, its whole frame: `[join_ref, ref, topic, event, payload]`. */
const frameShapes: Readonly<Record<string, z.ZodType>> = {
  phx_reply: z.tuple([
    ref,
    ref,
    text,
    z.literal('phx_reply'),
    z.discriminatedUnion('status', [
      z.strictObject({ status: z.literal('ok'), response: z.strictObject({}) }),
      z.strictObject({ status: z.literal('error'), response: z.strictObject({ reason: text.min(1) }) }),
    ]),
  ]),
  phx_close: z
    .tuple([ref, ref, feed, z.literal('phx_close'), z.strictObject({})])
    .refine(([joinRef, its]) => joinRef === its, 'a close carries the reference of its join twice'),
  'new-message': z.tuple([
    ref,
    z.null(),
    feed,
    z.literal('new-message'),
    z
      .strictObject({
        event: z.literal('new-message'),
        attn: z.array(text.regex(/^client_/)),
        metadata,
        data: z.record(text, z.strictObject({ metadata })),
      })
      .refine(({ attn, data }) => attn.join() === Object.keys(data).join(), 'data is of those in attn'),
  ]),
};

/** Which shape a frame must have, by its event; one of an unknown event has none. */
export const frameShapeOf = (event: string): z.ZodType => frameShapes[event] ?? z.never();
