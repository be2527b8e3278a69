interface Timer {
  /** Milliseconds since the epoch, by the clock. */
  due: number;
  run: () => void;
}

/**
 * The one clock of a sandbox. Everything that expires, waits or is dated asks it, so that a test can move an hour
 * in a moment. It runs with real time, shifted by an offset.
 */
export class Clock {
  #offset = 0;
  #timers = new Set<Timer>();
  #alarm: NodeJS.Timeout | undefined;

  /** Milliseconds since the epoch, by this clock. */
  now(): number {
    return Date.now() + this.#offset;
  }

  /** Whole seconds since the epoch, by this clock, as a token's `exp` counts them. */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  /** ISO 8601 in UTC with milliseconds, by this clock. */
  iso(): string {
    return new Date(this.now()).toISOString();
  }

  /** Seconds that this clock is away from real time. */
  get offset(): number {
    return this.#offset / 1000;
  }

  /** Moves the clock on by so many seconds and runs what became due on the way, in order. */
  advance(seconds: number): void {
    this.#move(this.#offset + seconds * 1000);
  }

  /** Sets the clock to so many seconds away from real time; 0 is real time. */
  setOffset(seconds: number): void {
    this.#move(seconds * 1000);
  }

  /** Sets the clock to this moment, in ms since the epoch. */
  setTo(moment: number): void {
    this.#move(moment - Date.now());
  }

  /** Runs `run` once this clock has gone on by `ms`; returns what cancels it. */
  after(ms: number, run: () => void): () => void {
    const timer = { due: this.now() + ms, run };
    this.#timers.add(timer);
    this.#arm();
    return () => {
      this.#timers.delete(timer);
      this.#arm();
    };
  }

  /** Back to real time, with nothing waiting. */
  reset(): void {
    this.#offset = 0;
    this.#timers.clear();
    this.#arm();
  }

  /** Each timer sees the moment at which it was due, so that one which starts another keeps its rhythm. */
  #move(offset: number): void {
    for (let next = this.#next(); next && next.due <= Date.now() + offset; next = this.#next()) {
      this.#offset = Math.max(this.#offset, next.due - Date.now());
      this.#timers.delete(next);
      next.run();
    }
    this.#offset = offset;
    this.#arm();
  }

  #next(): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) if (!next || timer.due < next.due) next = timer;
    return next;
  }

  #arm(): void {
    clearTimeout(this.#alarm);
    const next = this.#next();
    if (!next) return;
    // setTimeout holds 31 bits; a longer wait looks again after a day.
    this.#alarm = setTimeout(
      () => this.#move(this.#offset),
      Math.min(Math.max(next.due - this.now(), 0), 86_400_000),
    );
    this.#alarm.unref();
  }
}
