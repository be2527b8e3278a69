import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Store } from './store.ts';

/** Renders its element again whenever the followed store has a new snapshot, as long as the element is connected. */
export class StoreController<State extends object> implements ReactiveController {
  #host: ReactiveControllerHost;
  #store: Store<State> | undefined;
  #stop: (() => void) | undefined;
  #changed: ((snapshot: Readonly<State>) => void) | undefined;
  #connected = false;

  /** @param changed called with each new snapshot before the element renders it */
  constructor(host: ReactiveControllerHost, changed?: (snapshot: Readonly<State>) => void) {
    this.#host = host;
    this.#changed = changed;
    host.addController(this);
  }

  get snapshot(): Readonly<State> | undefined {
    return this.#store?.snapshot;
  }

  /** Follows another store from now on, or none. */
  follow(store: Store<State> | undefined): void {
    if (store === this.#store) return;
    this.#release();
    this.#store = store;
    if (this.#connected) this.#listen();
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    this.#connected = true;
    this.#listen();
    // What changed while nobody listened is drawn now.
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#release();
  }

  #listen(): void {
    if (this.#stop || !this.#store) return;
    this.#stop = this.#store.subscribe((snapshot) => {
      this.#changed?.(snapshot);
      this.#host.requestUpdate();
    });
  }

  #release(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}
