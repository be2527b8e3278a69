import type { Catalogue } from './messages.ts';

/**
 * Loads a language's texts once, for the elements that say `english`; an unknown language, or a failed load, leaves
 * English. English needs none of it: what the languages are is a chunk of its own.
 * @param own whether the language is the element's own, not that of the page around it: then so is its direction
 */
export async function loadTranslation(
  language: string,
  english: Catalogue,
  host: HTMLElement,
  own: boolean,
): Promise<void> {
  if (/^en\b/.test(language) && !host.matches(':dir(rtl)')) return;
  await import('./languages.ts').then(
    ({ speak }) => speak(language, english, host, own),
    () => undefined,
  );
}
