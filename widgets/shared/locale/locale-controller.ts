import type { LitElement, ReactiveController } from 'lit';
import { loadTranslation } from './load.ts';
import { format, message, onMessages, type Catalogue, type Parameters } from './messages.ts';

/**
 * An element's language and texts. The language is its own `lang`, else the session's `locale`, else the closest
 * `lang` above it (the page's included), else the browser's; a change of the page's `lang` is followed live.
 */
export class LocaleController<English extends Catalogue> implements ReactiveController {
  #host: LitElement;
  #english: English;
  #language = 'en';
  #preferred: string | undefined;
  #ends: (() => void)[] = [];

  constructor(host: LitElement, english: English) {
    this.#host = host;
    this.#english = english;
    host.addController(this);
  }

  /** BCP 47, as `Intl` takes it. */
  get language(): string {
    return this.#language;
  }

  /** The session's locale, once known. */
  prefer(locale: string | undefined): void {
    if (locale === this.#preferred) return;
    this.#preferred = locale;
    this.#resolve();
  }

  /** A text in the element's language. */
  readonly t = (key: keyof English & string, parameters?: Parameters): string =>
    format(message(this.#language, key, this.#english), this.#language, parameters);

  hostConnected(): void {
    const observer = new MutationObserver(() => this.#resolve());
    observer.observe(document.documentElement, { attributeFilter: ['lang'] });
    observer.observe(this.#host, { attributeFilter: ['lang'] });
    this.#ends = [() => observer.disconnect(), onMessages(() => this.#host.requestUpdate())];
    this.#resolve();
  }

  hostDisconnected(): void {
    for (const end of this.#ends) end();
    this.#ends = [];
  }

  #resolve(): void {
    const wanted =
      this.#host.lang ||
      this.#preferred ||
      closestLanguage(this.#host) ||
      globalThis.navigator?.language ||
      'en';
    const language = canonical(wanted);
    if (language === this.#language) return;
    this.#language = language;
    void loadTranslation(language);
    this.#host.requestUpdate();
  }
}

function closestLanguage(element: Element): string | undefined {
  for (let scope: Element | null = element; scope;) {
    const found = scope.closest('[lang]');
    if (found instanceof HTMLElement && found.lang) return found.lang;
    const root = scope.getRootNode();
    scope = root instanceof ShadowRoot ? root.host : null;
  }
  return undefined;
}

// A page's lang may be anything; Intl throws on what is no language.
function canonical(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
