import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Whether an element is before the visitor's eyes: on the screen, in a tab that is shown. Renders it when that changes. */
export class Presence implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  #onScreen = false;
  #observer: IntersectionObserver | undefined;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  get present(): boolean {
    return this.#onScreen && document.visibilityState === 'visible';
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#changed);
    this.#observer = new IntersectionObserver((entries) => {
      // Of several that come together, the last is what is so.
      this.#onScreen = entries.at(-1)?.isIntersecting === true;
      this.#changed();
    });
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#changed);
    this.#observer?.disconnect();
    this.#onScreen = false;
  }

  readonly #changed = (): void => this.#host.requestUpdate();
}
