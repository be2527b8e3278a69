import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Host = ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment };

/** Calls when the list's `.sentinel`, which stands above its end, comes into view. */
export class NearEnd implements ReactiveController {
  readonly #host: Host;
  readonly #reached: () => void;
  #observer: IntersectionObserver | undefined;
  #watched: Element | null = null;

  constructor(host: Host, reached: () => void) {
    this.#host = host;
    this.#reached = reached;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer = new IntersectionObserver((entries) => {
      if (entries.at(-1)?.isIntersecting) this.#reached();
    });
  }

  hostUpdated(): void {
    const sentinel = this.#host.renderRoot.querySelector('.sentinel');
    if (sentinel === this.#watched) return;
    if (this.#watched) this.#observer?.unobserve(this.#watched);
    this.#watched = sentinel;
    if (sentinel) this.#observer?.observe(sentinel);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#watched = null;
  }
}
