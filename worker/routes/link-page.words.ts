import ar from './link-page/ar.ts';
import de from './link-page/de.ts';
import { english, type LinkKey, type LinkWords } from './link-page/en.ts';
import es from './link-page/es.ts';
import fr from './link-page/fr.ts';
import hi from './link-page/hi.ts';
import it from './link-page/it.ts';
import ja from './link-page/ja.ts';
import ko from './link-page/ko.ts';
import nl from './link-page/nl.ts';
import pt from './link-page/pt.ts';
import ru from './link-page/ru.ts';
import tr from './link-page/tr.ts';

/** The languages of the page. */
export const languages: Readonly<Record<string, LinkWords>> = {
  en: english,
  ar,
  de,
  es,
  fr,
  hi,
  it,
  ja,
  ko,
  nl,
  pt,
  ru,
  tr,
};

export interface Words {
  /** BCP 47, of the page. */
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  say(key: LinkKey, parameters?: Readonly<Record<string, string>>): string;
}

/** The visitor's language, of those that the site speaks and this page does. @param accept the Accept-Language header */
export function wordsFor(accept: string | undefined, locales: readonly string[]): Words {
  const spoken = locales
    .map((tag) => tag.split('-')[0] ?? tag)
    .filter((tag) => Object.hasOwn(languages, tag));
  const wanted = (accept ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const weight = Number(
        parameters
          .find((text) => text.trim().startsWith('q='))
          ?.trim()
          .slice(2) ?? 1,
      );
      return { tag: tag.split('-')[0] ?? tag, weight: Number.isNaN(weight) ? 0 : weight };
    })
    .sort((a, b) => b.weight - a.weight);
  const lang = wanted.find(({ tag, weight }) => weight > 0 && spoken.includes(tag))?.tag ?? spoken[0] ?? 'en';
  const catalogue = languages[lang] ?? english;
  return {
    lang,
    dir: lang === 'ar' ? 'rtl' : 'ltr',
    say: (key, parameters = {}) =>
      catalogue[key].replace(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? ''),
  };
}
