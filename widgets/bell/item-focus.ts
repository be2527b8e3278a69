import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FeedItem } from './model.ts';

type Host = ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment };

/**
 * The keyboard's way through a list: arrows go from item to item, Tab through the controls of the current one only.
 * When the item that holds the focus goes away, the focus goes to the one in its place.
 */
export class ItemFocus implements ReactiveController {
  readonly #host: Host;
  #items: readonly FeedItem[] = [];
  #current: string | undefined;
  /** Where the focus is among the items, while it is. */
  #held: number | undefined;
  #lost = false;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  /** The item whose controls Tab reaches. */
  get current(): string | undefined {
    return this.#current;
  }

  /** Takes the items that are about to be shown. */
  follow(items: readonly FeedItem[]): void {
    if (items === this.#items) return;
    const there = items.some(({ id }) => id === this.#current);
    const index = this.#items.findIndex(({ id }) => id === this.#current);
    this.#items = items;
    if (there) return;
    this.#lost = this.#held !== undefined;
    this.#current = items[Math.min(Math.max(index, 0), items.length - 1)]?.id;
  }

  /** After an update, gives the focus back if the item that held it is gone. */
  restore(): void {
    if (!this.#lost) return;
    this.#lost = false;
    if (!this.#go(this.#current)) this.#frame()?.focus({ preventScroll: true });
  }

  /** Focuses the first item; false if there is none. */
  first(): boolean {
    return this.#go(this.#items[0]?.id);
  }

  hostDisconnected(): void {
    this.#held = undefined;
  }

  /** For `@focusin` of the list. */
  readonly focused = (event: FocusEvent): void => {
    const id = (event.target as Element).closest<HTMLElement>('.item')?.dataset['id'];
    this.#held = this.#items.findIndex((item) => item.id === id);
    if (id === undefined || id === this.#current) return;
    this.#current = id;
    this.#host.requestUpdate();
  };

  /** For `@focusout` of the list. Removed with its item, the focus goes nowhere. */
  readonly left = (event: FocusEvent): void => {
    if (event.relatedTarget) this.#held = undefined;
  };

  /** For `@keydown` of the list. */
  readonly key = (event: KeyboardEvent): void => {
    const index = this.#items.findIndex(({ id }) => id === this.#current);
    const last = this.#items.length - 1;
    const next = {
      ArrowDown: Math.min(index + 1, last),
      ArrowUp: Math.max(index - 1, 0),
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    if (this.#go(this.#items[next]?.id)) event.preventDefault();
  };

  #go(id: string | undefined): boolean {
    if (id === undefined) return false;
    const item = this.#host.renderRoot.querySelector(`.item[data-id="${CSS.escape(id)}"]`);
    const control = item?.querySelector<HTMLElement>('.open');
    control?.focus();
    return control !== null && control !== undefined;
  }

  #frame(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('.frame');
  }
}
