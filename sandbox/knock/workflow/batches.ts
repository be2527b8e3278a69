import type { Clock } from '../../platform/clock.ts';
import type { Activity } from '../model/messages.ts';
import type { BatchStep } from './declaration.ts';
import { milliseconds } from './windows.ts';

/** Somebody's trigger in an open batch. */
interface Item<Owner> {
  readonly owner: Owner;
  readonly activity: Activity;
}

interface Batch<Owner> {
  /** The run that goes on when the window closes; none yet, where the first trigger was flushed. */
  owner: Owner | undefined;
  readonly openedAt: number;
  readonly items: Item<Owner>[];
  closesAt: number;
  stop: () => void;
}

/** What became of a trigger that came to a batch step. */
export type Joined = 'opened' | 'joined' | 'flushed';

/** The open batches of the environment. `Owner` is a run. */
export class Batches<Owner extends object> {
  #open = new Map<string, Batch<Owner>>();
  #clock: Clock;
  #close: (owner: Owner, activities: readonly Activity[]) => void;

  /** `close` is told the run that goes on and what gathered, oldest first; nothing, where all of it was cancelled. */
  constructor(clock: Clock, close: (owner: Owner, activities: readonly Activity[]) => void) {
    this.#clock = clock;
    this.#close = close;
  }

  /** Adds a trigger to the batch of this key, which opens with it where there is none. `end` closes a new window. */
  join(key: string, step: BatchStep, end: number, item: Item<Owner>): Joined {
    const open = this.#open.get(key);
    const batch = open ?? this.#start(key, end);
    if (!open && step.flushesLeading) return 'flushed';
    const joined: Joined = batch.owner ? 'joined' : 'opened';
    batch.owner ??= item.owner;
    batch.items.push(item);
    if (open) this.#slide(key, batch, step, end);
    if (step.maxItems !== undefined && batch.items.length >= step.maxItems) this.#end(key, batch);
    return joined;
  }

  /** Takes the triggers that fit out of every open batch; the windows stay open. Returns their runs. */
  remove(fits: (item: Item<Owner>) => boolean): Owner[] {
    return [...this.#open.values()].flatMap((batch) => {
      const removed = batch.items.filter(fits);
      for (const item of removed) batch.items.splice(batch.items.indexOf(item), 1);
      return removed.map(({ owner }) => owner);
    });
  }

  /** Ends every window; nothing goes on. */
  stop(): void {
    for (const batch of this.#open.values()) batch.stop();
    this.#open.clear();
  }

  #start(key: string, end: number): Batch<Owner> {
    const now = this.#clock.now();
    const batch: Batch<Owner> = {
      owner: undefined,
      openedAt: now,
      items: [],
      closesAt: end,
      stop: () => undefined,
    };
    this.#open.set(key, batch);
    this.#arm(key, batch);
    return batch;
  }

  /** A sliding window starts anew with each trigger, but never past its limit. */
  #slide(key: string, batch: Batch<Owner>, step: BatchStep, end: number): void {
    if (!step.slidesUpTo || !this.#open.has(key)) return;
    batch.closesAt = Math.min(end, batch.openedAt + milliseconds(step.slidesUpTo));
    if (batch.closesAt <= this.#clock.now()) this.#end(key, batch);
    else this.#arm(key, batch);
  }

  #arm(key: string, batch: Batch<Owner>): void {
    batch.stop();
    batch.stop = this.#clock.after(batch.closesAt - this.#clock.now(), () => this.#end(key, batch));
  }

  #end(key: string, batch: Batch<Owner>): void {
    if (this.#open.get(key) !== batch) return;
    batch.stop();
    this.#open.delete(key);
    if (batch.owner)
      this.#close(
        batch.owner,
        batch.items.map(({ activity }) => activity),
      );
  }
}
