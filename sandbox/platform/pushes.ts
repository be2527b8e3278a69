import type { Clock } from './clock.ts';
import type { Faults, VendorName } from './faults.ts';

/** One event on its way to one receiver. */
export interface Push {
  /** The connection that gets it: what an event overtakes, it overtakes on its own connection. */
  readonly to: object;
  send(): void;
}

/** How long an event waits for another to overtake it, in ms of the clock. */
export const longestReorder = 5000;

/** The way of every pushed event through the faults that are switched on. */
export class Pushes {
  readonly #faults: Faults;
  readonly #clock: Clock;
  /** Events that wait to be overtaken, by connection. */
  #waiting = new WeakMap<object, () => void>();

  constructor(faults: Faults, clock: Clock) {
    this.#faults = faults;
    this.#clock = clock;
  }

  /** Sends one event to its receivers; a fault meets it as a whole: all miss it, get it twice, late or out of turn. */
  send(vendor: VendorName, type: string, pushes: readonly Push[]): void {
    const fault = this.#faults.forEvent(vendor, type);
    if (fault?.drop) return;
    const all = () => {
      for (const push of pushes) {
        this.#go(push);
        if (fault?.duplicate) this.#go(push);
      }
    };
    if (fault?.delay !== undefined) this.#clock.after(fault.delay * 1000, all);
    else if (fault?.reorder) pushes.forEach((push) => this.#wait(push, fault.duplicate === true));
    else all();
  }

  /** Forgets what waits. */
  clear(): void {
    this.#waiting = new WeakMap();
  }

  #go(push: Push): void {
    push.send();
    const overtaken = this.#waiting.get(push.to);
    if (!overtaken) return;
    this.#waiting.delete(push.to);
    overtaken();
  }

  /** Holds an event back until its connection gets the next one, which may be one that was to wait as well. */
  #wait(push: Push, twice: boolean): void {
    if (this.#waiting.has(push.to)) return this.#go(push);
    const send = () => {
      push.send();
      if (twice) push.send();
    };
    this.#waiting.set(push.to, send);
    this.#clock.after(longestReorder, () => {
      if (this.#waiting.get(push.to) !== send) return;
      this.#waiting.delete(push.to);
      send();
    });
  }
}
