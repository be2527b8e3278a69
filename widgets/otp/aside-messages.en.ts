import type { Catalogue } from '../shared/locale/messages.ts';

/** The texts beside the straight way; `otp.<code>` is what a visitor is told of the Worker's problem of that code. */
export const asideMessages = {
  'otp.resend': 'Send the code again',
  'otp.resend-in': 'Send again in {time}',
  'otp.resend-new': 'Send a new code',
  'otp.send.call': 'Call me with a code',
  'otp.send.whatsapp': 'Send a code by WhatsApp',
  'otp.send.email': 'Email me a code',
  'otp.by.phone': 'Use a phone number instead',
  'otp.by.email': 'Use an email address instead',
  'otp.sent.call': 'We are calling {to} to read it out.',
  'otp.sent.whatsapp': 'We sent it to {to} on WhatsApp.',
  'otp.sent.email': 'We emailed it to {to}.',
  'otp.change.email': 'Change address',
  'otp.verified.email': 'Email address verified',
  'otp.another.email': 'Use another address',
  'otp.required.email': 'Verify your email address.',
  'otp.email': 'Email address',
  'otp.challenge': 'Security check',
  'otp.challenge.text': 'One quick check, then we send the code.',
  'otp.no-sends': 'No more codes can be sent for now.',
  'otp.lapsed': 'The verification has expired. Verify once more.',
  'otp.fault.missing': 'Enter your phone number.',
  'otp.fault.short': 'This number is too short.',
  'otp.fault.long': 'This number is too long.',
  'otp.fault.email': 'Enter an email address, such as name@example.com.',
  'otp.fault.challenge':
    'The security check did not finish. Turn off blockers for this page, then try again.',
  'otp.challenge_failed': 'The check was not accepted. Try it once more.',
  'otp.phone_invalid': 'This does not look like a phone number. Check its digits and the country.',
  'otp.email_invalid': 'This does not look like an email address. Check it for typos.',
  'otp.phone_not_supported': 'We cannot send codes to this number. Try another.',
  'otp.channel_not_supported': 'This number cannot be reached that way. Try another.',
  'otp.code_incorrect': {
    one: 'That code is not right. {count} try left.',
    other: 'That code is not right. {count} tries left.',
  },
  'otp.verification_expired': 'This code has expired. Send a new one.',
  'otp.verification_paused': 'No codes are sent at the moment. Try again later.',
  'otp.too_many_checks': 'Too many wrong codes. Send a new one.',
  'otp.send_too_early': 'A code is on its way. Give it a moment.',
  'otp.too_many_sends': 'Too many attempts. Try again later.',
  'otp.wait': 'Too many attempts. Try again in {time}.',
  'otp.failed': 'That did not work. Try again in a moment.',
} as const satisfies Catalogue;

export type AsideMessage = keyof typeof asideMessages;
