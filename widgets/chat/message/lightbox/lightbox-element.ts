import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { BelfryElement } from '../../../shared/base-element.ts';
import { define } from '../../../shared/define.ts';
import { chevronLeft, close, icon } from '../../../shared/icons.ts';
import { LocaleController } from '../../../shared/locale/locale-controller.ts';
import { chevronRight, externalLink } from '../icons.ts';
import { lightboxStyles } from './lightbox.styles.ts';
import { lightboxMessages } from './messages.en.ts';

export interface Picture {
  /** A safe address. */
  readonly source: string;
  readonly alt: string;
  /** What its sender says of it; empty for nothing. */
  readonly caption: string;
}

/** px across that make a swipe */
const swipe = 48;

/**
 * Pictures over the whole window, one at a time: arrows, swipes and Escape; a double press shows one larger.
 *
 * @fires close - it was closed, and is out of the page
 */
export class LightboxElement extends BelfryElement {
  static override styles = [BelfryElement.styles, lightboxStyles];

  readonly #locale = new LocaleController(this, lightboxMessages);
  #down: { x: number; y: number } | undefined;

  @query('dialog') private dialog!: HTMLDialogElement;
  @state() private zoomed = false;
  @state() private failed = false;

  @property({ attribute: false }) pictures: readonly Picture[] = [];
  @property({ attribute: false }) index = 0;

  protected override sessionJoined(): void {
    this.#locale.prefer(this.session);
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
    this.#focus();
  }

  protected override updated(): void {
    // The button that led to the first or the last picture is gone.
    if (this.dialog.open && !this.shadowRoot?.activeElement) this.#focus();
  }

  #focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.close')?.focus();
  }

  /** @param step 1 for the next picture, -1 for the one before */
  #go(step: number): void {
    const to = this.index + step;
    if (to < 0 || to >= this.pictures.length) return;
    this.index = to;
    this.zoomed = false;
    this.failed = false;
  }

  readonly #key = (event: KeyboardEvent): void => {
    const forward = this.matches(':dir(rtl)') ? -1 : 1;
    const last = this.pictures.length - 1;
    const step = {
      ArrowRight: forward,
      ArrowLeft: -forward,
      Home: -this.index,
      End: last - this.index,
    }[event.key];
    // Nothing that is pressed here is meant for what lies below.
    event.stopPropagation();
    if (step === undefined || this.zoomed) return;
    event.preventDefault();
    this.#go(step);
  };

  readonly #up = (event: PointerEvent): void => {
    const down = this.#down;
    this.#down = undefined;
    if (!down || this.zoomed || event.pointerType === 'mouse') return;
    const across = event.clientX - down.x;
    if (Math.abs(across) < swipe || Math.abs(across) < Math.abs(event.clientY - down.y)) return;
    this.#go(across < 0 === !this.matches(':dir(rtl)') ? 1 : -1);
  };

  readonly #zoom = (): void => {
    this.zoomed = !this.zoomed;
  };

  readonly #closed = (): void => {
    this.remove();
    this.dispatchEvent(new Event('close'));
  };

  /** A press beside the picture closes. */
  readonly #press = ({ target }: MouseEvent): void => {
    if (target instanceof HTMLElement && target.matches('.view:not(.zoomed)')) this.dialog.close();
  };

  protected override render(): TemplateResult {
    const { t } = this.#locale;
    const { index, pictures } = this;
    const picture = pictures[index];
    const count = pictures.length;
    return html`<dialog
      aria-label=${t('chat.lightbox')}
      @keydown=${this.#key}
      @click=${this.#press}
      @close=${this.#closed}
      @pointerdown=${({ clientX, clientY }: PointerEvent) => (this.#down = { x: clientX, y: clientY })}
      @pointerup=${this.#up}
      @pointercancel=${() => (this.#down = undefined)}
    >
      <div class="top">
        <span class="place" aria-live="polite"
          >${count > 1 ? t('chat.lightbox.place', { index: index + 1, count }) : nothing}</span
        >
        ${
          picture
            ? html`<a
                href=${picture.source}
                target="_blank"
                rel="noopener noreferrer nofollow"
                aria-label=${t('chat.lightbox.original')}
                title=${t('chat.lightbox.original')}
                >${icon(externalLink)}</a
              >`
            : nothing
        }
        <button
          class="icon-button close"
          type="button"
          aria-label=${t('chat.lightbox.close')}
          @click=${() => this.dialog.close()}
        >
          ${icon(close)}
        </button>
      </div>
      <div class="stage">
        <div class="view ${this.zoomed ? 'zoomed' : ''}">${this.#picture(picture)}</div>
        ${index > 0 ? this.#step(-1, 'before', chevronLeft) : nothing}
        ${index < count - 1 ? this.#step(1, 'after', chevronRight) : nothing}
      </div>
      <p class="caption" dir="auto">${picture?.caption}</p>
    </dialog>`;
  }

  #picture(picture: Picture | undefined): TemplateResult | typeof nothing {
    if (!picture) return nothing;
    if (this.failed) return html`<p role="alert">${this.#locale.t('chat.lightbox.failed')}</p>`;
    return html`<img
      src=${picture.source}
      alt=${picture.alt}
      draggable="false"
      @dblclick=${this.#zoom}
      @error=${() => (this.failed = true)}
    />`;
  }

  #step(step: number, name: 'before' | 'after', path: string): TemplateResult {
    return html`<button
      class="icon-button step ${name}"
      type="button"
      aria-label=${this.#locale.t(`chat.lightbox.${name}`)}
      @click=${() => this.#go(step)}
    >
      ${icon(path)}
    </button>`;
  }
}

define('belfry-chat-lightbox', LightboxElement);

/** Opens pictures from a link beside which the viewer stands while it is open; the link then has the focus again. */
export function openLightbox(link: HTMLElement, pictures: readonly Picture[], index: number): void {
  const lightbox = document.createElement('belfry-chat-lightbox');
  lightbox.pictures = pictures;
  lightbox.index = index;
  lightbox.addEventListener('close', () => link.focus({ preventScroll: true }), { once: true });
  link.getRootNode().appendChild(lightbox);
}

declare global {
  interface HTMLElementTagNameMap {
    'belfry-chat-lightbox': LightboxElement;
  }
}
