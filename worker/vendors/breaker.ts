import type { breakerStates } from '../contract/health.ts';

/** Of a vendor that fails as a whole: see `Breaker`. */
export type BreakerState = (typeof breakerStates)[number];

/** ms in which failures count together. */
const WINDOW = 30_000;
/** Outcomes that are remembered at most: a busy isolate judges by its last ones. */
const REMEMBERED = 40;
/** So many failures, and such a share of what was asked: a few among many successes are no outage. */
const FAILURES = 5;
const SHARE = 0.5;
/** ms for which a vendor is left alone at first, and at most; it doubles while it stays down. */
const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 60_000;

/** A call that was let through; it must be told how it ended, once. */
export interface Pass {
  done(succeeded: boolean): void;
}

/** A call that was not: seconds after which another may be. */
export interface Refused {
  readonly retryAfter: number;
}

/**
 * A circuit breaker between this isolate and one vendor, so that a vendor in trouble costs visitors no waiting, and gets
 * no crowd on top. Closed, it lets all through and watches; open, nothing; after a pause it is half-open and lets one
 * call through, by which it closes or opens again, for longer.
 */
export class Breaker {
  readonly #now: () => number;
  #outcomes: { at: number; succeeded: boolean }[] = [];
  /** ms: until then it is open; undefined while it is closed. */
  #openUntil: number | undefined;
  #pause = FIRST_PAUSE;
  #probing = false;
  /** Counts its openings: what was let through before says nothing about now. */
  #era = 0;

  /** @param now ms */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  get state(): BreakerState {
    if (this.#openUntil === undefined) return 'closed';
    return this.#now() < this.#openUntil ? 'open' : 'half-open';
  }

  enter(): Pass | Refused {
    const { state } = this;
    if (state === 'open') return { retryAfter: this.#secondsLeft() };
    // The one that tries has an answer, or none, within a call's time.
    if (state === 'half-open' && this.#probing) return { retryAfter: 1 };
    if (state === 'half-open') this.#probing = true;
    const era = this.#era;
    let told = false;
    return {
      done: (succeeded) => {
        if (told || era !== this.#era) return;
        told = true;
        if (state === 'half-open') this.#judge(succeeded);
        else this.#watch(succeeded);
      },
    };
  }

  /** While closed. */
  #watch(succeeded: boolean): void {
    const at = this.#now();
    this.#outcomes.push({ at, succeeded });
    this.#outcomes = this.#outcomes.filter((outcome) => outcome.at > at - WINDOW).slice(-REMEMBERED);
    const failures = this.#outcomes.filter((outcome) => !outcome.succeeded).length;
    if (failures >= FAILURES && failures >= this.#outcomes.length * SHARE) this.#open();
  }

  /** After the one call of a half-open breaker. */
  #judge(succeeded: boolean): void {
    this.#probing = false;
    if (!succeeded) {
      this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
      this.#open();
      return;
    }
    this.#pause = FIRST_PAUSE;
    this.#openUntil = undefined;
  }

  #open(): void {
    this.#era += 1;
    this.#outcomes = [];
    this.#openUntil = this.#now() + this.#pause;
  }

  #secondsLeft(): number {
    return Math.max(Math.ceil(((this.#openUntil ?? 0) - this.#now()) / 1000), 1);
  }
}
