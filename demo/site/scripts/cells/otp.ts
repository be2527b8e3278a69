import type { Alteration } from '../network.ts';
import type { Cell } from './cell.ts';

const sendCode = { press: '[part~="button"]' } as const;
const code = '.code #field';
const trouble = { await: '.message:not(:empty)' } as const;

/** What becomes of asking for a code. */
const asked = (id: string, label: string, answer: Omit<Alteration, 'path'>): Cell => ({
  id,
  element: 'otp',
  label,
  as: 'ann',
  attributes: { phone: 'fresh' },
  steps: [{ alter: { path: '/v1/verifications', ...answer } }, sendCode, trouble],
});

/** What becomes of a code that is typed. */
const tried = (id: string, label: string, answer: Omit<Alteration, 'path'>): Cell => ({
  id,
  element: 'otp',
  label,
  as: 'ann',
  attributes: { phone: 'fresh' },
  steps: [sendCode, { alter: { path: '/check', ...answer } }, { type: [code, '000000'] }, trouble],
});

/** What looks like a proof, and is over as soon as it is there. */
const lapsedProof = `e30.${btoa(JSON.stringify({ iat: 0, exp: 15 }))}.c2lnbmVk`;

export const otpCells: readonly Cell[] = [
  { id: 'otp-phone', element: 'otp', label: 'The number', as: 'ann', attributes: { country: 'US' } },
  {
    id: 'otp-email',
    element: 'otp',
    label: 'The e-mail address',
    as: 'ann',
    attributes: { channels: 'email sms' },
    steps: [{ await: '[type="email"]' }],
  },
  {
    id: 'otp-fault',
    element: 'otp',
    label: 'Not a phone number',
    as: 'ann',
    attributes: { country: 'DE' },
    steps: [{ focus: '.phone input' }, { type: ['.phone input', '0151 12'] }, sendCode, trouble],
  },
  {
    id: 'otp-challenge',
    element: 'otp',
    label: 'A challenge',
    as: 'ann',
    attributes: { phone: 'fresh' },
    steps: [
      { alter: { path: '/v1/verifications', status: 403, body: { code: 'challenge_required' } } },
      sendCode,
      { await: '[slot="challenge"] > *' },
    ],
  },
  {
    id: 'otp-code',
    element: 'otp',
    label: 'The code',
    as: 'ann',
    attributes: { phone: 'fresh' },
    steps: [sendCode, { await: code }],
  },
  {
    id: 'otp-masked',
    element: 'otp',
    label: 'The code, masked',
    as: 'ann',
    attributes: { phone: 'fresh', mask: '' },
    steps: [sendCode, { type: [code, '1234'] }],
  },
  {
    id: 'otp-call',
    element: 'otp',
    label: 'The code, by a call',
    as: 'ann',
    attributes: { phone: 'fresh', channels: 'call sms' },
    steps: [sendCode, { await: code }],
  },
  {
    id: 'otp-email-code',
    element: 'otp',
    label: 'The code, by e-mail',
    as: 'ann',
    attributes: { channels: 'email' },
    steps: [{ type: ['[type="email"]', 'ann@willow-wren.example'] }, sendCode, { await: code }],
  },
  tried('otp-wrong', 'A wrong code', { status: 422, body: { code: 'code_incorrect', checksLeft: 4 } }),
  tried('otp-last-try', 'A wrong code, one try left', {
    status: 422,
    body: { code: 'code_incorrect', checksLeft: 1 },
  }),
  tried('otp-used-up', 'All tries used up', {
    status: 429,
    body: { code: 'too_many_checks', checksLeft: 0, retryAfter: 540 },
  }),
  tried('otp-expired', 'Expired', { status: 410, body: { code: 'verification_expired' } }),
  {
    id: 'otp-no-sends',
    element: 'otp',
    label: 'No codes left',
    as: 'ann',
    attributes: { phone: 'fresh' },
    steps: [{ alter: { path: '/v1/verifications', body: { sendsLeft: 0 } } }, sendCode, { await: 'p.ways' }],
  },
  asked('otp-too-many', 'Too many codes', {
    status: 429,
    body: { code: 'too_many_sends', retryAfter: 1500 },
  }),
  asked('otp-paused', 'Paused', { status: 503, body: { code: 'verification_paused' } }),
  {
    id: 'otp-refused',
    element: 'otp',
    label: 'Blocked: a number of this kind',
    as: 'ann',
    attributes: { phone: '+19005550120' },
    steps: [sendCode, trouble],
  },
  {
    id: 'otp-offline',
    element: 'otp',
    label: 'Offline',
    as: 'ann',
    attributes: { phone: 'fresh' },
    steps: [
      { focus: '.phone input' },
      { await: '[part~="button"]' },
      { do: 'go offline' },
      sendCode,
      trouble,
    ],
  },
  {
    id: 'otp-offline-code',
    element: 'otp',
    label: 'Offline, with the code',
    as: 'ann',
    attributes: { phone: 'fresh' },
    steps: [sendCode, { await: code }, { do: 'go offline' }, { type: [code, '123456'] }, trouble],
  },
  {
    id: 'otp-verified',
    element: 'otp',
    label: 'Verified',
    as: 'ann',
    attributes: { phone: 'fresh' },
    steps: [sendCode, { typeCodeInto: code }, { await: '.verified' }],
  },
  {
    id: 'otp-signed-in',
    element: 'otp',
    label: 'Signed in by it: a guest no more',
    as: 'guest',
    attributes: { phone: 'fresh', signin: '' },
    steps: [sendCode, { typeCodeInto: code }, { await: '.verified' }],
  },
  {
    id: 'otp-form',
    element: 'otp',
    label: 'In a form: its value',
    as: 'ann',
    attributes: { phone: 'fresh', name: 'proof', required: '' },
    form: true,
    steps: [sendCode, { typeCodeInto: code }, { await: '.verified' }],
  },
  {
    id: 'otp-lapsed',
    element: 'otp',
    label: 'In a form: ten minutes later',
    as: 'ann',
    attributes: { phone: 'fresh', name: 'proof' },
    form: true,
    steps: [
      sendCode,
      { alter: { path: '/check', body: { proof: lapsedProof } } },
      { typeCodeInto: code },
      { await: ':invalid' },
    ],
  },
  {
    id: 'otp-error',
    element: 'otp',
    label: 'Error: no Worker',
    as: 'unreachable',
    steps: [{ await: '[part~="state"]' }],
  },
];
