import type { sharedMessages } from '../shared/locale/en.ts';
import type { Parameters } from '../shared/locale/messages.ts';
import type { OtpMessage } from './messages.en.ts';
import type { OtpState } from './otp-state.ts';

/** A text of the element, in its language. */
export type Translate = (key: OtpMessage | keyof typeof sharedMessages, parameters?: Parameters) => string;

/** What a visitor is told of a problem: what is wrong and what to do next. Empty when nothing is. */
export function problemText(state: OtpState, t: Translate, language: string): string {
  const { problem, fault, verification, ended, step } = state;
  if (fault) return t(`otp.fault.${fault}`);
  if (!problem) return '';
  const { code, retryAfter } = problem;
  if (code === 'code_incorrect') {
    return ended ? t('otp.too-many-checks') : t('otp.incorrect', { count: verification?.checksLeft ?? 0 });
  }
  if (code === 'too_many_checks') return t('otp.too-many-checks');
  if (code === 'verification_expired' || code === 'verification_not_found') return t('otp.expired');
  if (code === 'send_too_early') return t('otp.too-early');
  if (code === 'phone_invalid' || (code === 'body_invalid' && step === 'phone'))
    return t('otp.phone-invalid');
  if (code === 'phone_not_supported') return t('otp.phone-not-supported');
  if (code === 'channel_not_supported') return t('otp.channel-not-supported');
  if (code === 'too_many_sends' || code === 'rate_limited') {
    return retryAfter === undefined
      ? t('otp.too-many')
      : t('otp.too-many-wait', { time: duration(retryAfter, language) });
  }
  return t(code === 'unreachable' ? 'error.network' : 'otp.failed');
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
