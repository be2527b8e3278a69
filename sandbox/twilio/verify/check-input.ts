import * as z from 'zod';
import { TwilioError, invalidParameter } from '../errors.ts';
import { readFields } from '../form.ts';
import { isEmail, isPhone } from '../phone.ts';
import { isSid } from '../sid.ts';
import type { ServiceSettings } from './service.ts';
import { readPayment } from './start-input.ts';
import type { Payment } from './verification.ts';

/** What a check asks for, read and checked. */
export interface CheckInput {
  /** A verification's sid, a number or an address. */
  readonly key: string;
  readonly code: string;
  readonly payment?: Payment | undefined;
}

const checkSchema = z.object({
  To: z
    .string()
    .refine((to) => isPhone(to) || isEmail(to))
    .optional(),
  VerificationSid: z
    .string()
    .refine((sid) => isSid(sid, 'VE'))
    .optional(),
  Amount: z.string().min(1).optional(),
  Payee: z.string().min(1).optional(),
});
const statusSchema = z.object({ Status: z.enum(['approved', 'canceled']) });

/**
 * Reads the form of a check. Where a service takes its callers' own codes they may have letters.
 * @throws TwilioError 60221 when it says of nothing what it checks, 60200 for a wrong parameter, 60206 and 60204 as a start
 */
export function readCheck(form: URLSearchParams, settings: ServiceSettings): CheckInput {
  const digits = settings.customCodeEnabled ? /^[A-Za-z0-9]{4,10}$/ : /^\d{4,10}$/;
  const fields = readFields(form, checkSchema);
  const key = fields.VerificationSid ?? fields.To;
  if (key === undefined) throw new TwilioError(400, 60221, 'No target verification specified');
  const code = form.get('Code') ?? '';
  if (!digits.test(code)) throw invalidParameter('Code');
  return { key, code, payment: readPayment(fields.Amount, fields.Payee, settings) };
}

/** @throws TwilioError 60200 */
export function readStatus(form: URLSearchParams): 'approved' | 'canceled' {
  return readFields(form, statusSchema).Status;
}
