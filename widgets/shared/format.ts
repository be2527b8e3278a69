import { intl } from './intl.ts';

/** A count for a badge: `3`, and past the cap `9+`, in this order among words of any direction. Empty for nothing. */
export function badgeCount(count: number, most: number, language: string): string {
  if (count <= 0) return '';
  const number = intl('number', language);
  return count > most ? `\u2066${number.format(most)}+\u2069` : number.format(count);
}

/** The time of day: `14:05`, `2:05 PM`. */
export function timeOfDay(date: Date, language: string): string {
  return intl('date', language, { timeStyle: 'short' }).format(date);
}

/** Date and time in full, for a title. */
export function fullTime(date: Date, language: string): string {
  return intl('date', language, { dateStyle: 'full', timeStyle: 'short' }).format(date);
}

/** Whole calendar days from `date` to `now`, in the visitor's time zone. */
export function daysBetween(date: Date, now: Date): number {
  const midnight = (day: Date) => Date.UTC(day.getFullYear(), day.getMonth(), day.getDate());
  return Math.round((midnight(now) - midnight(date)) / 86_400_000);
}

/** The name of a day: `today`, `yesterday`, `Monday` within a week, else the date. */
export function dayName(date: Date, now: Date, language: string): string {
  const days = daysBetween(date, now);
  if (days === 0 || days === 1)
    return capitalized(intl('relative', language, { style: 'long' }).format(-days, 'day'), language);
  if (days > 1 && days < 7)
    return capitalized(intl('date', language, { weekday: 'long' }).format(date), language);
  const sameYear = date.getFullYear() === now.getFullYear();
  return intl('date', language, {
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(date);
}

/** How long ago, in few letters: `now`, `5 min. ago`, `2 days ago`; after a week the date. */
export function relativeTime(date: Date, now: Date, language: string): string {
  const seconds = (now.getTime() - date.getTime()) / 1000;
  const format = intl('relative', language, { style: 'narrow' });
  if (seconds < 45) return format.format(0, 'second');
  if (seconds < 45 * 60) return format.format(-Math.max(1, Math.round(seconds / 60)), 'minute');
  if (seconds < 22 * 3600) return format.format(-Math.max(1, Math.round(seconds / 3600)), 'hour');
  if (daysBetween(date, now) < 7) return format.format(-Math.max(1, daysBetween(date, now)), 'day');
  const sameYear = date.getFullYear() === now.getFullYear();
  return intl('date', language, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(date);
}

/**
 * Makes what lists format with, while there is nothing to do but wait: a browser's first formatter takes some 40 ms, which
 * would come right before the first rows.
 */
export function warmFormats(language: string): void {
  const now = new Date();
  badgeCount(1, 1, language);
  fullTime(now, language);
  timeOfDay(now, language);
  dayName(now, now, language);
  relativeTime(now, now, language);
}

function capitalized(text: string, language: string): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}
