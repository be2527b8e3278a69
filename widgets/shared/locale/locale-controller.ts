import type { LitElement, ReactiveController } from 'lit';
import { loadTranslation } from './load.ts';
import { onMessages, texts, type Catalogue, type Parameters } from './messages.ts';

/** A session, as far as it says which language is spoken. */
interface Speaker {
  readonly options: { readonly locale?: string | undefined };
}

/**
 * An element's language and texts. The language is its own `lang`, else the session's `locale`, else the closest
 * `lang` above it (the page's included), else the browser's; a change of any of these is followed live.
 */
export class LocaleController<English extends Catalogue> implements ReactiveController {
  #host: LitElement;
  #english: English;
  #language = 'en';
  #speaker: Speaker | undefined;
  #ends: (() => unknown)[] = [];

  constructor(host: LitElement, english: English) {
    this.#host = host;
    this.#english = english;
    host.addController(this);
  }

  /** BCP 47, as `Intl` takes it. */
  get language(): string {
    return this.#language;
  }

  /** Speaks as this session says, from now on. */
  prefer(session: Speaker): void {
    this.#speaker = session;
    this.#resolve();
  }

  /** A text in the element's language. */
  readonly t = (key: keyof English & string, parameters?: Parameters): string =>
    texts(this.#language, this.#english)(key, parameters);

  hostConnected(): void {
    this.#ends = [
      onLanguage(this.#host, () => this.#resolve()),
      onMessages(() => this.#host.requestUpdate()),
    ];
    this.#resolve();
  }

  hostDisconnected(): void {
    this.#ends.forEach((end) => end());
  }

  #resolve(): void {
    const own = languageOf(this.#host, true) || this.#speaker?.options.locale;
    const language = canonical(own || languageOf(this.#host, false) || navigator.language);
    if (language !== this.#language) {
      this.#language = language;
      this.#host.requestUpdate();
    }
    // Also if only the direction around it is another one.
    loadTranslation(language, this.#english, this.#host, !!own, this);
  }
}

const followers = new Set<() => void>();
let observer: MutationObserver | undefined;

/** Has all elements look again which language they speak. */
export function speakAnew(): void {
  followers.forEach((follow) => follow());
}

// One observer for all elements: a chat has many, and a `lang` or `dir` may change anywhere above each of them.
function onLanguage(element: Element, follow: () => void): () => unknown {
  observer ??= new MutationObserver(speakAnew);
  for (let scope: Element | undefined = element; scope;) {
    const root = scope.getRootNode();
    observer.observe(root, { subtree: true, attributeFilter: ['dir', 'lang'] });
    scope = (root as Partial<ShadowRoot>).host;
  }
  followers.add(follow);
  return () => followers.delete(follow);
}

// A part in the shadow of an element speaks as that does. @param own whether only they count, not what is around them
function languageOf(element: Element, own: boolean): string {
  const { lang } = (own ? element : (element.closest('[lang]') ?? element)) as HTMLElement;
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  return lang || (host ? languageOf(host, own) : '');
}

// A page's lang may be anything; Intl throws on what is no language.
function canonical(language: string): string {
  try {
    return String(Intl.getCanonicalLocales(language));
  } catch {
    return 'en';
  }
}
