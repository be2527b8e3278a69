import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** ms for which it is shown */
const shown = 6_000;

/** One line that an element shows for a moment: that something the visitor did has failed. */
export class Notice implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #text = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Empty when there is nothing to say. */
  get text(): string {
    return this.#text;
  }

  say(text: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#set(''), shown);
    this.#set(text);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#set('');
  }

  #set(text: string): void {
    this.#text = text;
    this.#host.requestUpdate();
  }
}
