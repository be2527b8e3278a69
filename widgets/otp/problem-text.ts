import type { Problem } from '../session/problem.ts';
import type { sharedMessages } from '../shared/locale/en.ts';
import type { Parameters } from '../shared/locale/messages.ts';
import { otpMessages, type OtpMessage } from './messages.en.ts';
import type { OtpState } from './otp-state.ts';

/** A text of the element, in its language. */
export type Translate = (key: OtpMessage | keyof typeof sharedMessages, parameters?: Parameters) => string;

/** Problems that are told in the words of another. */
const sameAs: Partial<Record<Problem['code'], Problem['code']>> = {
  verification_not_found: 'verification_expired',
  rate_limited: 'too_many_sends',
};

/** What a visitor is told of a problem: what is wrong and what to do next. Empty when nothing is. */
export function problemText(state: OtpState, t: Translate, language: string): string {
  const { problem, fault, verification, ended, step } = state;
  if (fault) return t(`otp.fault.${fault}`);
  if (!problem) return '';
  const { retryAfter } = problem;
  let { code } = problem;
  code = sameAs[code] ?? code;
  if (code === 'unreachable') return t('error.network');
  if (code === 'body_invalid' && step === 'phone') code = 'phone_invalid';
  if (code === 'code_incorrect' && ended) code = 'too_many_checks';
  if (code === 'too_many_sends' && retryAfter !== undefined) {
    return t('otp.wait', { time: duration(retryAfter, language) });
  }
  const key = `otp.${code}`;
  return t(isText(key) ? key : 'otp.failed', { count: verification?.checksLeft ?? 0 });
}

function isText(key: string): key is OtpMessage {
  return key in otpMessages;
}

/** `0:24`, in the language's digits. */
export function clock(seconds: number, language: string): string {
  const minutes = new Intl.NumberFormat(language, { useGrouping: false });
  const two = new Intl.NumberFormat(language, { minimumIntegerDigits: 2 });
  return `${minutes.format(Math.floor(seconds / 60))}:${two.format(seconds % 60)}`;
}

/** `45 seconds`, `12 minutes`, `3 hours`: rounded up, so that the wait is over by then. */
function duration(seconds: number, language: string): string {
  const [unit, size] = seconds < 60 ? ['second', 1] : seconds < 3600 ? ['minute', 60] : ['hour', 3600];
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' });
  return format.format(Math.ceil(seconds / size));
}
