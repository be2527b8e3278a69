import type { Limiter } from '../objects/limiter.ts';
import { describeError, type Log } from '../platform/log.ts';
import type { Breaker, BreakerState } from '../vendors/breaker.ts';
import type { VendorName } from '../vendors/http.ts';

type Breakers = Readonly<Partial<Record<VendorName, Breaker>>>;

/** Milliseconds that storage has to answer. */
const PATIENCE = 1000;
/** An answer is good for so long (ms), so that probes cost nothing. */
const FRESH = 5000;

/**
 * Whether the Worker is able to work. Settings are: it would not have started. No vendor is asked, but how their breakers
 * stand is told: a vendor that is down is no reason to take the Worker from its visitors.
 */
export class Readiness {
  readonly #limiters: DurableObjectNamespace<Limiter>;
  readonly #breakers: Breakers;
  readonly #log: Log;
  #last: { ready: boolean; until: number } = { ready: false, until: 0 };

  constructor(limiters: DurableObjectNamespace<Limiter>, breakers: Breakers, log: Log) {
    this.#limiters = limiters;
    this.#breakers = breakers;
    this.#log = log;
  }

  /** Of this isolate: each has its own. */
  get vendors(): Partial<Record<keyof Breakers, BreakerState>> {
    return Object.fromEntries(Object.entries(this.#breakers).map(([vendor, { state }]) => [vendor, state]));
  }

  /** @param now ms */
  async check(now: number): Promise<boolean> {
    if (now < this.#last.until) return this.#last.ready;
    const ready = await this.#ask();
    this.#last = { ready, until: now + FRESH };
    return ready;
  }

  async #ask(): Promise<boolean> {
    try {
      return await Promise.race([
        this.#limiters.getByName('readiness').ping(),
        new Promise<never>((_, reject) => {
          setTimeout(() => reject(new Error('Storage is slow.')), PATIENCE);
        }),
      ]);
    } catch (error) {
      this.#log({ event: 'not_ready', ...describeError(error) });
      return false;
    }
  }
}
