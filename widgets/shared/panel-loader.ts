import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { failedState } from './failure.ts';
import { whenIdle } from './idle.ts';
import type { sharedMessages } from './locale/en.ts';
import { stateView } from './views.ts';

export interface PanelParts {
  /** Fetches the panel's code and defines it. */
  load: () => Promise<void>;
  failed: (error: unknown) => void;
  t: (key: keyof typeof sharedMessages) => string;
}

/** Loads what is in an element's frame when it is first needed, and stands in for it until it has come. */
export class PanelLoader implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #parts: PanelParts;
  /** Undefined before it is asked for. */
  #state: 'waiting' | 'ready' | 'failed' | undefined;
  #cancelIdle: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, parts: PanelParts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  get started(): boolean {
    return this.#state !== undefined;
  }

  /** Loads it now; again after a failure. */
  readonly load = (): void => {
    this.#forgetIdle();
    this.#become('waiting');
    this.#parts.load().then(
      () => this.#become('ready'),
      (error: unknown) => {
        this.#become('failed');
        this.#parts.failed(error);
      },
    );
  };

  /** Calls `start`, which loads it, once the page is idle. */
  whenIdle(start: () => void): void {
    if (!this.started) this.#cancelIdle ??= whenIdle(start);
  }

  hostDisconnected(): void {
    this.#forgetIdle();
  }

  /** The panel once it is there. */
  render(panel: () => TemplateResult): TemplateResult {
    if (this.#state === 'ready') return panel();
    if (this.#state !== 'failed') return html`<div class="waiting" aria-busy=${this.started}></div>`;
    return stateView(failedState(this.#parts.t, this.load));
  }

  #become(state: 'waiting' | 'ready' | 'failed'): void {
    this.#state = state;
    this.#host.requestUpdate();
  }

  #forgetIdle(): void {
    this.#cancelIdle?.();
    this.#cancelIdle = undefined;
  }
}
