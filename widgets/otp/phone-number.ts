import { dialCodes } from './dial-codes.ts';
import { digitsOf } from './digits.ts';

export interface Typed {
  text: string;
  country: string;
  caret: number;
}

/** How an edit came about: typed and deleted text is left as it stands, given text (pasted, autofilled) is read whole. */
export type EditKind = 'typed' | 'deleted' | 'given';

/** What helps with a number: the shape of `phone-format.ts`, which loads later or never. */
export interface PhoneFormat {
  /** What the field shows after an edit, and where its caret goes. @param offered countries */
  edit(edit: Typed & { kind: EditKind }, offered: readonly string[]): Typed;
  /** What is wrong with an international number's length, in its country. */
  fault(international: string): 'short' | 'long' | undefined;
}

/** The digits of a text that says itself which country it belongs to: those behind `+` or `00`, and before a `;ext=`. */
export function internationalDigits(text: string): string | undefined {
  const digits = digitsOf(text.replace(/;.*/, ''));
  return /^\D*[+＋]/.test(text) || digits.startsWith('00') ? digits.replace(/^00/, '') : undefined;
}

/** A typed number as the Worker takes it: `+`, calling code, digits. The Worker reads it properly; here nothing is judged. */
export function toInternational(text: string, country: string): string {
  return `+${internationalDigits(text) ?? (dialCodes.get(country) ?? '') + digitsOf(text)}`;
}

/**
 * The country to begin with: the one asked for, else the site's, else that of the visitor's languages, else the first.
 * Undefined when none is offered.
 */
export function firstCountry(
  offered: readonly string[],
  wanted: readonly (string | undefined)[],
  languages: readonly string[],
): string | undefined {
  const regions = languages.map(regionOf);
  return [...wanted.map((country) => country?.toUpperCase()), ...regions, offered[0]].find(
    (country) => country !== undefined && offered.includes(country),
  );
}

function regionOf(language: string): string | undefined {
  try {
    return new Intl.Locale(language).maximize().region;
  } catch {
    return undefined;
  }
}
