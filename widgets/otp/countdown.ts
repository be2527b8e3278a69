import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** ms between two looks: a machine that slept must not go on with what it knew before. */
const longest = 20_000;

/** Renders its element again when what it shows of a time that runs out has changed. */
export class Countdown implements ReactiveController {
  #host: ReactiveControllerHost;
  #left: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param left ms until the next change; 0 for none */
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
    const left = this.#left();
    if (left > 0) this.#timer = setTimeout(() => this.#host.requestUpdate(), Math.min(left, longest));
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }
}
