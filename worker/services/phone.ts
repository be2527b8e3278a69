import { isSupportedCountry, parsePhoneNumberFromString, type NumberType } from 'libphonenumber-js/max';
import { ProblemError } from '../platform/problem.ts';

export interface Phone {
  /** E.164. */
  readonly address: string;
  readonly type: NumberType;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** Types that cost the caller, pay the callee, or belong to nobody in particular: what toll fraud lives on. */
const refusedTypes: ReadonlySet<NumberType> = new Set<NumberType>([
  'PREMIUM_RATE',
  'SHARED_COST',
  'TOLL_FREE',
  'PERSONAL_NUMBER',
  'PAGER',
  'UAN',
  'VOICEMAIL',
]);

/**
 * Reads a number by its form alone: what is refused here is what everybody can read off the number and the site's
 * public list of countries. It says its country code itself, by `+`, by `00`, or by what is dialled in `country` to call
 * abroad (`011`); else it is one of that country. Digits may be of any script.
 * @param country ISO 3166-1 alpha-2: in which it was written down, where that is known
 * @throws {ProblemError} phone_invalid, phone_not_supported
 */
export function readPhone(input: string, countries: readonly string[], country?: string): Phone {
  const text = inAscii(input);
  const home = country !== undefined && isSupportedCountry(country) ? country : undefined;
  const read = (written: string) =>
    parsePhoneNumberFromString(written, { extract: false, ...(home && { defaultCountry: home }) });
  // No country's own numbers begin so; but some begin so to name a carrier, whom no other reading needs.
  const abroad = text.replace(/^[\s(]*00/, '+');
  let number = read(abroad);
  if (!number?.isValid()) number = read(text);
  if (!number?.isValid() || number.ext !== undefined) {
    throw new ProblemError(
      'phone_invalid',
      'Give the whole number with its country code, such as +1 201 555 0123.',
    );
  }
  const type = number.getType();
  if (number.country === undefined || !countries.includes(number.country) || refusedTypes.has(type)) {
    throw new ProblemError('phone_not_supported', 'Numbers of this country or kind are not served.');
  }
  return { address: number.number, type, country: number.country };
}

/** `+` and digits of any script in ASCII: Unicode has ten in a row of each, in rows that may follow each other. */
const inAscii = (text: string): string =>
  text.replaceAll('＋', '+').replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let zero = code;
    while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String((code - zero) % 10);
  });

/** A number as its owner recognises it and nobody else learns it: country code and the last two digits. */
export function maskPhone(e164: string): string {
  const code = parsePhoneNumberFromString(e164)?.countryCallingCode ?? '';
  const national = e164.slice(1 + code.length);
  return `+${code} ${'•'.repeat(Math.max(national.length - 2, 0))}${national.slice(-2)}`;
}
