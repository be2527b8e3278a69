import type { Clock } from '../../platform/clock.ts';
import { TwilioError } from '../errors.ts';
import { newSid } from '../sid.ts';
import { newVerification, type Channel, type Verification } from './verification.ts';

/** How long a code is good for after its verification began; sending it again does not prolong it. Milliseconds. */
const lifetime = 10 * 60_000;
const maxSends = 5;
const maxChecks = 5;

/**
 * Verify's state machine: while a verification to somebody is pending, a further start sends the same code again,
 * by whichever channel. An approved, expired or exhausted verification is deleted, as Twilio deletes it; a canceled
 * one can still be fetched.
 * Limits: https://www.twilio.com/docs/api/errors/60202, /60203 and docs/verify/api/rate-limits-and-timeouts.
 */
export class Verifications {
  readonly #clock: Clock;
  readonly #bySid = new Map<string, Verification>();
  /** The pending one to each number or address. */
  readonly #pending = new Map<string, Verification>();
  /** Sends to each number or address since `since` (ms); approval and cancellation forget them. */
  readonly #windows = new Map<string, { since: number; sends: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Begins a verification, or sends the pending one's code again.
   * @throws TwilioError 60203 past five sends to one `to` within ten minutes
   */
  send(to: string, channel: Channel): Verification {
    const now = this.#clock.now();
    this.#countSend(to, now);
    const pending = this.#findPending(to);
    const verification = pending ?? newVerification(to, now);
    if (!pending) {
      this.#bySid.set(verification.sid, verification);
      this.#pending.set(to, verification);
    }
    verification.sends.push({ sid: newSid('VL'), channel, at: now });
    verification.updatedAt = now;
    return verification;
  }

  /**
   * Compares a code. A wrong one leaves the verification pending.
   * @param key a verification's sid, or the number or address it went to
   * @returns undefined when nothing is pending there
   * @throws TwilioError 60202 on the sixth check, right or wrong; the verification is gone after it
   */
  check(key: string, code: string): Verification | undefined {
    const verification = this.#findPending(key);
    if (!verification) return undefined;
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
    return verification?.status === 'canceled' ? verification : this.#findPending(key);
  }

  /** Ends a pending verification by hand; undefined when nothing is pending there. */
  settle(key: string, status: 'approved' | 'canceled'): Verification | undefined {
    const verification = this.#findPending(key);
    if (verification) this.#end(verification, status);
    return verification;
  }

  reset(): void {
    this.#bySid.clear();
    this.#pending.clear();
    this.#windows.clear();
  }

  #findPending(key: string): Verification | undefined {
    const verification = this.#bySid.get(key) ?? this.#pending.get(key);
    if (verification?.status !== 'pending') return undefined;
    if (this.#clock.now() < verification.createdAt + lifetime) return verification;
    this.#forget(verification);
    return undefined;
  }

  #end(verification: Verification, status: 'approved' | 'canceled' | 'max_attempts_reached'): void {
    verification.status = status;
    verification.updatedAt = this.#clock.now();
    this.#pending.delete(verification.to);
    // Exhausted checks free no sends: else a guesser would have new codes without end.
    if (status !== 'max_attempts_reached') this.#windows.delete(verification.to);
    if (status !== 'canceled') this.#bySid.delete(verification.sid);
  }

  #forget(verification: Verification): void {
    this.#bySid.delete(verification.sid);
    this.#pending.delete(verification.to);
  }

  #countSend(to: string, now: number): void {
    const open = this.#windows.get(to);
    const window = open && now < open.since + lifetime ? open : { since: now, sends: 0 };
    if (window.sends >= maxSends) throw new TwilioError(429, 60203, 'Max send attempts reached');
    window.sends += 1;
    this.#windows.set(to, window);
  }
}
