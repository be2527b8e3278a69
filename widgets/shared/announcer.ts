import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';

/** ms in which announcements are gathered: screen readers drop what follows too fast. */
const gathering = 250;

/**
 * Says things to screen readers through one polite live region in the element. The region must be in the page before
 * it is filled, so render `announcer.region()` always.
 */
export class Announcer implements ReactiveController {
  #host: ReactiveControllerHost;
  #waiting: string[] = [];
  #text = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Announces a text after those that wait; the same text again is announced again. */
  say(text: string): void {
    this.#waiting.push(text);
    this.#timer ??= setTimeout(() => this.#flush(), gathering);
  }

  region(): TemplateResult {
    return html`<div class="visually-hidden" role="status" aria-live="polite">${this.#text}</div>`;
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
    this.#text = '';
  }

  #flush(): void {
    this.#timer = undefined;
    const text = this.#waiting.join('. ');
    this.#waiting = [];
    // A no-break space makes a repeated text a new one.
    this.#text = text === this.#text ? `${text}\u00a0` : text;
    this.#host.requestUpdate();
  }
}
