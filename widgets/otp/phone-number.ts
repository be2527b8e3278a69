import { dialCodes } from './dial-codes.ts';
import { digitsOf } from './digits.ts';

export interface Typed {
  text: string;
  country: string;
  caret: number;
}

/**
 * How an edit came about: typed and deleted text is left as it stands, given text (pasted, autofilled) is read whole;
 * found: it stood there before metadata had loaded.
 */
export type EditKind = 'typed' | 'deleted' | 'given' | 'found';

/** What helps with a number: the shape of `phone-format.ts`, which loads later or never. */
export interface PhoneFormat {
  /** What the field shows after an edit, and where its caret goes. @param offered countries */
  edit(edit: Typed & { kind: EditKind }, offered: readonly string[]): Typed;
  /** What is wrong with an international number's length, in its country. */
  fault(international: string): 'short' | 'long' | undefined;
  /** A number as the Worker takes it. */
  international(text: string, country: string): string;
}

/**
 * A typed number as the Worker takes it: `+`, calling code, digits. The Worker reads it properly; here nothing is judged.
 * Behind `+` or `00` a text says itself which country it belongs to; `;ext=` is left out.
 */
export function toInternational(text: string, country: string): string {
  const digits = digitsOf(text.replace(/;.*/, ''));
  const abroad = /^\D*[+＋]/.test(text) || digits.startsWith('00');
  return `+${abroad ? digits.replace(/^00/, '') : (dialCodes.get(country) ?? '') + digits}`;
}

/**
 * The country to begin with: the one asked for, else that of the visitor's languages, else the site's, else the first.
 * Undefined when none is offered.
 * @param site the site's
 */
export function firstCountry(
  offered: readonly (string | undefined)[],
  wanted: string | undefined,
  languages: readonly string[],
  site: string | undefined,
): string | undefined {
  return [wanted?.toUpperCase(), ...languages.map(regionOf), site, offered[0]].find((country) =>
    offered.includes(country),
  );
}

function regionOf(language: string): string | undefined {
  try {
    return new Intl.Locale(language).maximize().region;
  } catch {
    return undefined;
  }
}
