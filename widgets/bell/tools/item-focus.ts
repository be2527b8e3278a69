import type { ReactiveController } from 'lit';
import { isTyping } from '../../shared/page/typing-into.ts';
import { stepOf } from '../../shared/step.ts';
import type { FeedItem } from '../model.ts';
import type { FeedHost } from './feed-parts.ts';

/** What a key does to the item that holds the focus. */
export interface ItemKeys {
  menu: (item: FeedItem, row: HTMLElement) => void;
  archive: (item: FeedItem) => void;
  undo: () => boolean;
  /** Draws an item that is too far away to be drawn; undefined if it is drawn. */
  reveal: (id: string) => Promise<unknown> | undefined;
}

/**
 * The keyboard's way through a list: arrows go from item to item, Tab through the controls of the current one only.
 * When the item that holds the focus goes away, the focus goes to the one in its place.
 */
export class ItemFocus implements ReactiveController {
  readonly #host: FeedHost;
  readonly #keys: ItemKeys;
  #items: readonly FeedItem[] = [];
  #current: string | undefined;
  /** Whether the focus is among the items; or was, when its item went away. */
  #held = false;
  #lost = false;

  constructor(host: FeedHost, keys: ItemKeys) {
    this.#host = host;
    this.#keys = keys;
    host.addController(this);
    // What has come to the focus before this was here.
    const { activeElement } = host.renderRoot as ShadowRoot;
    this.#current = idOf(activeElement);
    this.#held = this.#current !== undefined;
  }

  /** The item whose controls Tab reaches. */
  get current(): string | undefined {
    return this.#current;
  }

  /** The newest item that is shown. */
  get first(): string | undefined {
    return this.#items[0]?.id;
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
    // What is in the text of others is reached by Tab as the item's own controls are.
    for (const control of this.#host.renderRoot.querySelectorAll<HTMLElement>('.text :is(a, pre)'))
      control.tabIndex = idOf(control) === this.#current ? 0 : -1;
    if (this.#lost) this.take();
    this.#lost = false;
  }

  hostDisconnected(): void {
    this.#held = false;
  }

  /** Focuses an item, the current one unless another is named; where there is none, the frame around the list. */
  take(id = this.#current): void {
    const target = (id && this.#openerOf(id)) || this.#host.renderRoot.querySelector<HTMLElement>('.frame');
    target?.focus({ preventScroll: true });
    target?.closest('.item')?.scrollIntoView({ block: 'nearest' });
  }

  /** For `@focusin` of the list. */
  readonly focused = (event: FocusEvent): void => {
    // What the site drew is not within the row: the slot that it stands in is.
    const { renderRoot } = this.#host;
    const own = event.composedPath().find((node) => renderRoot.contains(node as Node));
    const id = idOf(own as Element);
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
    // What the site drew has its keys first, and a field has all of them.
    if (event.defaultPrevented || isTyping(event)) return;
    const { key } = event;
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && key === 'z') {
      if (this.#keys.undo()) event.preventDefault();
      return;
    }
    const item = this.#items[this.#place()];
    const row = item && this.#openerOf(item.id)?.closest<HTMLElement>('.item');
    if (row && (key === 'ContextMenu' || (event.shiftKey && key === 'F10'))) this.#keys.menu(item, row);
    else if (row && key === 'Delete') this.#keys.archive(item);
    else {
      const to = this.#items[this.#stepOf(event) ?? -1];
      if (!to) return;
      this.#current = to.id;
      const coming = this.#keys.reveal(to.id);
      if (coming) void coming.then(() => this.take(to.id));
      else this.take(to.id);
    }
    event.preventDefault();
  };

  #stepOf(event: KeyboardEvent): number | undefined {
    const at = this.#place();
    const page = { PageDown: 1, PageUp: -1 }[event.key];
    if (!page || event.altKey || event.ctrlKey || event.metaKey) return stepOf(event, at, this.#items.length);
    const to = Math.min(Math.max(0, at + page * this.#visible()), this.#items.length - 1);
    return to === at ? undefined : to;
  }

  /** Items on the screen, but one, so that the eye has something to go on from. */
  #visible(): number {
    const { renderRoot } = this.#host;
    const box = renderRoot.querySelector('.scroller')?.getBoundingClientRect();
    const [top, bottom] = [Math.max(0, box?.top ?? 0), Math.min(innerHeight, box?.bottom ?? 0)];
    const whole = [...renderRoot.querySelectorAll('.item')].filter((item) => {
      const at = item.getBoundingClientRect();
      return at.top >= top && at.bottom <= bottom;
    });
    return Math.max(1, whole.length - 1);
  }

  #openerOf(id: string): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"] .open`);
  }

  #place(): number {
    return this.#items.findIndex(({ id }) => id === this.#current);
  }
}

function idOf(element: Element | null): string | undefined {
  return element?.closest<HTMLElement>('.item')?.dataset['id'];
}
