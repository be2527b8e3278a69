import type { CSSResult, LitElement } from 'lit';

/** What a module may bring along for the element that draws with it. */
interface Drawn {
  /** Styles of what it draws, adopted by the element's shadow root before it first draws. */
  readonly styles?: CSSResult;
}

/**
 * Code that an element draws with only when it is needed: a menu, a picker, a rare kind of content. Until it is here,
 * and when it could not be fetched, the element draws without it.
 */
export class Lazy<Module extends object> {
  readonly #host: LitElement;
  readonly #fetch: () => Promise<Module>;
  #module: Module | undefined;
  #coming: Promise<Module> | undefined;

  /** @param fetch a dynamic import */
  constructor(host: LitElement, fetch: () => Promise<Module>) {
    this.#host = host;
    this.#fetch = fetch;
  }

  /** The module if it is here; asks for nothing. */
  get module(): Module | undefined {
    return this.#module;
  }

  /** The module if it is here; otherwise it is fetched, and the element renders again when it has come. */
  need(): Module | undefined {
    if (!this.#module && !this.#coming) this.load().catch(() => undefined);
    return this.#module;
  }

  /** Resolves with the module. Rejects when it cannot be fetched; the next call tries again. */
  load(): Promise<Module> {
    this.#coming ??= this.#fetch().then(
      (module) => {
        this.#module = module;
        this.#adopt((module as Drawn).styles);
        this.#host.requestUpdate();
        return module;
      },
      (error: unknown) => {
        this.#coming = undefined;
        throw error;
      },
    );
    return this.#coming;
  }

  #adopt(styles: CSSResult | undefined): void {
    const { renderRoot } = this.#host;
    if (!styles?.styleSheet || !(renderRoot instanceof ShadowRoot)) return;
    const { adoptedStyleSheets } = renderRoot;
    if (!adoptedStyleSheets.includes(styles.styleSheet)) adoptedStyleSheets.push(styles.styleSheet);
  }
}
