import type { Resource } from '../collection.ts';
import { Collection } from '../collection.ts';

/** A text in one language: `{{code}}`, `{{friendly_name}}`, and words that the caller fills in. */
interface Translation {
  readonly text: string;
  readonly status: 'approved' | 'pending';
}

/** A template of the account: made and approved in the console, so that the API can only list and use it. */
export interface Template extends Resource {
  readonly friendlyName: string;
  readonly channels: readonly ('sms' | 'voice')[];
  /** The locale that stands in for those that are missing. */
  readonly defaultLocale: string;
  readonly translations: Readonly<Record<string, Translation>>;
}

const numbered = (digit: string) => `HJ${digit.repeat(32)}`;
const approved = (text: string): Translation => ({ text, status: 'approved' });

const seeded: readonly Template[] = [
  {
    sid: numbered('1'),
    friendlyName: 'Sign in',
    channels: ['sms', 'voice'],
    defaultLocale: 'en',
    translations: {
      en: approved('{{code}} is your code to sign in to {{friendly_name}}.'),
      de: approved('{{code}} ist Ihr Code zur Anmeldung bei {{friendly_name}}.'),
      fr: { text: '{{code}} est votre code de connexion à {{friendly_name}}.', status: 'pending' },
    },
  },
  {
    sid: numbered('2'),
    friendlyName: 'Confirm an order',
    channels: ['sms'],
    defaultLocale: 'en',
    translations: {
      en: approved('Use {{code}} to confirm order {{order}} at {{friendly_name}}.'),
    },
  },
];

/** The account's templates. */
export const templates = new Collection<Template>();
for (const template of seeded) templates.add(template);

export function findTemplate(sid: string): Template | undefined {
  return templates.get(sid);
}

/** The text of a template in a locale, or in its default; its status says whether it may be sent. */
export function translationOf(template: Template, locale: string): Translation | undefined {
  return template.translations[locale] ?? template.translations[template.defaultLocale];
}

/**
 * A template's text with its words filled in.
 * @returns undefined when one of them was not given
 */
export function fillIn(text: string, words: ReadonlyMap<string, string>): string | undefined {
  let isComplete = true;
  const filled = text.replaceAll(/\{\{(\w+)\}\}/g, (_match, name: string) => {
    const word = words.get(name);
    isComplete &&= word !== undefined;
    return word ?? '';
  });
  return isComplete ? filled : undefined;
}

/** The Template resource with its five fields. `at` is ISO 8601. */
export function presentTemplate(template: Template, accountSid: string, at: string) {
  const translations = Object.entries(template.translations).map(([locale, { text, status }]) => [
    locale,
    {
      is_default_translation: locale === template.defaultLocale,
      status,
      locale,
      text,
      date_updated: at,
      date_created: at,
    },
  ]);
  return {
    sid: template.sid,
    account_sid: accountSid,
    friendly_name: template.friendlyName,
    channels: template.channels,
    translations: Object.fromEntries(translations),
  };
}
