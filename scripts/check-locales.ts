import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Catalogue, Message } from '../widgets/shared/locale/messages.ts';
import { languages, partOf } from '../widgets/shared/locale/languages.ts';
import { languages as linkLanguages } from '../worker/routes/link-page.words.ts';
import { root } from './root.ts';

/**
 * What of a translation is not as its English: keys too few or too many, places (`{name}`) that English does not fill or
 * that are lost, and plurals without a category that a count below a million meets in the language, or with one it has
 * not. A form may leave its `{count}` out where one number alone is meant (“one message”).
 * @param language BCP 47
 */
export function faultsOf(language: string, translation: Catalogue, english: Catalogue): string[] {
  const faults: string[] = [];
  for (const [key, text] of Object.entries(english)) {
    const translated = translation[key];
    if (translated === undefined) faults.push(`${key} is missing`);
    else faults.push(...textFaults(language, translated, text).map((fault) => `${key} ${fault}`));
  }
  for (const key of Object.keys(translation)) if (!(key in english)) faults.push(`${key} is not in English`);
  return faults;
}

function textFaults(language: string, text: Message, english: Message): string[] {
  const faults: string[] = [];
  if (formsOf(text).some((form) => form.trim() === '')) faults.push('is empty');
  const [places, wanted] = [placesOf(text), placesOf(english)];
  for (const place of wanted) if (!places.has(place)) faults.push(`has lost {${place}}`);
  for (const place of places) if (!wanted.has(place)) faults.push(`has {${place}}, which nothing fills`);
  const categories = categoriesOf(language);
  if (typeof english === 'string') {
    if (typeof text !== 'string') faults.push('has plurals, but no count');
  } else if (typeof text === 'string') {
    if (categories.size > 1) faults.push('has no plurals');
  } else {
    for (const category of categories) if (!(category in text)) faults.push(`has no form for “${category}”`);
    for (const category of Object.keys(text))
      if (!categories.has(category)) faults.push(`has a form for “${category}”, which the language has not`);
  }
  return faults;
}

const formsOf = (text: Message): string[] => (typeof text === 'string' ? [text] : Object.values(text));

const placesOf = (text: Message): Set<string> =>
  new Set(formsOf(text).flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')));

/** Every count up to two hundred meets all categories of all languages, but those for whole millions. */
function categoriesOf(language: string): Set<string> {
  const rules = new Intl.PluralRules(language);
  return new Set(['other', ...Array.from({ length: 200 }, (_, count) => rules.select(count))]);
}

/** Checks every language of the elements and of the Worker's page; says what is wrong. */
export async function checkLocales(): Promise<boolean> {
  const faults: string[] = [];
  const parts = ['shared', 'bell', 'chat', 'otp', 'preferences'] as const;
  const named = Object.keys(languages).sort();
  for (const part of parts) {
    const folder = path.join(root, 'widgets', part, 'locales');
    const module = (await import(pathToFileURL(path.join(folder, 'en.ts')).href)) as Record<
      string,
      Catalogue
    >;
    const english = module[`${part}English`];
    if (!english) throw new Error(`${folder}/en.ts has no ${part}English.`);
    for (const key of Object.keys(english))
      if (partOf(key) !== part) faults.push(`${part}: ${key} would be looked for in ${partOf(key)}`);
    const files = readdirSync(folder).map((file) => file.split('.')[0] ?? '');
    for (const language of new Set(files))
      if (language !== 'en' && !named.includes(language)) faults.push(`${part}: ${language} is never loaded`);
    for (const language of named) {
      const { default: translation } = await (languages[language]?.[part]() ?? { default: {} });
      faults.push(
        ...faultsOf(language, translation, english).map((fault) => `${part}, ${language}: ${fault}`),
      );
    }
  }
  const page = linkLanguages['en'] ?? {};
  for (const language of new Set([...named, ...Object.keys(linkLanguages)]))
    faults.push(
      ...faultsOf(language, linkLanguages[language] ?? {}, page).map(
        (fault) => `link page, ${language}: ${fault}`,
      ),
    );
  for (const fault of faults) console.error(`  ${fault}`);
  return faults.length === 0;
}

if (import.meta.main) process.exitCode = (await checkLocales()) ? 0 : 1;
