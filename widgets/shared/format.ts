/**
 * Numbers and times in the visitor's language. Formatters are kept: making one costs more than using it.
 */
const kept = new Map<string, unknown>();
const mostKept = 64;

function keep<Formatter>(kind: string, language: string, options: object, make: () => Formatter): Formatter {
  const key = `${kind} ${language} ${JSON.stringify(options)}`;
  const known = kept.get(key) as Formatter | undefined;
  if (known) return known;
  if (kept.size >= mostKept) kept.delete(kept.keys().next().value ?? '');
  const made = make();
  kept.set(key, made);
  return made;
}

function dateFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return keep('date', language, options, () => new Intl.DateTimeFormat(language, options));
}

/** A count for a badge: `3`, and past the cap `9+`. Empty for nothing. */
export function badgeCount(count: number, most: number, language: string): string {
  if (count <= 0) return '';
  const number = keep('number', language, {}, () => new Intl.NumberFormat(language));
  return count > most ? `${number.format(most)}+` : number.format(count);
}

/** The time of day: `14:05`, `2:05 PM`. */
export function timeOfDay(date: Date, language: string): string {
  return dateFormat(language, { timeStyle: 'short' }).format(date);
}

/** Date and time in full, for a title. */
export function fullTime(date: Date, language: string): string {
  return dateFormat(language, { dateStyle: 'full', timeStyle: 'short' }).format(date);
}

/** Whole calendar days from `date` to `now`, in the visitor's time zone. */
export function daysBetween(date: Date, now: Date): number {
  const midnight = (day: Date) => Date.UTC(day.getFullYear(), day.getMonth(), day.getDate());
  return Math.round((midnight(now) - midnight(date)) / 86_400_000);
}

/** The name of a day: `today`, `yesterday`, `Monday` within a week, else the date. */
export function dayName(date: Date, now: Date, language: string): string {
  const days = daysBetween(date, now);
  if (days === 0 || days === 1) return capitalized(relative(language, 'long').format(-days, 'day'), language);
  if (days > 1 && days < 7)
    return capitalized(dateFormat(language, { weekday: 'long' }).format(date), language);
  const sameYear = date.getFullYear() === now.getFullYear();
  return dateFormat(language, {
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(date);
}

/** How long ago, in few letters: `now`, `5 min. ago`, `2 days ago`; after a week the date. */
export function relativeTime(date: Date, now: Date, language: string): string {
  const seconds = (now.getTime() - date.getTime()) / 1000;
  const format = relative(language, 'narrow');
  if (seconds < 45) return format.format(0, 'second');
  if (seconds < 45 * 60) return format.format(-Math.max(1, Math.round(seconds / 60)), 'minute');
  if (seconds < 22 * 3600) return format.format(-Math.max(1, Math.round(seconds / 3600)), 'hour');
  if (daysBetween(date, now) < 7) return format.format(-Math.max(1, daysBetween(date, now)), 'day');
  const sameYear = date.getFullYear() === now.getFullYear();
  return dateFormat(language, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(date);
}

function relative(language: string, style: 'long' | 'narrow'): Intl.RelativeTimeFormat {
  return keep(
    'relative',
    language,
    { style },
    () => new Intl.RelativeTimeFormat(language, { numeric: 'auto', style }),
  );
}

function capitalized(text: string, language: string): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}
