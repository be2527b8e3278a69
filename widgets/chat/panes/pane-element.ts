import { css, html, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { BelfryElement } from '../../shared/base-element.ts';
import { chevronLeft, icon } from '../../shared/icons.ts';
import { closeButton } from '../../shared/panel.views.ts';
import { panelStyles } from '../../shared/panel.styles.ts';
import { StoreController } from '../../shared/store-controller.ts';
import type { PanesHost } from './panes.ts';
import type { ChatState } from '../store/chat-state.ts';
import type { ChatStore } from '../store/chat.store.ts';

/** What every pane draws: its bar, and below it what scrolls. */
const paneStyles = css`
  .bar {
    block-size: 4em;
    border-block-end: 1px solid var(--_border);
  }

  .bar .back {
    margin-inline-start: calc(var(--_space) * -2);
  }

  .pane-body {
    flex: 1;
    overflow: hidden auto;
    overscroll-behavior: var(--_over);
    padding: calc(var(--_space) * 2);
  }
`;

/**
 * What stands in place of the list, or beside the conversation, and can be closed: by its button, or by Escape.
 *
 * @fires close - the visitor has closed it
 * @fires leave - the visitor went on elsewhere
 */
export abstract class PaneElement extends BelfryElement {
  static override styles: CSSResultGroup = [BelfryElement.styles, panelStyles, paneStyles];

  protected readonly chat: StoreController<ChatState> = new StoreController<ChatState>(this);
  #wantsFocus = false;

  @property({ attribute: false }) store!: ChatStore;
  /** Of a pane that belongs to one channel: `type:id`. */
  @property({ attribute: false }) cid: string | undefined;
  @property({ attribute: false }) place: 'nav' | 'side' | 'over' = 'side';
  @property({ attribute: false }) panel!: PanesHost;
  /** What was pressed to open it. */
  @property({ attribute: false }) opener: EventTarget | undefined;

  /** Puts the focus into the pane, as soon as it is drawn. */
  override focus(): void {
    this.#wantsFocus = true;
    this.requestUpdate();
  }

  protected override willUpdate(_changed: PropertyValues): void {
    this.chat.follow(this.store);
  }

  protected override updated(): void {
    if (!this.#wantsFocus) return;
    this.#wantsFocus = false;
    const target = this.focusTarget();
    // What has nothing to press is closed by a key all the same.
    if (target) target.focus({ preventScroll: true });
    else super.focus({ preventScroll: true });
  }

  /** What takes the focus when the pane opens. */
  protected focusTarget(): HTMLElement | null {
    return this.renderRoot.querySelector('input, button');
  }

  protected readonly close = (): void => {
    this.dispatchEvent(new Event('close'));
  };

  /** Closes it where the focus has gone elsewhere already. */
  protected leave(): void {
    this.dispatchEvent(new Event('leave'));
  }

  /** @param label what the button that closes it is called */
  protected pane(heading: string, label: string, content: TemplateResult): TemplateResult {
    const nav = this.place === 'nav';
    return html`<header class="bar">
        ${
          nav
            ? html`<button class="icon-button back" type="button" aria-label=${label} @click=${this.close}>
                ${icon(chevronLeft)}
              </button>`
            : ''
        }
        <h2>${heading}</h2>
        ${closeButton(label, nav ? undefined : this.close)}
      </header>
      ${content}`;
  }
}
