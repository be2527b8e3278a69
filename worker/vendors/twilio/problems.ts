import { ProblemError } from '../../platform/problem.ts';
import type { VendorError } from '../http.ts';

/** Codes of https://www.twilio.com/docs/verify/api/error-codes that are about the number or the way to it. */
const refusedNumber: ReadonlySet<unknown> = new Set([
  60205, // a landline, for SMS
  60220, // China needs vetting
  60223, // the delivery channel is disabled
  60238, // blocked
  60410, // Fraud Guard
  60413, // device intelligence
  60605, // geo permissions
]);
const sendWindow = 600;

/** What Twilio's refusal of a send means to the visitor; undefined when it is a failure. */
export function sendProblem({ status, code, retryAfter }: VendorError): ProblemError | undefined {
  if (code === 60200) return new ProblemError('phone_invalid', 'The number cannot be called or texted.');
  if (refusedNumber.has(code))
    return new ProblemError('phone_not_supported', 'No code can be sent to this number.');
  if (code === 60203 || code === 60212 || code === 20429 || status === 429) {
    return new ProblemError('too_many_sends', 'Enter the code that arrived, or wait.', {
      retryAfter: retryAfter ?? (code === 60203 ? sendWindow : 30),
    });
  }
  return undefined;
}

/** What Twilio's refusal of a check means to the visitor; undefined when it is a failure. */
export function checkProblem({ code, status }: VendorError): ProblemError | undefined {
  if (code === 60202) return new ProblemError('too_many_checks', 'Start again.', { checksLeft: 0 });
  // Verify deletes what is expired, approved or used up (docs: verification check, 20404).
  if (code === 20404 || status === 404) return new ProblemError('verification_expired', 'Start again.');
  return undefined;
}
