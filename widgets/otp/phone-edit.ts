import { dialCodes } from './dial-codes.ts';
import { digitsOf } from './digits.ts';
import type { EditKind, Typed } from './phone-number.ts';

/** What phone metadata adds. */
export interface PhoneMetadata {
  /** A national number as people of the country group it, as far as it has been typed. */
  format(digits: string, country: string): string;
  /** An international number's country, more exactly than its code says, and its form at home. */
  read(international: string): { country: string; national: string; valid: boolean } | undefined;
  /** What one dials in a country to reach another (`011`, `00`, `0011`), where the digits begin with it; else empty. */
  exit(digits: string, country: string): string;
}

/**
 * The digits of a number that says itself which country it belongs to: by `+`, by `00`, which no country's own numbers
 * begin with, or by what one dials in the country chosen to reach another. Where some carriers have an exit of their own
 * (`001` to `009` in Singapore), that is meant which leads to a number.
 */
export function digitsAbroad(text: string, country: string, metadata: PhoneMetadata): string | undefined {
  const digits = digitsOf(text.replace(/;.*/, ''));
  if (hasPlus(text)) return digits.replace(/^00/, '');
  const ways = ['00', metadata.exit(digits, country)]
    .filter((exit) => exit && digits.startsWith(exit))
    .map((exit) => digits.slice(exit.length));
  return ways.find((way) => metadata.read(`+${way}`)?.valid) ?? ways.at(-1);
}

const hasPlus = (text: string): boolean => /^\D*[+＋]/.test(text);

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
  const digits = digitsAbroad(text, current, metadata);
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
  if (found && (kind === 'given' || kind === 'found')) {
    return { text: found.national, country: found.country, caret: found.national.length };
  }
  // A number that is typed with its country code keeps its form until the field is left; and formatting would put
  // back the separator that was just deleted. Its country is chosen at once only if what stands before its code means
  // the same there.
  if (digitsAbroad(text, country, metadata) !== undefined || kind === 'deleted' || kind === 'found') {
    const chosen = hasPlus(text) ? found?.country : undefined;
    return { text, country: chosen ?? country, caret };
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
