import { dialCodes } from './dial-codes.ts';

export interface Country {
  /** ISO 3166-1 alpha-2. */
  code: string;
  /** Name and calling code. */
  label: string;
}

/** Countries in a language, in its order of names; those without a calling code are left out. */
export function countriesIn(language: string, codes: readonly string[]): Country[] {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const { compare } = new Intl.Collator(language);
  return codes
    .filter((code) => dialCodes.has(code))
    .map((code) => ({ code, label: `${names.of(code)} (+${dialCodes.get(code)})` }))
    .sort((one, other) => compare(one.label, other.label));
}
