import type { LitElement } from 'lit';
import type { Catalogue } from './messages.ts';

/**
 * Loads a language's texts once, for the elements that say `english`; an unknown language, or a failed load, leaves
 * English. English needs none of it, unless the element is to be turned: what the languages are is a chunk of its own.
 * @param own whether the language is the element's own, not that of the page around it: then so is its direction
 * @param speaker tells what the element speaks by the time the texts are there
 */
export function loadTranslation(
  language: string,
  english: Catalogue,
  host: LitElement,
  own: boolean,
  speaker: { readonly language: string },
): void {
  if (!/^en\b/.test(language) || (own ? host.matches(':dir(rtl)') : host.dir))
    import('./languages.ts').then(
      ({ speak }) => speak(language, english, host, own, speaker),
      () => undefined,
    );
}
