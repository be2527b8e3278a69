import { intl } from './intl.ts';

/** A count for a badge: `3`, and past the cap `9+`, in this order among words of any direction. Empty for nothing. */
export function badgeCount(count: number, most: number, language: string): string {
  if (count <= 0) return '';
  const number = intl('number', language);
  return count > most ? `\u2066${number.format(most)}+\u2069` : number.format(count);
}
