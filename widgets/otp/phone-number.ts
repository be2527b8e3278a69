import { regionsOf } from './dial-codes.ts';
import { digitsOf } from './digits.ts';

/** What phone metadata adds: the shape of `phone-format.ts`, which loads later or never. */
export interface PhoneFormat {
  /** A national number as people of the country group it, as far as it has been typed. */
  format(digits: string, country: string): string;
  /** An international number's country, more exactly than its code says, and its form at home. */
  read(international: string): { country: string; national: string } | undefined;
  /** Whether a number can exist: its length fits its country. */
  length(international: string): 'possible' | 'short' | 'long';
}

/** The calling code of a country, without `+`. */
export function dialCode(country: string): string | undefined {
  return byCountry.get(country);
}

const byCountry = new Map(
  [...regionsOf].flatMap(([code, regions]) => regions.map((region): [string, string] => [region, code])),
);

/** Where a text says itself which country it belongs to: it begins with `+` or `00`. */
export function isInternational(text: string): boolean {
  return /^\s*[(]?\s*(?:[+＋]|00)/u.test(toAscii(text));
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
  if (!isInternational(text)) return undefined;
  const digits = digitsOf(text).replace(/^00/, '');
  for (const length of [1, 2, 3]) {
    const code = digits.slice(0, length);
    const sharing = regionsOf.get(code);
    if (!sharing || code.length < length) continue;
    const exact = format?.read(`+${digits}`);
    const country = [exact?.country, current, ...sharing].find(
      (candidate) => candidate && sharing.includes(candidate) && offered.includes(candidate),
    );
    return country ? { country, national: exact?.national ?? digits.slice(length) } : undefined;
  }
  return undefined;
}

/** A typed number as the Worker takes it: `+`, calling code, digits. The Worker reads it properly; here nothing is judged. */
export function toInternational(text: string, country: string): string {
  const digits = digitsOf(text);
  if (isInternational(text)) return `+${digits.replace(/^00/, '')}`;
  return `+${dialCode(country) ?? ''}${digits}`;
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
  edit: Typed & { kind: EditKind },
  offered: readonly string[],
  format?: PhoneFormat,
): Typed {
  const { text, caret, kind } = edit;
  const found = readInternational(text, offered, edit.country, format);
  if (found && kind === 'given') {
    return { text: found.national, country: found.country, caret: found.national.length };
  }
  // A number that is typed with its country code keeps its form until the field is left.
  if (isInternational(text)) return { text, country: found?.country ?? edit.country, caret };
  // Formatting would put back the separator that was just deleted.
  if (!format || kind === 'deleted') return { text, country: edit.country, caret };
  const shown = format.format(digitsOf(text), edit.country);
  if (caret >= text.length) return { text: shown, country: edit.country, caret: shown.length };
  return {
    text: shown,
    country: edit.country,
    caret: afterDigit(shown, digitsOf(text.slice(0, caret)).length),
  };
}

function afterDigit(text: string, count: number): number {
  let left = count;
  for (let index = 0; index < text.length; index += 1) {
    if (left === 0) return index;
    if (digitsOf(text[index] ?? '') !== '') left -= 1;
  }
  return text.length;
}

// `00` may be written in any digits.
function toAscii(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => digitsOf(digit));
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
