import { intl } from '../intl.ts';

/**
 * One text: a template with `{name}` places, or one template per plural category of `{count}`
 * (`Intl.PluralRules`; `other` is the fallback).
 */
export type Message = string | ({ readonly other: string } & Partial<Record<Intl.LDMLPluralRule, string>>);

/** Texts by key. A widget's English catalogue is the type of all its translations. */
export type Catalogue = Readonly<Record<string, Message>>;

/** The same keys as an English catalogue: what a translation must have. */
export type Translation<English extends Catalogue> = Readonly<Record<keyof English, Message>>;

export type Parameters = Readonly<Record<string, string | number>>;

const translations = new Map<string, Map<string, Message>>();
const overrides = new Map<string, Map<string, Message>>();
const listeners = new Set<() => void>();

/** Adds a language's texts; a widget's English needs no adding. */
export function addTranslation(language: string, catalogue: Catalogue): void {
  merge(translations, language, catalogue);
}

/** A site's own words for any text, by language (`en`, `de`, `de-AT`); they win over Belfry's. */
export function overrideMessages(language: string, catalogue: Catalogue): void {
  merge(overrides, language, catalogue);
}

/** Calls `listener` whenever texts were added or overridden. */
export function onMessages(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function merge(into: Map<string, Map<string, Message>>, language: string, catalogue: Catalogue): void {
  const known = into.get(language) ?? new Map<string, Message>();
  for (const [key, message] of Object.entries(catalogue)) known.set(key, message);
  into.set(language, known);
  for (const listener of listeners) listener();
}

/**
 * The text of a key in a language: the site's words, Belfry's, those of the plain language, then English; with the
 * language it is in, which its plurals and numbers follow.
 */
export function message(language: string, key: string, english: Catalogue): readonly [Message, string] {
  const plain = language.split('-')[0] ?? language;
  for (const texts of [
    overrides.get(language),
    overrides.get(plain),
    translations.get(language),
    translations.get(plain),
  ]) {
    const found = texts?.get(key);
    if (found !== undefined) return [found, language];
  }
  return [overrides.get('en')?.get(key) ?? english[key] ?? key, plain === 'en' ? language : 'en'];
}

/** Fills a message's places; numbers in the language's digits, `{count}` also picks the plural. */
export function format(text: Message, language: string, parameters: Parameters = {}): string {
  const template = typeof text === 'string' ? text : plural(text, language, parameters['count']);
  return template.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = parameters[name];
    if (value === undefined) return place;
    return typeof value === 'number' ? intl('number', language).format(value) : value;
  });
}

/** Texts in a language, for what is drawn by code that came later than its element's own texts. */
export function texts<English extends Catalogue>(
  language: string,
  english: English,
): (key: keyof English & string, parameters?: Parameters) => string {
  return (key, parameters) => format(...message(language, key, english), parameters);
}

function plural(
  text: Exclude<Message, string>,
  language: string,
  count: string | number | undefined,
): string {
  const category = intl('plural', language).select(Number(count ?? 0));
  return text[category] ?? text.other;
}
