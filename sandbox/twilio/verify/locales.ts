import { countryOf } from '../lines.ts';

/** The locales that Verify knows: https://www.twilio.com/docs/verify/supported-languages. */
const supported = new Set(
  (
    'af ar ca cs da de el en en-GB es et fi fr he hi hr hu id it ja kn ko lt mr ms nb nl pl pt pt-BR ro ru sk sv te ' +
    'th tl tr uk vi zh zh-CN zh-HK'
  ).split(' '),
);

/** The language of a country's codes, where it is not English. */
const languages: Readonly<Record<string, string>> = {
  AE: 'ar',
  AR: 'es',
  AT: 'de',
  BR: 'pt-BR',
  CL: 'es',
  CN: 'zh-CN',
  CO: 'es',
  CZ: 'cs',
  DE: 'de',
  DK: 'da',
  EG: 'ar',
  ES: 'es',
  FI: 'fi',
  FR: 'fr',
  GB: 'en-GB',
  HK: 'zh-HK',
  IL: 'he',
  IT: 'it',
  JP: 'ja',
  KR: 'ko',
  MX: 'es',
  NL: 'nl',
  NO: 'nb',
  PE: 'es',
  PL: 'pl',
  PT: 'pt',
  RU: 'ru',
  SA: 'ar',
  SE: 'sv',
  TR: 'tr',
  TW: 'zh',
  UA: 'uk',
};

export function isLocale(text: string): boolean {
  return supported.has(text);
}

/** The locale of a number's country, `en` where none is known; addresses have no country. */
export function localeOf(to: string): string {
  const country = countryOf(to);
  return (country === null ? undefined : languages[country]) ?? 'en';
}
