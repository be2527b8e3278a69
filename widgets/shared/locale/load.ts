import { addTranslation, type Catalogue } from './messages.ts';

/** The languages that ship, each in a file of its own that loads when it is first needed. English is inlined. */
const languages: Readonly<Record<string, () => Promise<{ default: Catalogue }>>> = {
  de: () => import('./de.ts'),
};

const loading = new Map<string, Promise<void>>();

/** Loads a language's texts once; an unknown language, or a failed load, leaves English. */
export function loadTranslation(language: string): Promise<void> {
  const plain = language.split('-')[0] ?? language;
  const load = languages[plain];
  if (!load) return Promise.resolve();
  let started = loading.get(plain);
  if (!started) {
    started = load().then(
      (module) => addTranslation(plain, module.default),
      () => void loading.delete(plain),
    );
    loading.set(plain, started);
  }
  return started;
}
