import type { HonoRequest } from 'hono';
import type * as z from 'zod';
import { check, KnockError } from '../errors.ts';

/** A request's JSON body, checked. No body counts as `{}`: the SDKs leave it out where nothing is to be said. */
export async function readBody<Schema extends z.ZodType>(
  request: HonoRequest,
  schema: Schema,
): Promise<z.infer<Schema>> {
  return check(schema, parse(await request.text()));
}

function parse(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw KnockError.invalidJson();
  }
}
