import type { Clock } from '../../platform/clock.ts';
import type { Environment } from '../model/environment.ts';
import { occurrenceAfter, type Schedule } from '../model/schedules.ts';
import type { RunRequest } from './run.ts';
import { timeZoneOf } from './windows.ts';

/** Starts the workflows of schedules when their time has come. */
export class Scheduler {
  #environment: Environment;
  #clock: Clock;
  #start: (request: RunRequest) => void;
  #armed = new Map<string, () => void>();

  constructor(environment: Environment, clock: Clock, start: (request: RunRequest) => void) {
    this.#environment = environment;
    this.#clock = clock;
    this.#start = start;
  }

  /** Waits for a schedule's next occurrence, in the place of whatever it waited for before. */
  arm(schedule: Schedule): void {
    this.disarm(schedule);
    const now = this.#clock.now();
    const recipient = this.#environment.recipientVariables(schedule.recipient);
    const next = occurrenceAfter(schedule, now, timeZoneOf(recipient['timezone']));
    schedule.nextOccurrenceAt = next;
    if (next === null) return;
    const stop = this.#clock.after(Math.max(next - now, 0), () => this.#run(schedule, next));
    this.#armed.set(schedule.id, stop);
  }

  /** Lets a schedule's next occurrence go by. */
  disarm({ id }: Schedule): void {
    this.#armed.get(id)?.();
    this.#armed.delete(id);
  }

  /** Ends every wait. */
  stop(): void {
    for (const stop of this.#armed.values()) stop();
    this.#armed.clear();
  }

  #run(schedule: Schedule, at: number): void {
    schedule.lastOccurrenceAt = at;
    this.arm(schedule);
    const { actor } = schedule;
    this.#start({
      workflow: schedule.workflow,
      recipients: [{ key: schedule.recipient }],
      // An actor who is gone by now does not keep the others from hearing of it.
      actor: actor !== null && this.#environment.recipient(actor) ? actor : null,
      data: schedule.data ?? {},
      tenant: schedule.tenant,
      cancellationKey: null,
      sandboxMode: false,
      skipDelay: false,
      scheduleId: schedule.id,
    });
  }
}
