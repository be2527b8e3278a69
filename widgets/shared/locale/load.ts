import type { Catalogue } from './messages.ts';

/**
 * Loads a language's texts once, for the elements that say `english`; an unknown language, or a failed load, leaves
 * English. English needs none of it: what the languages are is a chunk of its own.
 */
export async function loadTranslation(language: string, english: Catalogue): Promise<void> {
  if (/^en\b/.test(language)) return;
  const languages = await import('./languages.ts').catch(() => undefined);
  await languages?.loadParts(language, english);
}
