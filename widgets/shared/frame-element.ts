import { html, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { SummaryController } from '../session/summary-controller.ts';
import type { Session } from '../session/session.ts';
import { anchorStyles } from './anchor.styles.ts';
import { BelfryElement } from './base-element.ts';
import { BelfryCloseEvent, BelfryOpenEvent } from './events.ts';
import { badgeCount } from './format.ts';
import type { sharedMessages } from './locale/en.ts';
import type { LocaleController } from './locale/locale-controller.ts';
import { PanelLoader } from './panel-loader.ts';
import { PopoverController } from './popover-controller.ts';

/**
 * A button that says how much is new, and the panel it opens. This is the frame alone: before the panel is needed, what
 * is new is asked of the Worker, and no code of the panel is there. A subclass draws a `.anchor` and a `.panel`.
 */
export abstract class FrameElement extends BelfryElement {
  static override styles = [BelfryElement.styles, anchorStyles];

  protected readonly summary = new SummaryController(this);
  protected readonly loader = new PanelLoader(this, {
    load: () => {
      // The button that tries again goes out of reach.
      if (this.panel?.contains(this.shadowRoot?.activeElement ?? null)) this.panel.focus();
      this.advise();
      import('./dates.ts').then(
        ({ warmFormats }) => warmFormats(this.words.language),
        // The panel needs it, too, and says so.
        () => undefined,
      );
      return this.loadPanel();
    },
    failed: (error) => void this.report(error),
    t: (key) => this.words.t(key),
  });
  protected readonly overlay = new PopoverController(this, {
    panel: () => this.panel,
    button: () => this.button,
    changed: (open) => this.toggled(open),
  });

  @query('.panel') protected panel!: HTMLElement | null;
  @query('.anchor') protected button!: HTMLElement | null;

  /** Whether the panel is open. */
  @property({ type: Boolean, reflect: true }) open = false;

  /** Where the panel is: for a bell the side at which it opens and the edge they share, for a launcher its corner of the window. */
  @property({ reflect: true }) placement?: 'bottom-end' | 'bottom-start' | 'top-end' | 'top-start';

  /** When it connects: on first `open`, or, for a visitor who is known, once the page is `idle`. */
  @property() live: 'idle' | 'open' = 'open';

  /** The frame's texts. */
  protected abstract readonly words: LocaleController<typeof sharedMessages>;

  /** Fetches the panel's code and defines it. */
  protected abstract loadPanel(): Promise<void>;

  /** Until it is used, nothing more is asked for. */
  protected override advise(): void {
    if (this.loader.started) super.advise();
  }

  /** Whether a visitor of whom it is known who they are is connected without having opened it. */
  protected whenIdle(start: () => void): void {
    if (this.live === 'idle' && this.session.known) this.loader.whenIdle(start);
  }

  protected override sessionJoined(session: Session): void {
    this.words.prefer(session);
  }

  /** Called after each change, however it came about. */
  protected toggled(open: boolean): void {
    this.dispatchEvent(open ? new BelfryOpenEvent() : new BelfryCloseEvent());
  }

  protected readonly close = (): void => {
    this.open = false;
  };

  protected badgeView(count: number, most: number): TemplateResult | typeof nothing {
    if (count <= 0) return nothing;
    // The button's name says it in full; what is cut here is for the eye alone.
    return html`<span class="badge" part="badge" aria-hidden="true"
      >${badgeCount(count, most, this.words.language)}</span
    >`;
  }
}
