import { describe, expect, it } from 'vitest';
import { problems, type ProblemCode } from '../../worker/contract/index.ts';
import { format } from '../shared/locale/messages.ts';
import { sharedMessages } from '../shared/locale/en.ts';
import { asideMessages } from './aside-messages.en.ts';
import { otpMessages } from './messages.en.ts';
import { blank, type OtpState } from './otp-state.ts';
import { problemText } from './problem-text.ts';
import { clock } from './resend-view.ts';
import type { Translate } from './step-form.ts';

const texts = { ...sharedMessages, ...otpMessages, ...asideMessages };
const t: Translate = (key, parameters) => format(texts[key], 'en', parameters);

const state = (code: ProblemCode, more: object = {}, step: OtpState['step'] = 'phone'): OtpState => ({
  ...blank,
  status: 'ready',
  countries: [],
  channels: [],
  codeLength: 6,
  by: 'phone',
  country: 'GB',
  number: '',
  email: '',
  step,
  problem: { type: '', title: '', detail: '', requestId: '', status: problems[code].status, code, ...more },
});

const told = (snapshot: OtpState, resendIn = 0, language = 'en') =>
  problemText({ snapshot, resendIn }, t, language);

describe('what a visitor is told', () => {
  it('is never a code of ours, whatever the Worker refuses with', () => {
    for (const code of Object.keys(problems) as ProblemCode[]) {
      expect(told(state(code))).toMatch(/^[A-Z].*[.]$/);
      expect(told(state(code))).not.toContain(code);
    }
  });

  it('says how long to wait, in a unit that a person would use', () => {
    const wait = (retryAfter: number) => told(state('rate_limited', { retryAfter }));
    expect(wait(45)).toContain('in 45 seconds.');
    expect(wait(61)).toContain('in 2 minutes.');
    expect(wait(3601)).toContain('in 2 hours.');
  });

  it('says at what time a new code can be had after too many wrong ones, and then that it can', () => {
    const resendAt = new Date(2026, 0, 1, 15, 41, 10).getTime();
    const used = {
      ...state('code_incorrect', { checksLeft: 0, retryAfter: 500 }, 'code'),
      ended: true,
      resendAt,
    };
    expect(told(used, 500)).toMatch(/^Too many wrong codes\. .* at 3:42.PM\.$/);
    expect(told(used, 1)).toBe(told(used, 500));
    expect(told(used, 0)).toBe('Too many wrong codes. Send a new one.');
    const ofTheDay = state('too_many_checks', { checksLeft: 0, retryAfter: 7300 }, 'code');
    expect(told({ ...ofTheDay, ended: true, resendAt }, 7300)).toContain('in 3 hours.');
  });

  it('is nothing when nothing is wrong', () => {
    expect(told({ ...state('rate_limited'), problem: undefined })).toBe('');
  });
});

describe('the countdown', () => {
  it('is a clock in the digits of the language', () => {
    expect(clock(30, 'en')).toBe('0:30');
    expect(clock(65, 'en')).toBe('1:05');
    expect(clock(65, 'ar-EG')).toBe('١:٠٥');
  });
});
