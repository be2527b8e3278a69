import type { Catalogue } from '../shared/locale/messages.ts';

/** The texts on the way from a number to its verification by SMS; `aside-messages.en.ts` has those beside it. */
export const otpMessages = {
  'otp.number': 'Mobile number',
  'otp.country': 'Country',
  'otp.send.sms': 'Text me a code',
  'otp.sending': 'Sending…',
  'otp.code': 'Enter the {count}-digit code',
  'otp.sent.sms': 'We texted it to {to}.',
  'otp.change.phone': 'Change number',
  'otp.confirm': 'Confirm',
  'otp.checking': 'Checking…',
  'otp.verified.phone': 'Number verified',
  'otp.another.phone': 'Use another number',
  'otp.required.phone': 'Verify your phone number.',
} as const satisfies Catalogue;

export type OtpMessage = keyof typeof otpMessages;
