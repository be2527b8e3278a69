import { dialCodes } from './dial-codes.ts';
import { digitsOf } from './digits.ts';

/** What phone metadata adds: the shape of `phone-format.ts`, which loads later or never. */
export interface PhoneFormat {
  /** A national number as people of the country group it, as far as it has been typed. */
  format(digits: string, country: string): string;
  /** An international number's country, more exactly than its code says, and its form at home. */
  read(international: string): { country: string; national: string } | undefined;
  /** What is wrong with a number's length, in its country. */
  fault(international: string): 'short' | 'long' | undefined;
}

/** The digits of a text that says itself which country it belongs to: those behind `+` or `00`. */
function internationalDigits(text: string): string | undefined {
  const digits = digitsOf(text);
  return /^[\s(]*[+＋]/.test(text) || digits.startsWith('00') ? digits.replace(/^00/, '') : undefined;
}

/**
 * Splits an international number into country and the rest. Undefined while its code is not complete, or when it is
 * of a country that is not offered. A code that countries share stays with the current one.
 */
export function readInternational(
  text: string,
  offered: readonly string[],
  current: string,
  format?: PhoneFormat,
): { country: string; national: string } | undefined {
  const digits = internationalDigits(text);
  if (!digits) return undefined;
  const exact = format?.read(`+${digits}`);
  for (const country of [exact?.country ?? '', current, ...dialCodes.keys()]) {
    const code = dialCodes.get(country);
    if (code && digits.startsWith(code) && offered.includes(country)) {
      return { country, national: exact?.national ?? digits.slice(code.length) };
    }
  }
  return undefined;
}

/** A typed number as the Worker takes it: `+`, calling code, digits. The Worker reads it properly; here nothing is judged. */
export function toInternational(text: string, country: string): string {
  return `+${internationalDigits(text) ?? (dialCodes.get(country) ?? '') + digitsOf(text)}`;
}

export interface Typed {
  text: string;
  country: string;
  caret: number;
}

/** How an edit came about: typed and deleted text is left as it stands, given text (pasted, autofilled) is read whole. */
export type EditKind = 'typed' | 'deleted' | 'given';

/** What a phone field shows after an edit, and where its caret goes: after the same digit as before. */
export function editPhone(
  { text, country, caret, kind }: Typed & { kind: EditKind },
  offered: readonly string[],
  format?: PhoneFormat,
): Typed {
  const found = readInternational(text, offered, country, format);
  if (found && kind === 'given') {
    return { text: found.national, country: found.country, caret: found.national.length };
  }
  // A number that is typed with its country code keeps its form until the field is left; and formatting would put
  // back the separator that was just deleted.
  if (internationalDigits(text) !== undefined || !format || kind === 'deleted') {
    return { text, country: found?.country ?? country, caret };
  }
  const shown = format.format(digitsOf(text), country);
  const before = digitsOf(text.slice(0, caret)).length;
  return { text: shown, country, caret: caret < text.length ? behind(before, shown) : shown.length };
}

/** The place in a text right behind its first digits. */
function behind(digits: number, text: string): number {
  let place = 0;
  while (place < text.length && digitsOf(text.slice(0, place)).length < digits) place += 1;
  return place;
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
