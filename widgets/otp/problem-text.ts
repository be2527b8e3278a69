import type { Problem } from '../session/problem.ts';
import { asideMessages, type AsideMessage } from './aside-messages.en.ts';
import type { OtpStore } from './otp.store.ts';
import { HOUR } from './resend-view.ts';
import type { Translate } from './step-form.ts';

/** Problems that are told in the words of another. */
const sameAs: Partial<Record<Problem['code'], Problem['code']>> = {
  verification_not_found: 'verification_expired',
  rate_limited: 'too_many_sends',
};

/** What a visitor is told of a problem: what is wrong and what to do next. Empty when nothing is. */
export function problemText(
  { snapshot, resendIn }: Pick<OtpStore, 'snapshot' | 'resendIn'>,
  t: Translate,
  language: string,
): string {
  const { problem, fault, verification, ended, resendAt, step, by } = snapshot;
  if (fault) return t(`otp.fault.${fault}`);
  if (!problem) return '';
  const { retryAfter } = problem;
  let { code } = problem;
  code = sameAs[code] ?? code;
  if (code === 'unreachable') return t('error.network');
  if (code === 'body_invalid' && step === 'phone') code = `${by}_invalid`;
  if (code === 'code_incorrect' && ended) code = 'too_many_checks';
  const isLong = code === 'too_many_checks' && resendIn > HOUR;
  if (code === 'too_many_checks' && resendIn > 0 && !isLong) {
    return t('otp.used-up', { time: timeOfDay(resendAt, language) });
  }
  if ((code === 'too_many_sends' || isLong) && retryAfter !== undefined) {
    return t('otp.wait', { time: duration(retryAfter, language) });
  }
  const key = `otp.${code}`;
  return t(isText(key) ? key : 'otp.failed', { count: verification?.checksLeft ?? 0 });
}

function isText(key: string): key is AsideMessage {
  return key in asideMessages;
}

/** `3:42 PM`: rounded up, as the words would else come true too late. */
function timeOfDay(at: number, language: string): string {
  const minute = 60_000;
  return new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(Math.ceil(at / minute) * minute);
}

/** `45 seconds`, `12 minutes`, `3 hours`: rounded up, so that the wait is over by then. */
function duration(seconds: number, language: string): string {
  const [unit, size] = seconds < 60 ? ['second', 1] : seconds < 3600 ? ['minute', 60] : ['hour', 3600];
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' });
  return format.format(Math.ceil(seconds / size));
}
