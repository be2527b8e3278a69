import * as z from 'zod';

/** One frame of Phoenix's second serializer: `[join_ref, ref, topic, event, payload]`. */
export interface Frame {
  readonly joinRef: string | null;
  readonly ref: string | null;
  readonly topic: string;
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

const frameSchema = z
  .tuple([
    z.string().nullable(),
    z.string().nullable(),
    z.string(),
    z.string(),
    z.record(z.string(), z.unknown()),
  ])
  .transform(([joinRef, ref, topic, event, payload]): Frame => ({ joinRef, ref, topic, event, payload }));

/** A frame from its text, or nothing where it is none. */
export function parseFrame(text: string): Frame | undefined {
  try {
    return frameSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

export function formatFrame({ joinRef, ref, topic, event, payload }: Frame): string {
  return JSON.stringify([joinRef, ref, topic, event, payload]);
}

/** The answer to a frame that asked for one. */
export function reply(
  to: Frame,
  status: 'ok' | 'error',
  response: Readonly<Record<string, unknown>> = {},
): Frame {
  return { ...to, event: 'phx_reply', payload: { status, response } };
}
