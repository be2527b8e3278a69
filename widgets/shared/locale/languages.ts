import { addTranslation, type Catalogue } from './messages.ts';

type Part = 'bell' | 'chat' | 'otp' | 'preferences' | 'shared';
type Load = () => Promise<{ default: Catalogue }>;

/** The languages that ship beside English, in a chunk for each element and one for what they share. */
export const languages: Readonly<Record<string, Readonly<Record<Part, Load>>>> = {
  ar: {
    bell: () => import('../../bell/locales/ar.ts'),
    chat: () => import('../../chat/locales/ar.ts'),
    otp: () => import('../../otp/locales/ar.ts'),
    preferences: () => import('../../preferences/locales/ar.ts'),
    shared: () => import('../locales/ar.ts'),
  },
  de: {
    bell: () => import('../../bell/locales/de.ts'),
    chat: () => import('../../chat/locales/de.ts'),
    otp: () => import('../../otp/locales/de.ts'),
    preferences: () => import('../../preferences/locales/de.ts'),
    shared: () => import('../locales/de.ts'),
  },
  es: {
    bell: () => import('../../bell/locales/es.ts'),
    chat: () => import('../../chat/locales/es.ts'),
    otp: () => import('../../otp/locales/es.ts'),
    preferences: () => import('../../preferences/locales/es.ts'),
    shared: () => import('../locales/es.ts'),
  },
  fr: {
    bell: () => import('../../bell/locales/fr.ts'),
    chat: () => import('../../chat/locales/fr.ts'),
    otp: () => import('../../otp/locales/fr.ts'),
    preferences: () => import('../../preferences/locales/fr.ts'),
    shared: () => import('../locales/fr.ts'),
  },
  hi: {
    bell: () => import('../../bell/locales/hi.ts'),
    chat: () => import('../../chat/locales/hi.ts'),
    otp: () => import('../../otp/locales/hi.ts'),
    preferences: () => import('../../preferences/locales/hi.ts'),
    shared: () => import('../locales/hi.ts'),
  },
  it: {
    bell: () => import('../../bell/locales/it.ts'),
    chat: () => import('../../chat/locales/it.ts'),
    otp: () => import('../../otp/locales/it.ts'),
    preferences: () => import('../../preferences/locales/it.ts'),
    shared: () => import('../locales/it.ts'),
  },
  ja: {
    bell: () => import('../../bell/locales/ja.ts'),
    chat: () => import('../../chat/locales/ja.ts'),
    otp: () => import('../../otp/locales/ja.ts'),
    preferences: () => import('../../preferences/locales/ja.ts'),
    shared: () => import('../locales/ja.ts'),
  },
  ko: {
    bell: () => import('../../bell/locales/ko.ts'),
    chat: () => import('../../chat/locales/ko.ts'),
    otp: () => import('../../otp/locales/ko.ts'),
    preferences: () => import('../../preferences/locales/ko.ts'),
    shared: () => import('../locales/ko.ts'),
  },
  nl: {
    bell: () => import('../../bell/locales/nl.ts'),
    chat: () => import('../../chat/locales/nl.ts'),
    otp: () => import('../../otp/locales/nl.ts'),
    preferences: () => import('../../preferences/locales/nl.ts'),
    shared: () => import('../locales/nl.ts'),
  },
  pt: {
    bell: () => import('../../bell/locales/pt.ts'),
    chat: () => import('../../chat/locales/pt.ts'),
    otp: () => import('../../otp/locales/pt.ts'),
    preferences: () => import('../../preferences/locales/pt.ts'),
    shared: () => import('../locales/pt.ts'),
  },
  ru: {
    bell: () => import('../../bell/locales/ru.ts'),
    chat: () => import('../../chat/locales/ru.ts'),
    otp: () => import('../../otp/locales/ru.ts'),
    preferences: () => import('../../preferences/locales/ru.ts'),
    shared: () => import('../locales/ru.ts'),
  },
  tr: {
    bell: () => import('../../bell/locales/tr.ts'),
    chat: () => import('../../chat/locales/tr.ts'),
    otp: () => import('../../otp/locales/tr.ts'),
    preferences: () => import('../../preferences/locales/tr.ts'),
    shared: () => import('../locales/tr.ts'),
  },
};

/** Whose texts those of a key’s first word are; all others are shared. */
const parts: Readonly<Record<string, Part>> = {
  bell: 'bell',
  toasts: 'bell',
  chat: 'chat',
  composer: 'chat',
  emoji: 'chat',
  poll: 'chat',
  'poll-form': 'chat',
  recorder: 'chat',
  otp: 'otp',
  preferences: 'preferences',
};

/** The part that says a key. */
export function partOf(key: string): Part {
  return parts[key.split('.')[0] ?? ''] ?? 'shared';
}

const loading = new Map<string, Promise<void>>();

/**
 * Loads an element's texts in a language, then turns it the way the language is written, unless it speaks another one
 * by then.
 */
export async function speak(
  language: string,
  english: Catalogue,
  host: Turnable,
  own: boolean,
  speaker: { readonly language: string },
): Promise<void> {
  await loadParts(language, english);
  if (speaker.language === language) turn(host, language, own);
}

/** Loads what `english` is in a language, each part once; what fails is tried again when it is next asked for. */
async function loadParts(language: string, english: Catalogue): Promise<void> {
  const plain = language.split('-')[0] ?? language;
  const loads = languages[plain];
  if (!loads) return;
  const wanted = new Set(Object.keys(english).map(partOf));
  await Promise.all([...wanted].map((part) => loadPart(plain, part, loads[part])));
}

function loadPart(language: string, part: Part, load: Load): Promise<void> {
  const key = `${language} ${part}`;
  let started = loading.get(key);
  if (!started) {
    started = load().then(
      (module) => addTranslation(language, module.default),
      () => void loading.delete(key),
    );
    loading.set(key, started);
  }
  return started;
}

/** What of an element is needed to turn it; the check of languages runs where there are none. */
interface Turnable {
  dir: string;
  matches(selector: string): boolean;
  removeAttribute(name: string): void;
}

/** The elements whose direction is set here, with what it was set to. */
const turned = new WeakMap<Turnable, string>();

/**
 * Gives an element with a language of its own the direction of it where it would have another, unless the site says
 * one. What is right already is not written again: whoever watches for directions would never come to rest.
 */
function turn(host: Turnable, language: string, own: boolean): void {
  if (host.dir && host.dir !== turned.get(host)) return;
  const side = /^ar\b/.test(language) ? 'rtl' : 'ltr';
  if (own) {
    if (host.matches(`:dir(${side})`)) return;
    turned.set(host, side);
    host.dir = side;
  } else if (host.dir) host.removeAttribute('dir');
}
