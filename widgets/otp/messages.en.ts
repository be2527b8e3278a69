import type { Catalogue } from '../shared/locale/messages.ts';

/** The texts; `otp.<code>` is what a visitor is told of the Worker's problem of that code. */
export const otpMessages = {
  'otp.number': 'Mobile number',
  'otp.country': 'Country',
  'otp.send.sms': 'Text me a code',
  'otp.send.call': 'Call me with a code',
  'otp.send.whatsapp': 'Send a code by WhatsApp',
  'otp.sending': 'Sending…',
  'otp.code': 'Enter the {count}-digit code',
  'otp.sent.sms': 'We texted it to {to}.',
  'otp.sent.call': 'We are calling {to} to read it out.',
  'otp.sent.whatsapp': 'We sent it to {to} on WhatsApp.',
  'otp.change': 'Change number',
  'otp.confirm': 'Confirm',
  'otp.checking': 'Checking…',
  'otp.resend': 'Send the code again',
  'otp.resend-in': 'Send again in {time}',
  'otp.resend-new': 'Send a new code',
  'otp.no-sends': 'No more codes can be sent for now.',
  'otp.verified': 'Number verified',
  'otp.another': 'Use another number',
  'otp.required': 'Verify your phone number.',
  'otp.fault.missing': 'Enter your phone number.',
  'otp.fault.short': 'This number is too short.',
  'otp.fault.long': 'This number is too long.',
  'otp.phone_invalid': 'This does not look like a phone number. Check its digits and the country.',
  'otp.phone_not_supported': 'We cannot send codes to this number. Try another.',
  'otp.channel_not_supported': 'This number cannot be reached that way. Try another.',
  'otp.code_incorrect': {
    one: 'That code is not right. {count} try left.',
    other: 'That code is not right. {count} tries left.',
  },
  'otp.verification_expired': 'This code has expired. Send a new one.',
  'otp.too_many_checks': 'Too many wrong codes. Send a new one.',
  'otp.send_too_early': 'A code is on its way. Give it a moment.',
  'otp.too_many_sends': 'Too many attempts. Try again later.',
  'otp.wait': 'Too many attempts. Try again in {time}.',
  'otp.failed': 'That did not work. Try again in a moment.',
} as const satisfies Catalogue;

export type OtpMessage = keyof typeof otpMessages;
