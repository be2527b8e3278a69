import { randomInt } from 'node:crypto';
import { newSid } from '../sid.ts';
import { codeLength } from './service.ts';

/** The channels that the seeded service delivers by. */
export const channels = ['sms', 'call', 'whatsapp', 'email'] as const;
export type Channel = (typeof channels)[number];

export type Status = 'pending' | 'approved' | 'canceled' | 'max_attempts_reached';

/** One send of a verification's code. */
export interface SendAttempt {
  sid: string;
  channel: Channel;
  /** Milliseconds since the epoch. */
  at: number;
}

/** One proof that somebody holds a number or an address: one code, however often it is sent. Times in ms since the epoch. */
export interface Verification {
  readonly sid: string;
  readonly to: string;
  readonly code: string;
  readonly createdAt: number;
  updatedAt: number;
  status: Status;
  readonly sends: SendAttempt[];
  checks: number;
}

export function newVerification(to: string, now: number): Verification {
  return {
    sid: newSid('VE'),
    to,
    code: String(randomInt(10 ** codeLength)).padStart(codeLength, '0'),
    createdAt: now,
    updatedAt: now,
    status: 'pending',
    sends: [],
    checks: 0,
  };
}
