import type { Clock } from '../../platform/clock.ts';
import { TwilioError } from '../errors.ts';
import type { Attempts } from './attempts.ts';
import {
  lifetime,
  newVerification,
  type Beginning,
  type Channel,
  type Payment,
  type Verification,
} from './verification.ts';

const maxSends = 5;
const maxChecks = 5;

/** A code to send, to whom and how. */
export interface Send extends Beginning {
  readonly channel: Channel;
  readonly locale: string;
}

/**
 * A service's state machine: while a verification to somebody is pending, a further start sends the same code again,
 * by whichever channel. An approved, expired or exhausted verification is deleted, as Twilio deletes it; a canceled
 * one can still be fetched.
 * Limits: https://www.twilio.com/docs/api/errors/60202, /60203 and docs/verify/api/rate-limits-and-timeouts.
 */
export class Verifications {
  readonly #serviceSid: string;
  readonly #clock: Clock;
  readonly #attempts: Attempts;
  readonly #bySid = new Map<string, Verification>();
  /** The pending one to each number or address; of payments, for each of them. */
  readonly #pending = new Map<string, Verification>();
  /** Sends to each number or address since `since` (ms); approval and cancellation forget them. */
  readonly #windows = new Map<string, { since: number; sends: number }>();

  constructor(serviceSid: string, clock: Clock, attempts: Attempts) {
    this.#serviceSid = serviceSid;
    this.#clock = clock;
    this.#attempts = attempts;
  }

  /**
   * Begins a verification, or sends the pending one's code again.
   * @throws TwilioError 60203 past five sends to one `to` within ten minutes
   */
  send({ channel, locale, ...beginning }: Send): Verification {
    const now = this.#clock.now();
    this.#countSend(beginning.to, now);
    const pending = this.#findPending(targetOf(beginning.to, beginning.payment));
    const verification = pending ?? newVerification(this.#serviceSid, beginning, now);
    if (!pending) {
      this.#bySid.set(verification.sid, verification);
      this.#pending.set(targetOf(verification.to, verification.payment), verification);
    }
    verification.sends.push(this.#attempts.add(verification, channel, locale, now));
    verification.updatedAt = now;
    return verification;
  }

  /**
   * Compares a code. A wrong one leaves the verification pending.
   * @param key a verification's sid, or the number or address it went to
   * @param payment what the code confirms; must be what it was sent for
   * @returns undefined when nothing is pending there
   * @throws TwilioError 60202 on the sixth check, right or wrong; the verification is gone after it
   */
  check(key: string, code: string, payment?: Payment): Verification | undefined {
    const verification = this.#findPending(key) ?? this.#findPending(targetOf(key, payment));
    if (!verification || targetOf('', verification.payment) !== targetOf('', payment)) return undefined;
    verification.checks += 1;
    if (verification.checks > maxChecks) {
      this.#end(verification, 'max_attempts_reached');
      throw new TwilioError(429, 60202, 'Max check attempts reached');
    }
    if (verification.code === code) this.#end(verification, 'approved');
    else verification.updatedAt = this.#clock.now();
    return verification;
  }

  /** A pending or canceled verification, by its sid, or the pending one by number or address. */
  find(key: string): Verification | undefined {
    const verification = this.#bySid.get(key);
    return verification?.status === 'canceled' ? verification : this.#findTo(key);
  }

  /** Ends a pending verification by hand; undefined when nothing is pending there. */
  settle(key: string, status: 'approved' | 'canceled'): Verification | undefined {
    const verification = this.#findTo(key);
    if (verification) this.#end(verification, status);
    return verification;
  }

  /** By sid, number or address; of several payments to one number the last one. */
  #findTo(key: string): Verification | undefined {
    const found = this.#findPending(key);
    if (found) return found;
    const ofPayments = [...this.#pending].filter(([, { to, payment }]) => to === key && payment);
    const target = ofPayments.at(-1)?.[0];
    return target === undefined ? undefined : this.#findPending(target);
  }

  #findPending(key: string): Verification | undefined {
    const verification = this.#bySid.get(key) ?? this.#pending.get(key);
    if (verification?.status !== 'pending') return undefined;
    if (this.#clock.now() < verification.createdAt + lifetime) return verification;
    this.#forget(verification);
    return undefined;
  }

  #end(verification: Verification, status: 'approved' | 'canceled' | 'max_attempts_reached'): void {
    const now = this.#clock.now();
    verification.status = status;
    verification.updatedAt = now;
    if (status === 'approved') this.#attempts.convert(verification, now);
    this.#pending.delete(targetOf(verification.to, verification.payment));
    // Exhausted checks free no sends: else a guesser would have new codes without end.
    if (status !== 'max_attempts_reached') this.#windows.delete(verification.to);
    if (status !== 'canceled') this.#bySid.delete(verification.sid);
  }

  #forget(verification: Verification): void {
    this.#bySid.delete(verification.sid);
    this.#pending.delete(targetOf(verification.to, verification.payment));
  }

  #countSend(to: string, now: number): void {
    const open = this.#windows.get(to);
    const window = open && now < open.since + lifetime ? open : { since: now, sends: 0 };
    if (window.sends >= maxSends) throw new TwilioError(429, 60203, 'Max send attempts reached');
    window.sends += 1;
    this.#windows.set(to, window);
  }
}

/** What a pending verification is found by. */
function targetOf(to: string, payment: Payment | undefined): string {
  return payment ? JSON.stringify([to, payment.amount, payment.payee]) : to;
}
