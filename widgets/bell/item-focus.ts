import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { stepOf } from '../shared/step.ts';
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
  /** Whether the focus is among the items; or was, when its item went away. */
  #held = false;
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
    const place = this.#place();
    this.#items = items;
    if (this.#place() >= 0) return;
    this.#lost = this.#held;
    this.#current = items[Math.min(Math.max(place, 0), items.length - 1)]?.id;
  }

  hostUpdated(): void {
    if (this.#lost) this.take();
    this.#lost = false;
  }

  hostDisconnected(): void {
    this.#held = false;
  }

  /** Focuses an item, the current one unless another is named; where there is none, the frame around the list. */
  take(id = this.#current): void {
    const { renderRoot } = this.#host;
    const item = id && renderRoot.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"] .open`);
    const target = item || renderRoot.querySelector<HTMLElement>('.frame');
    target?.focus({ preventScroll: !item });
  }

  /** For `@focusin` of the list. */
  readonly focused = (event: FocusEvent): void => {
    const id = (event.target as Element).closest<HTMLElement>('.item')?.dataset['id'];
    this.#held = id !== undefined;
    if (!id || id === this.#current) return;
    this.#current = id;
    this.#host.requestUpdate();
  };

  /** For `@focusout` of the list. Removed with its item, the focus goes nowhere. */
  readonly left = (event: FocusEvent): void => {
    if (event.relatedTarget) this.#held = false;
  };

  /** For `@keydown` of the list. */
  readonly key = (event: KeyboardEvent): void => {
    const to = this.#items[stepOf(event, this.#place(), this.#items.length) ?? -1];
    if (!to) return;
    event.preventDefault();
    this.take(to.id);
  };

  #place(): number {
    return this.#items.findIndex(({ id }) => id === this.#current);
  }
}
