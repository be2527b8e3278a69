import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import { stepOf } from '../step.ts';

/** One thing to do, in a menu. */
export interface MenuItem {
  /** What it is called by code; unique in its menu. */
  readonly key: string;
  readonly label: string;
  /** Path data of an icon. */
  readonly icon?: string | undefined;
  /** It destroys, or cannot be taken back. */
  readonly danger?: boolean;
  readonly run: () => void;
}

/** A menu of the ARIA kind: one item has the focus, arrows go on from it, and a letter to the item that begins with it. */
export function menu(label: string, items: readonly MenuItem[]): TemplateResult {
  return html`<div class="menu" role="menu" aria-label=${label} @keydown=${step}>
    ${items.map(
      (item) =>
        html`<button
          class="menu-item ${item.danger ? 'danger' : ''}"
          type="button"
          role="menuitem"
          tabindex="-1"
          data-key=${item.key}
          @click=${item.run}
        >
          ${item.icon ? icon(item.icon) : nothing}<span dir="auto">${item.label}</span>
        </button>`,
    )}
  </div>`;
}

/** Gives the focus to a menu's first item. */
export function focusMenu(root: ParentNode): void {
  root.querySelector<HTMLElement>('[role=menuitem]')?.focus({ preventScroll: true });
}

function step(event: KeyboardEvent): void {
  const items = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[role=menuitem]')];
  const at = items.findIndex((item) => item === event.target);
  const to =
    event.key === 'ArrowUp' && at === 0
      ? items.length - 1
      : event.key === 'ArrowDown' && at === items.length - 1
        ? 0
        : (stepOf(event, at, items.length) ?? startingWith(event, items, at));
  if (to < 0) return;
  event.preventDefault();
  event.stopPropagation();
  items[to]?.focus();
}

function startingWith(event: KeyboardEvent, items: readonly HTMLElement[], at: number): number {
  const { key } = event;
  if (event.altKey || event.ctrlKey || event.metaKey || key.trim().length !== 1) return -1;
  const letter = key.toLocaleLowerCase();
  const begins = (item: HTMLElement) => item.textContent.trim().toLocaleLowerCase().startsWith(letter);
  const after = items.findIndex((item, index) => index > at && begins(item));
  return after >= 0 ? after : items.findIndex(begins);
}
