import * as z from 'zod';

const weekDays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type WeekDay = (typeof weekDays)[number];

const days = z
  .union([
    z.array(z.enum(weekDays)),
    z.enum(['weekdays', 'weekends']).transform((name): WeekDay[] => {
      return name === 'weekdays' ? weekDays.slice(0, 5) : weekDays.slice(5);
    }),
  ])
  .nullish()
  .transform((list) => (list && list.length > 0 ? list : null));

/** When something comes again (`ScheduleRepeatRule` of the server SDK; days may be `weekdays` or `weekends`). */
export const repeatRule = z.object({
  __typename: z.string().optional(),
  frequency: z.enum(['hourly', 'daily', 'weekly', 'monthly']),
  interval: z.number().int().min(1).default(1),
  day_of_month: z.number().int().min(1).max(31).nullish().default(null),
  days,
  hours: z.number().int().min(0).max(23).nullish().default(null),
  minutes: z.number().int().min(0).max(59).nullish().default(null),
});
export type RepeatRule = Omit<z.infer<typeof repeatRule>, '__typename'>;

const hourMilliseconds = 3_600_000;
const dayMilliseconds = 86_400_000;
/** How far ahead an occurrence is looked for. */
const horizonDays = 366 * 5;

/** A calendar day: days since the epoch, and what the calendar says of it. */
interface Day {
  readonly number: number;
  readonly year: number;
  readonly month: number;
  readonly date: number;
  readonly weekDay: WeekDay;
}

/**
 * The first moment after `after` at which a rule comes true, in milliseconds since the epoch, by the clocks of a time
 * zone; undefined where there is none in five years. `interval` counts hours, days, weeks (from Monday) or months from
 * the one that `anchor` lies in. Weekly without days is the anchor's day of the week; monthly without a day is the
 * anchor's date, and in a month that is too short its last day.
 */
export function nextOccurrence(
  rule: RepeatRule,
  after: number,
  anchor: number,
  timeZone: string,
): number | undefined {
  return rule.frequency === 'hourly'
    ? nextHour(rule, after, anchor, timeZone)
    : nextDay(rule, after, anchor, timeZone);
}

function nextHour(rule: RepeatRule, after: number, anchor: number, timeZone: string): number | undefined {
  const anchorHour = Math.floor(anchor / hourMilliseconds);
  const first = Math.max(anchorHour, Math.floor(after / hourMilliseconds));
  // From there to the next full interval, so that a long one is no long walk.
  const start = first + ((rule.interval - ((first - anchorHour) % rule.interval)) % rule.interval);
  for (let step = 0; step <= 24 * 8; step += 1) {
    const moment = (start + step * rule.interval) * hourMilliseconds + (rule.minutes ?? 0) * 60_000;
    if (moment <= after) continue;
    if (rule.days === null || rule.days.includes(dayOf(moment, timeZone).weekDay)) return moment;
  }
  return undefined;
}

function nextDay(rule: RepeatRule, after: number, anchor: number, timeZone: string): number | undefined {
  const anchorDay = dayOf(anchor, timeZone);
  const first = Math.max(anchorDay.number, dayOf(after, timeZone).number);
  for (let number = first; number <= first + horizonDays; number += 1) {
    const day = calendarDay(number);
    if (!fits(rule, day, anchorDay)) continue;
    const moment = toMoment(day, rule.hours ?? 0, rule.minutes ?? 0, timeZone);
    if (moment > after) return moment;
  }
  return undefined;
}

function fits(rule: RepeatRule, day: Day, anchor: Day): boolean {
  switch (rule.frequency) {
    case 'hourly':
      return true;
    case 'daily':
      return (
        (day.number - anchor.number) % rule.interval === 0 &&
        (rule.days === null || rule.days.includes(day.weekDay))
      );
    case 'weekly': {
      const weeks = Math.floor((day.number + 3) / 7) - Math.floor((anchor.number + 3) / 7);
      return weeks % rule.interval === 0 && (rule.days ?? [anchor.weekDay]).includes(day.weekDay);
    }
    case 'monthly': {
      const months = (day.year - anchor.year) * 12 + day.month - anchor.month;
      return months % rule.interval === 0 && isDayOfMonth(rule, day, anchor);
    }
  }
}

/** Its date; or, where the rule names days of the week and no date, the first such day of the month. */
function isDayOfMonth(rule: RepeatRule, day: Day, anchor: Day): boolean {
  if (rule.day_of_month === null && rule.days) {
    const firsts = Array.from({ length: day.date }, (_, back) => calendarDay(day.number - back));
    return (
      firsts.filter(({ weekDay }) => rule.days?.includes(weekDay)).length === 1 &&
      rule.days.includes(day.weekDay)
    );
  }
  const length = new Date(Date.UTC(day.year, day.month + 1, 0)).getUTCDate();
  return day.date === Math.min(rule.day_of_month ?? anchor.date, length);
}

function calendarDay(number: number): Day {
  const date = new Date(number * dayMilliseconds);
  return {
    number,
    year: date.getUTCFullYear(),
    month: date.getUTCMonth(),
    date: date.getUTCDate(),
    // The epoch was a Thursday.
    weekDay: weekDays[(((number + 3) % 7) + 7) % 7] ?? 'mon',
  };
}

/** The day that a zone's calendars show at a moment. */
function dayOf(moment: number, timeZone: string): Day {
  return calendarDay(Math.floor((moment + offsetAt(moment, timeZone)) / dayMilliseconds));
}

/** The moment at which a zone's clocks show this; one that they skip is as much later as they skip. */
function toMoment(day: Day, hours: number, minutes: number, timeZone: string): number {
  const shown = day.number * dayMilliseconds + hours * hourMilliseconds + minutes * 60_000;
  const guess = shown - offsetAt(shown, timeZone);
  return shown - offsetAt(guess, timeZone);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds that a zone's clocks are ahead of UTC at a moment. */
function offsetAt(moment: number, timeZone: string): number {
  const format =
    formats.get(timeZone) ?? new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  formats.set(timeZone, format);
  const name = format.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  const offset = Number(hours) * hourMilliseconds + Number(minutes) * 60_000;
  return sign === '-' ? -offset : offset;
}
