/**
 * The locales that Verify knows: https://www.twilio.com/docs/verify/supported-languages. Any other it answers with 404,
 * and sends nothing.
 */
const known =
  'af ar ca cs da de el en en-GB es et fi fr he hi hr hu id it ja kn ko lt mr ms nb nl pl pt pt-BR ro ru sk sv te th tl ' +
  'tr uk vi zh zh-CN zh-HK';

/** What Verify has of a BCP 47 tag: `pt-BR` for `pt-br`, `pl` for `pl-PL`, nothing for `fa`: then it takes the country's. */
export function verifyLocale(tag: string): string | undefined {
  const locales = known.split(' ');
  // Of Chinese in traditional characters Verify has one.
  if (/^zh-(.+-)?(hant|tw|hk|mo)\b/i.test(tag)) return 'zh-HK';
  const parts = tag.toLowerCase().split('-');
  for (; parts.length > 0; parts.pop()) {
    const wanted = parts.join('-');
    const found = locales.find((locale) => locale.toLowerCase() === wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}
