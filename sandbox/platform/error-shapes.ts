import * as z from 'zod';
import type { VendorName } from './faults.ts';
import type { LoggedRequest } from './request-log.ts';

const status = z.int().min(400).max(599);
const text = z.string().min(1);

/** The body of every refusal, by vendor: no field less, none more, each of its type. */
const shapes: Partial<Record<VendorName, z.ZodType>> = {
  stream: z.strictObject({
    code: z.int(),
    message: text,
    StatusCode: status,
    duration: z.string().regex(/^\d+(?:\.\d+)?ms$/),
    more_info: z.url(),
    details: z.array(z.int()),
  }),
  knock: z.strictObject({
    code: text,
    message: text,
    status,
    type: z.enum(['authentication_error', 'invalid_request_error', 'api_error']),
    errors: z
      .array(z.strictObject({ field: z.string(), message: text, type: z.string().nullable() }))
      .optional(),
  }),
  twilio: z.strictObject({ code: z.int(), message: text, more_info: z.url(), status }),
};

/** What is wrong with the refusals of a log, a line for each; those that a fault made are not the vendor's own. */
export function misshapenErrors(requests: readonly LoggedRequest[]): string[] {
  return requests.flatMap(({ vendor, method, path, status: answered, answer, fault }) => {
    const shape = shapes[vendor];
    if (!shape || fault !== undefined || (answered ?? 0) < 400 || !answer?.type.includes('json')) return [];
    const { error } = shape.safeParse(answer.json);
    return error ? [`${method} ${path} ${answered}: ${z.prettifyError(error)}`] : [];
  });
}
