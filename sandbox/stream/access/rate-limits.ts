import type { Clock } from '../../platform/clock.ts';
import type { Identity } from './auth.ts';
import { StreamError } from '../errors.ts';

/** Calls of one kind in a minute: of one user, and of the backend. */
export interface RateLimits {
  readonly user: number;
  readonly server: number;
}

/**
 * What the sandbox allows unless it is told otherwise. The vendor's own numbers depend on an app's plan and start at 60
 * a minute for a user; these are so high that nobody meets them without meaning to.
 */
export const generousLimits: RateLimits = { user: 6000, server: 60_000 };

const minute = 60_000;

/** How a call stands to its limit, in the words of the answer's headers. */
export interface Quota {
  readonly limit: number;
  readonly remaining: number;
  /** When the minute is over, in seconds since the epoch. */
  readonly reset: number;
}

export const quotaHeaders = ({ limit, remaining, reset }: Quota): Record<string, string> => ({
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-remaining': String(remaining),
  'x-ratelimit-reset': String(reset),
});

/** Counts calls by their kind and who makes them, in whole minutes of the clock. */
export class RateCounter {
  readonly #limits: RateLimits;
  readonly #clock: Clock;
  readonly #counts = new Map<string, number>();
  #window = -1;

  constructor(limits: RateLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  reset(): void {
    this.#counts.clear();
  }

  take(call: string, identity: Identity): Quota {
    const window = Math.floor(this.#clock.now() / minute);
    if (window !== this.#window) this.#counts.clear();
    this.#window = window;
    const limit = identity.server ? this.#limits.server : this.#limits.user;
    const key = `${call} ${identity.server ? '' : identity.userId}`;
    const used = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, used);
    return { limit, remaining: limit - used, reset: ((window + 1) * minute) / 1000 };
  }
}

/** @throws StreamError 9 once nothing remains */
export function requireQuota({ remaining }: Quota): void {
  if (remaining >= 0) return;
  throw new StreamError(9, 429, 'Too many requests, check response headers for more information.');
}
