import { intl } from './intl.ts';

/** A count for a badge: `3`, and past the cap `9+`. Empty for nothing. */
export function badgeCount(count: number, most: number, language: string): string {
  if (count <= 0) return '';
  const number = intl('number', language);
  return count > most ? `${number.format(most)}+` : number.format(count);
}
