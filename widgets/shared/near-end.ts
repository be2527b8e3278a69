import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Host = ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment };

/**
 * Calls when the list's `.sentinel`, which stands above its end, comes into view. The focus that is on the button there
 * goes on to the first row that comes; to the last row, if none does and the button goes.
 */
export class NearEnd implements ReactiveController {
  readonly #host: Host;
  readonly #observer: IntersectionObserver;
  #watched: Element | undefined;
  /** The rows as they were, while the focus is behind them. */
  #rows: HTMLElement[] | undefined;

  constructor(host: Host, reached: () => void) {
    this.#host = host;
    this.#observer = new IntersectionObserver((entries) => {
      if (entries.at(-1)?.isIntersecting) reached();
    });
    host.addController(this);
  }

  hostUpdate(): void {
    this.#rows = this.#all('.more :focus')[0] && this.#all(rows);
  }

  hostUpdated(): void {
    const before = this.#rows;
    const [sentinel] = this.#all('.sentinel');
    if (before) {
      const now = this.#all(rows);
      const next =
        now.find((row) => !before.includes(row)) ?? (this.#all('.more')[0] ? undefined : now.at(-1));
      // Rows are drawn anew for the focus.
      void this.#host.updateComplete.then(() => next?.querySelector<HTMLElement>('a, button')?.focus());
    }
    if (sentinel === this.#watched) return;
    this.hostDisconnected();
    this.#watched = sentinel;
    if (sentinel) this.#observer.observe(sentinel);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#watched = undefined;
  }

  #all(selector: string): HTMLElement[] {
    return [...this.#host.renderRoot.querySelectorAll<HTMLElement>(selector)];
  }
}

const rows = '.rows > li, .item';
