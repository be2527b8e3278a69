import * as z from 'zod';
import { vendors, type Fault, type VendorName } from './faults.ts';

/** What a fault can do, of which it must name one. */
const effects = [
  'status',
  'latency',
  'limit',
  'half',
  'hold',
  'refuse',
  'drop',
  'duplicate',
  'delay',
  'reorder',
  'cut',
  'expire',
] as const;
/** What only a vendor with sockets and user tokens can suffer. */
const liveEffects = ['refuse', 'drop', 'duplicate', 'delay', 'reorder', 'cut', 'expire'] as const;
const liveVendors: readonly VendorName[] = ['stream', 'knock'];

/** Codes that a server may send in a close frame (RFC 6455 §7.4), and 1006, which stands for no frame at all. */
const isCloseCode = (code: number) =>
  (code >= 1000 && code <= 1003) || (code >= 1006 && code <= 1014) || (code >= 3000 && code <= 4999);

/** A day: longer than any test waits, short enough for a timer. */
const longest = 86_400;
const seconds = z.number().positive().max(longest);

/** A fault as `POST /faults` takes it. */
export const faultSchema: z.ZodType<Fault> = z
  .strictObject({
    vendor: z.enum(vendors),
    path: z.string().min(1).optional(),
    method: z.string().min(1).toUpperCase().optional(),
    event: z.string().min(1).optional(),
    times: z.int().positive().optional(),
    status: z.int().min(400).max(599).optional(),
    code: z.union([z.int(), z.string()]).optional(),
    message: z.string().optional(),
    headers: z.record(z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/), z.string().regex(/^[\t -~]*$/)).optional(),
    latency: z.int().min(1).max(120_000).optional(),
    limit: z.strictObject({ calls: z.int().min(0), seconds }).optional(),
    half: z.literal(true).optional(),
    hold: z.union([z.literal(true), seconds]).optional(),
    cut: z
      .int()
      .refine(isCloseCode, { error: 'no close code: 1000 to 1003, 1006 to 1014 or 3000 to 4999' })
      .optional(),
    refuse: z.union([z.literal(true), seconds]).optional(),
    drop: z.literal(true).optional(),
    duplicate: z.literal(true).optional(),
    delay: seconds.optional(),
    reorder: z.literal(true).optional(),
    expire: z.literal(true).optional(),
  })
  .refine((fault) => effects.some((effect) => fault[effect] !== undefined), {
    error: `a fault must do something: name one of ${effects.join(', ')}`,
  })
  .check(({ value: fault, issues }) => {
    const refuse = (path: keyof Fault, message: string) =>
      issues.push({ code: 'custom', message, path: [path], input: fault });
    if (!liveVendors.includes(fault.vendor)) {
      for (const effect of liveEffects)
        if (fault[effect] !== undefined) refuse(effect, `${fault.vendor} has no sockets and no user tokens`);
    }
    if (fault.hold !== undefined && fault.vendor !== 'stream')
      refuse('hold', `${fault.vendor} takes no uploads`);
  });
