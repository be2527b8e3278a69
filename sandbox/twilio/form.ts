import * as z from 'zod';
import { invalidParameter } from './errors.ts';

/** The form fields of a request; another kind of body has none, as at Twilio. */
export async function readForm(request: Request): Promise<URLSearchParams> {
  const type = request.headers.get('content-type') ?? '';
  const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(type);
  return new URLSearchParams(isForm ? await request.text() : '');
}

/**
 * The fields that a call knows; of one that is given twice the first counts, and unknown ones are ignored.
 * @throws TwilioError 60200 for the first wrong or missing field
 */
export function readFields<T>(form: URLSearchParams, schema: z.ZodType<T>): T {
  const given: Record<string, string> = {};
  for (const [name, value] of form) given[name] ??= value;
  const result = schema.safeParse(given);
  if (!result.success) throw invalidParameter(String(result.error.issues[0]?.path[0] ?? ''));
  return result.data;
}

/** `true` or `false`, as the SDKs write a boolean. */
export const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** A whole number between two bounds. */
export function integer(min: number, max: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= min && value <= max);
}

/** An object in JSON whose values are all texts or numbers, as several parameters want it. */
export const jsonTexts = z.string().transform((text, context) => {
  try {
    const values = z.record(z.string(), z.union([z.string(), z.number()])).parse(JSON.parse(text));
    return new Map(Object.entries(values).map(([name, value]) => [name, String(value)]));
  } catch {
    context.addIssue('not an object of texts in JSON');
    return z.NEVER;
  }
});
