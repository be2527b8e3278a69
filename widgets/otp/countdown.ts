import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Renders its element again a second after each time while something is left to count. */
export class Countdown implements ReactiveController {
  #host: ReactiveControllerHost;
  #left: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param left s that are left */
  constructor(host: ReactiveControllerHost, left: () => number) {
    this.#host = host;
    this.#left = left;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    clearTimeout(this.#timer);
    if (this.#left() > 0) this.#timer = setTimeout(() => this.#host.requestUpdate(), 1000);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }
}
