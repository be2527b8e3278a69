import { dialCodes } from './dial-codes.ts';
import { digitsOf } from './digits.ts';
import { internationalDigits, type EditKind, type Typed } from './phone-number.ts';

/** What phone metadata adds. */
export interface PhoneMetadata {
  /** A national number as people of the country group it, as far as it has been typed. */
  format(digits: string, country: string): string;
  /** An international number's country, more exactly than its code says, and its form at home. */
  read(international: string): { country: string; national: string } | undefined;
}

/**
 * Splits an international number into country and the rest. Undefined while its code is not complete, or when it is
 * of a country that is not offered. A code that countries share stays with the current one.
 */
export function readInternational(
  text: string,
  offered: readonly string[],
  current: string,
  metadata: PhoneMetadata,
): { country: string; national: string } | undefined {
  const digits = internationalDigits(text);
  if (!digits) return undefined;
  const exact = metadata.read(`+${digits}`);
  for (const country of [exact?.country ?? '', current, ...dialCodes.keys()]) {
    const code = dialCodes.get(country);
    if (code && digits.startsWith(code) && offered.includes(country)) {
      return { country, national: exact?.national ?? digits.slice(code.length) };
    }
  }
  return undefined;
}

/** What a phone field shows after an edit, and where its caret goes: after the same digit as before. */
export function editPhone(
  { text, country, caret, kind }: Typed & { kind: EditKind },
  offered: readonly string[],
  metadata: PhoneMetadata,
): Typed {
  const found = readInternational(text, offered, country, metadata);
  if (found && kind === 'given') {
    return { text: found.national, country: found.country, caret: found.national.length };
  }
  // A number that is typed with its country code keeps its form until the field is left; and formatting would put
  // back the separator that was just deleted.
  if (internationalDigits(text) !== undefined || kind === 'deleted') {
    return { text, country: found?.country ?? country, caret };
  }
  const shown = metadata.format(digitsOf(text), country);
  const before = digitsOf(text.slice(0, caret)).length;
  return { text: shown, country, caret: caret < text.length ? behind(before, shown) : shown.length };
}

/** The place in a text right behind its first digits. */
function behind(digits: number, text: string): number {
  let place = 0;
  while (place < text.length && digitsOf(text.slice(0, place)).length < digits) place += 1;
  return place;
}
