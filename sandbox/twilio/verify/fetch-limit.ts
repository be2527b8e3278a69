import type { Clock } from '../../platform/clock.ts';
import { TwilioError } from '../errors.ts';

/** How often one verification may be fetched within so many seconds: docs/verify/api/rate-limits-and-timeouts. */
const limits = [
  { max: 60, seconds: 60 },
  { max: 180, seconds: 3600 },
  { max: 250, seconds: 86_400 },
];

/** Counts how often each verification is fetched. */
export class FetchLimit {
  readonly #clock: Clock;
  /** When (ms) each was fetched within the longest time that counts. */
  readonly #fetches = new Map<string, number[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws TwilioError 20429 with the seconds to wait */
  count(sid: string): void {
    const now = this.#clock.now();
    const longest = Math.max(...limits.map(({ seconds }) => seconds)) * 1000;
    const fetches = (this.#fetches.get(sid) ?? []).filter((at) => now - at < longest);
    const waits = limits.map(({ max, seconds }) => (fetches.at(-max) ?? 0) + seconds * 1000 - now);
    const wait = Math.max(...waits);
    if (wait > 0) {
      throw new TwilioError(429, 20429, 'Too many requests', {
        'retry-after': String(Math.ceil(wait / 1000)),
      });
    }
    this.#fetches.set(sid, [...fetches, now]);
  }

  reset(): void {
    this.#fetches.clear();
  }
}
