import type { Clock } from '../../platform/clock.ts';

/** The vendor's shield against doubled updates: a message takes one batched update per second. */
const windowMilliseconds = 1000;

export class BatchLimit {
  #clock: Clock;
  #last = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether this message may be updated now; if so, it counts. */
  take(messageId: string): boolean {
    const now = this.#clock.now();
    const elapsed = now - (this.#last.get(messageId) ?? Number.NEGATIVE_INFINITY);
    if (elapsed >= 0 && elapsed < windowMilliseconds) return false;
    this.#last.set(messageId, now);
    return true;
  }
}
