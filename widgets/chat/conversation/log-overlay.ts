import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { BelfryElement } from '../../shared/base-element.ts';
import { define } from '../../shared/define.ts';
import { dayName } from '../../shared/dates.ts';
import { arrowUp, close, icon } from '../../shared/icons.ts';
import { LocaleController } from '../../shared/locale/locale-controller.ts';
import type { ChannelState } from '../store/channel-state.ts';
import { overlayMessages } from './overlay-messages.en.ts';

/** ms for which the day stays after the last scroll. */
const lingering = 1_500;

/**
 * What stands over a conversation's messages while they are read: how many are unread above, with the way there, and
 * while the visitor scrolls the day of what they see.
 *
 * @fires jump - the visitor wants to see the first unread message
 */
export class LogOverlayElement extends BelfryElement {
  static override styles = [
    BelfryElement.styles,
    css`
      :host {
        position: absolute;
        z-index: 1;
        display: flex;
        inset-block-start: calc(var(--_space) * 2);
        inset-inline: 0;
        flex-direction: column;
        align-items: center;
        gap: calc(var(--_space) * 1.5);
        pointer-events: none;
      }

      /* Not on the host, whose size is the theme's. */
      .pill,
      .day {
        font-size: var(--_small);
      }

      .pill {
        display: flex;
        overflow: hidden;
        border-radius: 1.25em;
        background: var(--_accent);
        box-shadow: var(--_shadow);
        color: var(--_on-accent);
        pointer-events: auto;
      }

      .pill button {
        display: flex;
        align-items: center;
        gap: calc(var(--_space) * 1.5);
        min-block-size: 2.5em;
        padding-block: 0;
        border-radius: 1.25em;
        color: inherit;
        font-weight: var(--_strong);
      }

      .pill button:hover {
        background: color-mix(in srgb, currentColor 12%, transparent);
      }

      .pill button:focus-visible {
        outline: 2px solid currentColor;
        outline-offset: -4px;
      }

      .day {
        padding: calc(var(--_space) * 0.75) calc(var(--_space) * 3);
        border: 1px solid var(--_border);
        border-radius: 1.25em;
        background: var(--_surface);
        color: var(--_muted);
        opacity: 0;
        transition: opacity 0.2s;
      }

      .day.shown {
        opacity: 1;
      }

      @media (prefers-reduced-motion: reduce) {
        .day {
          transition: none;
        }
      }
    `,
  ];

  #locale = new LocaleController(this, overlayMessages);
  /** Where the visitor left off, once they have seen that or do not want to. */
  #seen: ChannelState['leftOff'];
  #hiding: ReturnType<typeof setTimeout> | undefined;

  @state() private day: number | undefined;
  @state() private scrolling = false;

  /** Where the visitor left off, if that is above what they see. */
  @property({ attribute: false }) above: ChannelState['leftOff'];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#hiding);
  }

  protected override sessionJoined(): void {
    this.#locale.prefer(this.session);
  }

  /**
   * Follows what is seen of the log.
   * @param top the first row that is seen
   * @param scrolled whether the visitor moved it
   */
  look(log: HTMLElement, top: Element | undefined, state: ChannelState, scrolled: boolean): void {
    const edge = log.getBoundingClientRect().top;
    const line = log.querySelector('.unread-line')?.getBoundingClientRect();
    const { leftOff } = state;
    if (line && line.bottom > edge) this.#seen = leftOff;
    const key = top?.getAttribute('data-row');
    const at = state.messages.find(({ id }) => id === key)?.createdAt;
    const isAbove = leftOff && at !== undefined && at > leftOff.at && this.#seen !== leftOff;
    this.above = isAbove ? leftOff : undefined;
    const own = top?.previousElementSibling;
    const saysSo = own?.matches('.day') && own.getBoundingClientRect().bottom > edge;
    const day = saysSo ? undefined : at;
    if (day === undefined) this.scrolling = false;
    else if (scrolled) {
      this.day = day;
      this.scrolling = true;
      clearTimeout(this.#hiding);
      this.#hiding = setTimeout(() => (this.scrolling = false), lingering);
    }
  }

  readonly #dismiss = (): void => {
    this.#seen = this.above;
    this.above = undefined;
  };

  readonly #jump = (): void => {
    this.dispatchEvent(new Event('jump'));
  };

  protected override render(): TemplateResult {
    const { t, language } = this.#locale;
    const { above, day } = this;
    return html`${
      above
        ? html`<div class="pill">
            <button type="button" @click=${this.#jump}>
              ${icon(arrowUp)}${t('chat.log.unread', { count: above.count })}
            </button>
            <button type="button" aria-label=${t('chat.log.dismiss')} @click=${this.#dismiss}>
              ${icon(close)}
            </button>
          </div>`
        : nothing
    }${
      day === undefined
        ? nothing
        : html`<span class="day ${this.scrolling ? 'shown' : ''}" aria-hidden="true"
            >${dayName(new Date(day), new Date(), language)}</span
          >`
    }`;
  }
}

define('belfry-chat-log-overlay', LogOverlayElement);

declare global {
  interface HTMLElementTagNameMap {
    'belfry-chat-log-overlay': LogOverlayElement;
  }
}
