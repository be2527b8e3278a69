import type { Clock } from './clock.ts';
import type { Fault, VendorName } from './faults.ts';

/** An answer in a vendor's place. Without a status, the vendor answers itself. */
export interface Refusal {
  status?: number | undefined;
  code?: number | string | undefined;
  message?: string | undefined;
  headers?: Record<string, string> | undefined;
}

/** How each vendor says that it was asked too often. */
const words: Readonly<Record<VendorName, { code?: number | string; message: string }>> = {
  stream: { code: 9, message: 'Too many requests, check response headers for more information.' },
  knock: { code: 'rate_limited', message: 'You have exceeded the rate limit for this endpoint.' },
  twilio: { code: 20429, message: 'Too Many Requests' },
  turnstile: { code: 'internal-error', message: 'Too many requests' },
  plivo: { message: 'rate limit exceeded' },
};

/** Counts the calls of one fault's rate limit, in windows of the clock that follow each other. */
export class RateWindow {
  readonly #vendor: VendorName;
  readonly #limit: { calls: number; seconds: number };
  readonly #clock: Clock;
  /** ms since the epoch, by the clock. */
  #end = Number.NEGATIVE_INFINITY;
  #calls = 0;

  constructor(vendor: VendorName, limit: { calls: number; seconds: number }, clock: Clock) {
    this.#vendor = vendor;
    this.#limit = limit;
    this.#clock = clock;
  }

  /**
   * Counts a call; the vendor's refusal, once there were too many. Stream tells the limit, what is left and when it
   * ends (epoch s) in headers of its own; the others say after how many seconds to come again.
   * @param own what the fault says in the vendor's place
   */
  refuse(own: Pick<Fault, 'status' | 'code' | 'message' | 'headers'>): Refusal | undefined {
    const now = this.#clock.now();
    // Also when the clock was set back: a window never lies in the future.
    if (now >= this.#end || now < this.#end - this.#limit.seconds * 1000) {
      this.#end = now + this.#limit.seconds * 1000;
      this.#calls = 0;
    }
    this.#calls += 1;
    if (this.#calls <= this.#limit.calls) return undefined;
    const usual = words[this.#vendor];
    return {
      status: own.status ?? 429,
      code: own.code ?? usual.code,
      message: own.message ?? usual.message,
      headers: { ...this.#headers(now), ...own.headers },
    };
  }

  #headers(now: number): Record<string, string> {
    if (this.#vendor !== 'stream') return { 'retry-after': String(Math.ceil((this.#end - now) / 1000)) };
    return {
      'x-ratelimit-limit': String(this.#limit.calls),
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Math.ceil(this.#end / 1000)),
    };
  }
}
