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

describe('what a visitor is told', () => {
  it('is never a code of ours, whatever the Worker refuses with', () => {
    for (const code of Object.keys(problems) as ProblemCode[]) {
      expect(problemText(state(code), t, 'en')).toMatch(/^[A-Z].*[.]$/);
      expect(problemText(state(code), t, 'en')).not.toContain(code);
    }
  });

  it('says how long to wait, in a unit that a person would use', () => {
    const wait = (retryAfter: number) => problemText(state('rate_limited', { retryAfter }), t, 'en');
    expect(wait(45)).toContain('in 45 seconds.');
    expect(wait(61)).toContain('in 2 minutes.');
    expect(wait(3601)).toContain('in 2 hours.');
  });

  it('is nothing when nothing is wrong', () => {
    expect(problemText({ ...state('rate_limited'), problem: undefined }, t, 'en')).toBe('');
  });
});

describe('the countdown', () => {
  it('is a clock in the digits of the language', () => {
    expect(clock(30, 'en')).toBe('0:30');
    expect(clock(65, 'en')).toBe('1:05');
    expect(clock(65, 'ar-EG')).toBe('١:٠٥');
  });
});
