import { randomUUID } from 'node:crypto';
import type { RecipientKey } from './recipient-reference.ts';
import type { Micros } from './time.ts';

export const runStatuses = ['queued', 'processing', 'paused', 'completed', 'cancelled'] as const;
export type RunStatus = (typeof runStatuses)[number];

/** Something that happened in a run: a step that was taken, passed over, or failed. */
export interface RunEvent {
  readonly id: string;
  readonly event: string;
  readonly status: 'ok' | 'error';
  readonly stepRef: string | null;
  readonly stepType: string | null;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly insertedAt: Micros;
}

/** One workflow's run for one recipient. */
export interface RecipientRun {
  readonly id: string;
  /** The trigger's run, which all its recipients share. */
  readonly runId: string;
  readonly workflow: string;
  readonly recipient: RecipientKey;
  readonly actor: RecipientKey | null;
  readonly tenant: string | null;
  readonly cancellationKey: string | null;
  /** The schedule that started it, if one did. */
  readonly scheduleId: string | null;
  readonly events: RunEvent[];
  readonly insertedAt: Micros;
  /** Its place among all: the later it was made, the higher. */
  readonly sequence: number;
  status: RunStatus;
  updatedAt: Micros;
}

type NewRun = Omit<RecipientRun, 'id' | 'events' | 'insertedAt' | 'updatedAt' | 'status' | 'sequence'>;

/** What of a step a run's log keeps. */
export interface LoggedStep {
  readonly ref: string;
  readonly type: string;
}

/** The runs of the environment, as its run log shows them. */
export class Runs {
  #byId = new Map<string, RecipientRun>();
  #now: () => Micros;
  #newId: () => string;

  constructor(now: () => Micros, newId: () => string) {
    this.#now = now;
    this.#newId = newId;
  }

  create(run: NewRun): RecipientRun {
    const insertedAt = this.#now();
    const created: RecipientRun = {
      ...run,
      id: randomUUID(),
      events: [],
      sequence: this.#byId.size + 1,
      status: 'processing',
      insertedAt,
      updatedAt: insertedAt,
    };
    this.#byId.set(created.id, created);
    return created;
  }

  setStatus(run: RecipientRun, status: RunStatus): void {
    run.status = status;
    run.updatedAt = this.#now();
  }

  /** Writes into a run's log; `step` is absent for what concerns the whole run. */
  record(
    run: RecipientRun,
    event: string,
    step: LoggedStep | undefined,
    data: RunEvent['data'] = null,
    status: RunEvent['status'] = 'ok',
  ): void {
    run.updatedAt = this.#now();
    run.events.push({
      id: this.#newId(),
      event,
      status,
      stepRef: step?.ref ?? null,
      stepType: step?.type ?? null,
      data,
      insertedAt: run.updatedAt,
    });
  }

  get(id: string): RecipientRun | undefined {
    return this.#byId.get(id);
  }

  /** The latest first. */
  all(): RecipientRun[] {
    return [...this.#byId.values()].reverse();
  }
}

export function errorsOf(run: RecipientRun): number {
  return run.events.filter(({ status }) => status === 'error').length;
}
