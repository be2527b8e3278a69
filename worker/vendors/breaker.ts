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
/** ms for which the others wait for the one that tries: longer than any call takes. What is lost then tells nothing. */
const TRIAL = 10_000;

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
  readonly #goOn: (work: Promise<unknown>) => void;
  #outcomes: { at: number; succeeded: boolean }[] = [];
  /** ms: until then it is open; undefined while it is closed. */
  #openUntil: number | undefined;
  #pause = FIRST_PAUSE;
  /** ms: until then one call is trying. */
  #tryingUntil = -Infinity;
  /** Counts its openings and trials: what was let through before says nothing about now. */
  #era = 0;

  /**
   * @param now ms
   * @param goOn keeps work alive whose visitor has gone, as `waitUntil` does
   */
  constructor(now: () => number = Date.now, goOn: (work: Promise<unknown>) => void = () => undefined) {
    this.#now = now;
    this.#goOn = goOn;
  }

  get state(): BreakerState {
    if (this.#openUntil === undefined) return 'closed';
    return this.#now() < this.#openUntil ? 'open' : 'half-open';
  }

  /** Seconds for which nothing is let through; undefined while something is. */
  get closedFor(): number | undefined {
    const { state } = this;
    if (state === 'open') return this.#secondsLeft();
    return state === 'half-open' && this.#now() < this.#tryingUntil ? 1 : undefined;
  }

  enter(): Pass | Refused {
    const { closedFor, state } = this;
    if (closedFor !== undefined) return { retryAfter: closedFor };
    if (state === 'half-open') {
      this.#tryingUntil = this.#now() + TRIAL;
      this.#era += 1;
    }
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

  /** Sees a call to its end, also when nobody waits for it any more: others may, and its end counts. */
  keep(call: Promise<unknown>): void {
    this.#goOn(call.catch(() => undefined));
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
    this.#tryingUntil = -Infinity;
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
