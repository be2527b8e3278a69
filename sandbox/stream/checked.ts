import type * as z from 'zod';
import { inputError } from './errors.ts';

/** @throws StreamError 4, naming the first field that is wrong */
export function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw inputError(`${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'invalid'}`);
}
