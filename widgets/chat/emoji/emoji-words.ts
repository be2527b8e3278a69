import { emojiNames, type Emoji } from './emoji-names.ts';

/**
 * What emoji are called in other languages than English: a file each, of the form `emoji word word|emoji word`, with
 * `_` for blanks, in any order. What it leaves out keeps its English words.
 */
const languages: Readonly<Record<string, () => Promise<{ default: string }>>> = {
  de: () => import('./words.de.ts'),
};

const loading = new Map<string, Promise<readonly Emoji[]>>();

/** All emoji with their words in a language (BCP 47); in English where it has none, or they do not come. */
export function emojiIn(language: string): Promise<readonly Emoji[]> {
  const plain = language.split('-')[0] ?? '';
  const load = languages[plain];
  if (!load) return Promise.resolve(emojiNames);
  let started = loading.get(plain);
  if (!started) {
    started = load().then(
      (module) => withWords(module.default),
      () => {
        loading.delete(plain);
        return emojiNames;
      },
    );
    loading.set(plain, started);
  }
  return started;
}

function withWords(list: string): readonly Emoji[] {
  const words = new Map(
    list.split('|').map((entry) => {
      const [emoji = '', ...own] = entry.trim().split(/\s+/);
      return [emoji, own] as const;
    }),
  );
  return emojiNames.map((one) => {
    const own = words.get(one.emoji);
    return own ? { ...one, names: [...one.names, ...own], word: own[0] } : one;
  });
}
