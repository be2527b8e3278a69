/** ms after which somebody who said no more is not typing any more: their stop may have been lost. */
const shown = 7_000;

/** Ends what shows that somebody is typing, when nothing else has. */
export class TypingTimers {
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  start(cid: string, userId: string, expire: () => void): void {
    this.stop(cid, userId);
    this.#timers.set(this.#key(cid, userId), setTimeout(expire, shown));
  }

  stop(cid: string, userId: string): void {
    const key = this.#key(cid, userId);
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
  }

  stopAll(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #key(cid: string, userId: string): string {
    return JSON.stringify([cid, userId]);
  }
}
