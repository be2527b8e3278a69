import type { LitElement, ReactiveController } from 'lit';
import type { Tools } from './message.view.ts';

/** Which message has its tools out: the one that is pointed at, else the one with the focus. */
export class MessageTools implements ReactiveController {
  readonly #host: LitElement;
  #active: { readonly key: string; readonly tools: Tools } | undefined;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  get active(): { readonly key: string; readonly tools: Tools } | undefined {
    return this.#active;
  }

  hostDisconnected(): void {
    this.#active = undefined;
  }

  /** @param key the row pointed at, or none */
  readonly activate = (key: string | undefined): void => {
    const wanted = key ?? this.#focusedRow();
    // A question that is open stays until it is answered, or another row is meant.
    if (wanted === this.#active?.key) return;
    this.#set(wanted === undefined ? undefined : { key: wanted, tools: 'actions' });
  };

  /** Puts away all tools. */
  clear(): void {
    if (this.#active) this.#set(undefined);
  }

  /** Puts other tools out on the active row; a focus inside them goes to the first of the new ones. */
  switch(tools: Tools): void {
    if (!this.#active || this.#active.tools === tools) return;
    const inside = this.#host.shadowRoot?.activeElement?.closest('.tools');
    this.#set({ key: this.#active.key, tools });
    if (!inside) return;
    void this.#host.updateComplete.then(() =>
      this.#host.shadowRoot?.querySelector<HTMLElement>('.tools button')?.focus({ preventScroll: true }),
    );
  }

  #focusedRow(): string | undefined {
    return this.#host.shadowRoot?.activeElement?.closest<HTMLElement>('li.row')?.dataset['row'];
  }

  #set(active: { key: string; tools: Tools } | undefined): void {
    this.#active = active;
    this.#host.requestUpdate();
  }
}
