import { randomUUID } from 'node:crypto';
import type { RecipientKey } from './recipient-reference.ts';
import { nextOccurrence, type RepeatRule } from './repeat-rule.ts';

/** A workflow that will run for somebody: once, or again and again. Moments are milliseconds since the epoch. */
export interface Schedule {
  readonly id: string;
  readonly workflow: string;
  readonly recipient: RecipientKey;
  /** Its place among all: the later it was made, the higher. */
  readonly sequence: number;
  readonly insertedAt: number;
  updatedAt: number;
  actor: RecipientKey | null;
  tenant: string | null;
  data: Readonly<Record<string, unknown>> | null;
  repeats: readonly RepeatRule[];
  /** The only time, or the first one from which on its rules count. */
  scheduledAt: number | null;
  endingAt: number | null;
  lastOccurrenceAt: number | null;
  nextOccurrenceAt: number | null;
}

/** What of a schedule can be said and changed. */
export type ScheduleSettings = Pick<
  Schedule,
  'actor' | 'tenant' | 'data' | 'repeats' | 'scheduledAt' | 'endingAt'
>;

/** The schedules of the environment. */
export class Schedules {
  #byId = new Map<string, Schedule>();
  #count = 0;
  #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  create(workflow: string, recipient: RecipientKey, settings: ScheduleSettings): Schedule {
    this.#count += 1;
    const now = this.#now();
    const schedule: Schedule = {
      ...settings,
      id: randomUUID(),
      workflow,
      recipient,
      sequence: this.#count,
      insertedAt: now,
      updatedAt: now,
      lastOccurrenceAt: null,
      nextOccurrenceAt: null,
    };
    this.#byId.set(schedule.id, schedule);
    return schedule;
  }

  update(schedule: Schedule, settings: Partial<ScheduleSettings>): void {
    Object.assign(schedule, settings, { updatedAt: this.#now() });
  }

  get(id: string): Schedule | undefined {
    return this.#byId.get(id);
  }

  delete(schedule: Schedule): void {
    this.#byId.delete(schedule.id);
  }

  /** The latest first. */
  all(): Schedule[] {
    return [...this.#byId.values()].reverse();
  }

  /** What a run that a schedule started can name of it. */
  times({ id, lastOccurrenceAt, nextOccurrenceAt }: Schedule): Readonly<Record<string, unknown>> {
    return {
      id,
      last_occurrence_at: isoOrNull(lastOccurrenceAt),
      next_occurrence_at: isoOrNull(nextOccurrenceAt),
    };
  }
}

/** A schedule's first occurrence after a moment, by the clocks of its recipient; null where none is left. */
export function occurrenceAfter(schedule: Schedule, after: number, timeZone: string): number | null {
  const { repeats, scheduledAt, endingAt, insertedAt } = schedule;
  const next = repeats.length === 0 ? once(schedule) : soonest();
  return next === null || (endingAt !== null && next > endingAt) ? null : next;

  function soonest(): number | null {
    const anchor = scheduledAt ?? insertedAt;
    // The moment from which it counts is itself an occurrence where a rule says so.
    const from = Math.max(after, (scheduledAt ?? 0) - 1);
    const all = repeats.flatMap((rule) => nextOccurrence(rule, from, anchor, timeZone) ?? []);
    return all.length === 0 ? null : Math.min(...all);
  }
}

function once({ scheduledAt, lastOccurrenceAt }: Schedule): number | null {
  return lastOccurrenceAt === null ? scheduledAt : null;
}

export function isoOrNull(milliseconds: number | null): string | null {
  return milliseconds === null ? null : new Date(milliseconds).toISOString();
}
