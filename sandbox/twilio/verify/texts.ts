/** What a code's message says, by locale; our own words. `{name}` is the service, `{code}` the code. */
const texts: Readonly<Record<string, string>> = {
  ar: 'رمز التحقق الخاص بك من {name} هو: {code}',
  cs: 'Váš ověřovací kód pro {name} je: {code}',
  da: 'Din bekræftelseskode til {name} er: {code}',
  de: 'Ihr Bestätigungscode für {name} lautet: {code}',
  en: 'Your {name} verification code is: {code}',
  es: 'Tu código de verificación de {name} es: {code}',
  fi: 'Vahvistuskoodisi palveluun {name} on: {code}',
  fr: 'Votre code de vérification {name} est : {code}',
  he: 'קוד האימות שלך עבור {name} הוא: {code}',
  it: 'Il tuo codice di verifica per {name} è: {code}',
  ja: '{name}の確認コードは{code}です',
  ko: '{name} 인증 코드는 {code}입니다',
  nb: 'Din bekreftelseskode for {name} er: {code}',
  nl: 'Je verificatiecode voor {name} is: {code}',
  pl: 'Twój kod weryfikacyjny {name} to: {code}',
  pt: 'O seu código de verificação de {name} é: {code}',
  ru: 'Ваш код подтверждения для {name}: {code}',
  sv: 'Din verifieringskod för {name} är: {code}',
  tr: '{name} doğrulama kodunuz: {code}',
  uk: 'Ваш код підтвердження для {name}: {code}',
  zh: '您的{name}验证码是：{code}',
  'zh-HK': '您的{name}驗證碼是：{code}',
};

/** The warning that some services add to an SMS. */
const warnings: Readonly<Record<string, string>> = {
  de: 'Geben Sie diesen Code niemandem weiter; wir werden Sie nie danach fragen.',
  en: "Don't share this code with anyone; our employees will never ask for the code",
};

/** The text in a locale, else in its language, else in English. */
function inLocale(table: Readonly<Record<string, string>>, locale: string): string {
  return table[locale] ?? table[locale.split('-')[0] ?? ''] ?? table['en'] ?? '';
}

/** The message with a code, in a locale. */
export function codeText(locale: string, name: string, code: string): string {
  return inLocale(texts, locale)
    .replace('{name}', () => name)
    .replace('{code}', () => code);
}

/** What is added to an SMS where a service warns of sharing its codes. */
export function warningText(locale: string): string {
  return inLocale(warnings, locale);
}

/** The message with a code that confirms a payment (PSD2): it must name the amount and who gets it. */
export function paymentText(code: string, amount: string, payee: string): string {
  return `${code} is your code to authorize a payment of ${amount} to ${payee}`;
}
