import type { Problem } from '../session/problem.ts';
import type { sharedMessages } from '../shared/locale/en.ts';
import type { Parameters } from '../shared/locale/messages.ts';
import type { OtpMessage } from './messages.en.ts';
import type { OtpState } from './otp-state.ts';

type TextKey = OtpMessage | keyof typeof sharedMessages;

/** A text of the element, in its language. */
export type Translate = (key: TextKey, parameters?: Parameters) => string;

/** The text of what the Worker refuses with; `otp.failed` for all else. */
const texts: Partial<Record<Problem['code'], TextKey>> = {
  phone_invalid: 'otp.phone-invalid',
  phone_not_supported: 'otp.phone-not-supported',
  channel_not_supported: 'otp.channel-not-supported',
  code_incorrect: 'otp.incorrect',
  too_many_checks: 'otp.too-many-checks',
  verification_expired: 'otp.expired',
  verification_not_found: 'otp.expired',
  send_too_early: 'otp.too-early',
  too_many_sends: 'otp.too-many',
  rate_limited: 'otp.too-many',
  unreachable: 'error.network',
};

/** What a visitor is told of a problem: what is wrong and what to do next. Empty when nothing is. */
export function problemText(
  { step, problem, fault, verification, ended }: OtpState,
  t: Translate,
  language: string,
): string {
  if (fault) return t(`otp.fault.${fault}`);
  if (!problem) return '';
  const { code, retryAfter } = problem;
  const key = texts[code === 'body_invalid' && step === 'phone' ? 'phone_invalid' : code] ?? 'otp.failed';
  if (key === 'otp.incorrect') {
    return ended ? t('otp.too-many-checks') : t(key, { count: verification?.checksLeft ?? 0 });
  }
  return key === 'otp.too-many' && retryAfter !== undefined
    ? t('otp.too-many-wait', { time: duration(retryAfter, language) })
    : t(key);
}

/** Whether the problem lies in the number itself. */
export function numberIsWrong({ fault, problem, step }: OtpState): boolean {
  const codes: readonly (string | undefined)[] = ['phone_invalid', 'phone_not_supported', 'body_invalid'];
  return step === 'phone' && (fault !== undefined || codes.includes(problem?.code));
}

/** `0:24`, in the language's digits. */
export function clock(seconds: number, language: string): string {
  const whole = new Intl.NumberFormat(language, { useGrouping: false });
  const two = new Intl.NumberFormat(language, { minimumIntegerDigits: 2 });
  return `${whole.format(Math.floor(seconds / 60))}:${two.format(seconds % 60)}`;
}

/** `45 seconds`, `12 minutes`, `3 hours`: rounded up, so that the wait is over by then. */
function duration(seconds: number, language: string): string {
  const [unit, size] = seconds < 60 ? ['second', 1] : seconds < 3600 ? ['minute', 60] : ['hour', 3600];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(
    Math.ceil(seconds / size),
  );
}
