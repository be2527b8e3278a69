import { randomInt } from 'node:crypto';
import { newSid } from '../sid.ts';

/** The channels that codes are delivered by. */
export const channels = ['sms', 'call', 'whatsapp', 'email'] as const;
export type Channel = (typeof channels)[number];

export type Status = 'pending' | 'approved' | 'canceled' | 'max_attempts_reached';

/** The payment that a code confirms (PSD2). */
export interface Payment {
  readonly amount: string;
  readonly payee: string;
}

/** One send of a verification's code. Times in ms since the epoch. */
export interface Attempt {
  readonly sid: string;
  readonly verification: Verification;
  readonly channel: Channel;
  readonly locale: string;
  readonly at: number;
  updatedAt: number;
  /** Whether the code was given back after it. */
  isConverted: boolean;
}

/** One proof that somebody holds a number or an address: one code, however often it is sent. Times in ms since the epoch. */
export interface Verification {
  readonly sid: string;
  readonly serviceSid: string;
  readonly to: string;
  readonly code: string;
  readonly payment: Payment | undefined;
  readonly createdAt: number;
  updatedAt: number;
  status: Status;
  readonly sends: Attempt[];
  checks: number;
}

/** What a new verification is made of. */
export interface Beginning {
  readonly to: string;
  /** Digits of a code. */
  readonly codeLength: number;
  /** The caller's own code, in place of a random one. */
  readonly customCode?: string | undefined;
  readonly payment?: Payment | undefined;
}

/** `now` in ms since the epoch. */
export function newVerification(
  serviceSid: string,
  { to, codeLength, customCode, payment }: Beginning,
  now: number,
): Verification {
  return {
    sid: newSid('VE'),
    serviceSid,
    to,
    code: customCode ?? String(randomInt(10 ** codeLength)).padStart(codeLength, '0'),
    payment,
    createdAt: now,
    updatedAt: now,
    status: 'pending',
    sends: [],
    checks: 0,
  };
}

/** How long a code is good for after its verification began; sending it again does not prolong it. Milliseconds. */
export const lifetime = 10 * 60_000;
