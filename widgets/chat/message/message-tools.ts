import type { LitElement } from 'lit';

/** Which message has its tools out: the one that is pointed at, else the one with the focus. */
export class MessageTools {
  readonly #host: LitElement;
  #active: string | undefined;

  constructor(host: LitElement) {
    this.#host = host;
  }

  /** The key of its row. */
  get active(): string | undefined {
    return this.#active;
  }

  /** @param key the row pointed at, or none */
  readonly activate = (key: string | undefined): void => {
    const root = this.#host.renderRoot;
    // What is open stays until it is done with.
    if (root.querySelector('.tools[open]')) return;
    const focused = (root as ShadowRoot).activeElement?.closest<HTMLElement>('li.row');
    this.#set(key ?? focused?.dataset['row']);
  };

  /** Puts away all tools. */
  clear(): void {
    this.#set(undefined);
  }

  #set(active: string | undefined): void {
    if (active === this.#active) return;
    this.#active = active;
    this.#host.requestUpdate();
  }
}
