import { html, nothing, type TemplateResult } from 'lit';
import { focusMenu, menu, type MenuItem } from '../../shared/menu/menu.ts';
import type { FeedHost } from './feed-parts.ts';

/** The one menu of a feed, at the button that opened it. */
export class Sheet {
  readonly #host: FeedHost;
  #opener: HTMLElement | undefined;
  #label = '';
  #items: readonly MenuItem[] = [];

  constructor(host: FeedHost) {
    this.#host = host;
  }

  async open(opener: HTMLElement, label: string, items: readonly MenuItem[]): Promise<void> {
    const again = opener === this.#opener;
    this.#close();
    if (again) return;
    this.#opener = opener;
    this.#label = label;
    this.#items = items.map((item) => ({
      ...item,
      run: () => {
        this.#close();
        item.run();
      },
    }));
    opener.classList.add('anchor');
    opener.ariaExpanded = 'true';
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const { sheet } = this;
    if (!sheet?.isConnected || this.#opener !== opener) return;
    sheet.showPopover();
    focusMenu(sheet);
  }

  view(): TemplateResult {
    return html`<div class="sheet" popover @toggle=${this.#toggled} @keydown=${this.#key}>
      ${this.#opener ? menu(this.#label, this.#items) : nothing}
    </div>`;
  }

  get sheet(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('.sheet');
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' && event.key !== 'Tab') return;
    // The panel that the list stands in stays open.
    event.stopPropagation();
    if (event.key === 'Escape') event.preventDefault();
    this.#close();
  };

  readonly #toggled = (event: ToggleEvent): void => {
    if (event.newState === 'closed' && !this.sheet?.matches(':popover-open')) this.#closed();
  };

  #close(): void {
    if (this.sheet?.matches(':popover-open')) this.sheet.hidePopover();
    this.#closed();
  }

  #closed(): void {
    const opener = this.#opener;
    if (!opener) return;
    const { activeElement } = this.#host.renderRoot as ShadowRoot;
    if (!activeElement || this.sheet?.contains(activeElement)) opener.focus({ preventScroll: true });
    opener.classList.remove('anchor');
    opener.ariaExpanded = 'false';
    this.#opener = undefined;
    this.#host.requestUpdate();
  }
}
