import * as z from 'zod';
import { lookUp, type ConditionScope } from '../model/conditions.ts';
import { nextOccurrence, repeatRule } from '../model/repeat-rule.ts';
import type { Duration, Window } from './declaration.ts';

const unitMilliseconds: Readonly<Record<Duration['unit'], number>> = {
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
  weeks: 604_800_000,
};

const duration = z.object({
  unit: z.enum(['seconds', 'minutes', 'hours', 'days', 'weeks']),
  value: z.number().nonnegative(),
});

export function milliseconds({ unit, value }: Duration): number {
  return unitMilliseconds[unit] * value;
}

/**
 * When a window that opens now closes, in milliseconds since the epoch; undefined where the variable that should say
 * so is missing, means nothing, or lies in the past: by the vendor's rule the step is passed over then.
 */
export function endOfWindow(window: Window, scope: ConditionScope, now: number): number | undefined {
  if ('unit' in window) return now + milliseconds(window);
  const value = lookUp(window.from, scope);
  const end = endOf(value, scope, now);
  if (end === undefined || !window.offset) return end !== undefined && end >= now ? end : undefined;
  const shift = milliseconds(window.offset.by);
  const shifted = window.offset.direction === 'before' ? end - shift : end + shift;
  return shifted >= now ? shifted : undefined;
}

function endOf(value: unknown, scope: ConditionScope, now: number): number | undefined {
  const timestamp = z.iso.datetime({ offset: true }).safeParse(value);
  if (timestamp.success) return Date.parse(timestamp.data);
  const period = duration.safeParse(value);
  if (period.success) return now + milliseconds(period.data);
  const rule = repeatRule.safeParse(value);
  if (!rule.success) return undefined;
  return nextOccurrence(rule.data, now, now, timeZoneOf(lookUp('recipient.timezone', scope)));
}

/** A recipient's time zone where they have a valid one; else the vendor's default. */
export function timeZoneOf(value: unknown): string {
  return typeof value === 'string' && isTimeZone(value) ? value : 'Etc/UTC';
}

/** Whether this names a zone of the tz database. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
