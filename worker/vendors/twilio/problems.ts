import { ProblemError } from '../../platform/problem.ts';
import type { VendorError } from '../http.ts';

/** Codes of https://www.twilio.com/docs/verify/api/error-codes that are about the number or the way to it. */
const refusedNumbers: ReadonlySet<unknown> = new Set([
  60200, // no number of anybody
  60205, // a landline, for SMS
  60220, // China needs vetting
  60238, // blocked
  60410, // Fraud Guard
  60413, // device intelligence
  60605, // geo permissions
]);
const busy: ReadonlySet<unknown> = new Set([
  60212, // too many requests for this number at the same time
  60626, // lookups of this number
  20429, // too many requests
]);
const sendWindow = 600;

/** What a refusal of Twilio is about. */
export type SendRefusal =
  /** The recipient: nobody may learn that. */
  | 'mute'
  /** The visitor can do something. */
  | ProblemError
  /** Our settings or the vendor: a failure. */
  | undefined;

/** What Twilio's refusal of a send means. */
export function sendRefusal({ status, code, retryAfter }: VendorError): SendRefusal {
  if (refusedNumbers.has(code)) return 'mute';
  if (code === 60223) return new ProblemError('channel_not_supported', 'This channel is off at the vendor.');
  if (code === 60203)
    return new ProblemError('too_many_sends', 'Enter the code that arrived, or wait.', {
      retryAfter: retryAfter ?? sendWindow,
    });
  if (busy.has(code) || status === 429)
    return new ProblemError('too_many_sends', 'Wait a moment.', { retryAfter: retryAfter ?? 30 });
  return undefined;
}

/** What Twilio's refusal of a check means: `gone` when it knows of no code there; undefined when it is a failure. */
export function checkRefusal({ code, status }: VendorError): 'gone' | 'used_up' | 'incorrect' | undefined {
  if (code === 60202) return 'used_up';
  // A code that could never be one.
  if (code === 60200) return 'incorrect';
  // Verify deletes what is expired, approved or used up (docs: verification check, 20404).
  if (code === 20404 || status === 404) return 'gone';
  return undefined;
}
