import type { Problem } from '../session/problem.ts';
import { asideMessages, type AsideMessage } from './aside-messages.en.ts';
import type { OtpState } from './otp-state.ts';
import type { Translate } from './step-form.ts';

/** Problems that are told in the words of another. */
const sameAs: Partial<Record<Problem['code'], Problem['code']>> = {
  verification_not_found: 'verification_expired',
  rate_limited: 'too_many_sends',
};

/** What a visitor is told of a problem: what is wrong and what to do next. Empty when nothing is. */
export function problemText(state: OtpState, t: Translate, language: string): string {
  const { problem, fault, verification, ended, step, by } = state;
  if (fault) return t(`otp.fault.${fault}`);
  if (!problem) return '';
  const { retryAfter } = problem;
  let { code } = problem;
  code = sameAs[code] ?? code;
  if (code === 'unreachable') return t('error.network');
  if (code === 'body_invalid' && step === 'phone') code = `${by}_invalid`;
  if (code === 'code_incorrect' && ended) code = 'too_many_checks';
  if (code === 'too_many_sends' && retryAfter !== undefined) {
    return t('otp.wait', { time: duration(retryAfter, language) });
  }
  const key = `otp.${code}`;
  return t(isText(key) ? key : 'otp.failed', { count: verification?.checksLeft ?? 0 });
}

function isText(key: string): key is AsideMessage {
  return key in asideMessages;
}

/** `45 seconds`, `12 minutes`, `3 hours`: rounded up, so that the wait is over by then. */
function duration(seconds: number, language: string): string {
  const [unit, size] = seconds < 60 ? ['second', 1] : seconds < 3600 ? ['minute', 60] : ['hour', 3600];
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' });
  return format.format(Math.ceil(seconds / size));
}
