import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Session } from '../session/session.ts';
import { SummaryController } from '../session/summary-controller.ts';
import { anchorStyles } from '../shared/anchor.styles.ts';
import { BelfryElement } from '../shared/base-element.ts';
import { define } from '../shared/define.ts';
import { BelfryCloseEvent, BelfryOpenEvent } from '../shared/events.ts';
import { badgeCount } from '../shared/format.ts';
import { bell, icon } from '../shared/icons.ts';
import { sharedMessages } from '../shared/locale/en.ts';
import { LocaleController } from '../shared/locale/locale-controller.ts';
import { PanelLoader } from '../shared/panel-loader.ts';
import { PopoverController } from '../shared/popover-controller.ts';
import { bellStyles } from './bell-element.styles.ts';
import { BelfryUnseenEvent } from './events.ts';
import type { FeedPanelElement } from './feed-panel.ts';
import type { FeedCounts } from './model.ts';
import { shellMessages } from './shell-messages.en.ts';

/**
 * `<belfry-bell>`: a button that says how many notifications are new, and opens the feed. This element is the frame
 * alone; what is in it loads when it is first needed.
 *
 * @summary A notification bell with a badge and a feed in a popover.
 * @slot icon - in place of the bell
 * @slot empty - in place of the words when there is nothing
 * @slot footer - below the list
 * @fires {BelfryOpenEvent} belfry-open - the feed has opened
 * @fires {BelfryCloseEvent} belfry-close - the feed has closed
 * @fires {BelfryUnseenEvent} belfry-unseen - the number of unseen notifications has changed
 * @fires {BelfryNotificationEvent} belfry-notification - a notification or its button was chosen; cancelable
 * @fires {BelfryErrorEvent} belfry-error - something failed that the bell could not mend by itself
 * @csspart button - the bell
 * @csspart badge - the number on it
 * @csspart panel - what it opens
 * @csspart item - a notification
 * @csspart state - what stands in place of the list: empty, error, signed out
 * @cssstate open - the feed is open
 * @cssstate unseen - there are unseen notifications
 */
export class BelfryBellElement extends BelfryElement {
  static override styles = [BelfryElement.styles, anchorStyles, bellStyles];

  #locale = new LocaleController(this, { ...sharedMessages, ...shellMessages });
  #summary = new SummaryController(this);
  #loader = new PanelLoader(this, {
    load: async () => {
      const { FeedPanelElement } = await import('./feed-panel.ts');
      define('belfry-feed-panel', FeedPanelElement);
    },
    failed: (error) => void this.report(error),
    t: this.#locale.t,
  });
  #popover = new PopoverController(this, {
    panel: () => this.panel,
    button: () => this.button,
    changed: (open) => this.#toggled(open),
  });
  #unseen = 0;
  #pressed = false;

  @query('.panel') private panel!: HTMLElement | null;
  @query('.anchor') private button!: HTMLElement | null;
  @query('belfry-feed-panel') private content!: FeedPanelElement | null;

  /** As the connection tells them; undefined before there is one. */
  @state() private counts: FeedCounts | undefined;

  /** Whether the feed is open. */
  @property({ type: Boolean, reflect: true }) open = false;

  /** The side of the bell at which the feed opens, and the edge they share. */
  @property({ reflect: true }) placement?: 'bottom-end' | 'bottom-start' | 'top-end' | 'top-start';

  /** What the badge counts. */
  @property() badge: 'unseen' | 'unread' | 'none' = 'unseen';

  /** The largest number on the badge; past it, `9+`. */
  @property({ type: Number }) max = 9;

  /** The account within the site whose notifications these are; without it, all of the visitor's. */
  @property() tenant?: string;

  /** When it connects: on first `open`, or, for a visitor who is known, once the page is `idle`. */
  @property() live: 'idle' | 'open' = 'open';

  protected override sessionJoined(session: Session): void {
    this.#locale.prefer(session.options.locale);
    this.counts = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('tenant')) this.counts = undefined;
    if (this.open) this.#start();
    else if (this.live === 'idle' && this.session.known) this.#loader.whenIdle(this.#start);
    // The summary is of all tenants: it is no answer for one.
    this.#summary.follow(this.#loader.started || this.tenant ? undefined : this.session);
    const { unseen = 0, unread = 0 } = this.#known() ?? {};
    this.setState('open', this.open);
    this.setState('unseen', unseen > 0);
    if (unseen === this.#unseen) return;
    this.#unseen = unseen;
    this.dispatchEvent(new BelfryUnseenEvent({ unseen, unread }));
  }

  /** The session, the panel and the vendor's SDK are fetched side by side. */
  readonly #start = (): void => {
    if (this.#loader.started) return;
    this.session.open({ include: ['feed'] }).catch(() => undefined);
    import('./knock-feed.ts').catch(() => undefined);
    this.#loader.load();
  };

  #known(): { unseen: number; unread: number } | undefined {
    return this.counts ?? this.#summary.summary?.feed;
  }

  #counted = (): void => {
    this.counts = this.content?.counts;
  };

  #toggled(open: boolean): void {
    if (open && this.#pressed) this.panel?.focus({ preventScroll: true });
    this.#pressed = false;
    this.dispatchEvent(open ? new BelfryOpenEvent() : new BelfryCloseEvent());
  }

  /** Pressed, the panel takes the focus; opened by the page, it leaves it where it is. */
  #press = (): void => {
    this.#pressed = !this.open;
  };

  #close = (): void => {
    this.open = false;
  };

  /** From the panel itself, an arrow leads into the list. */
  #key = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' || this.shadowRoot?.activeElement !== this.panel) return;
    event.preventDefault();
    this.content?.takeFocus();
  };

  protected override render(): TemplateResult {
    const { unseen = 0, unread = 0 } = this.#known() ?? {};
    const count = this.badge === 'none' ? 0 : this.badge === 'unread' ? unread : unseen;
    const key = count === 0 ? 'bell.title' : this.badge === 'unread' ? 'bell.unread' : 'bell.new';
    return html`<button
        class="icon-button anchor"
        part="button"
        type="button"
        popovertarget="panel"
        aria-expanded=${this.open}
        aria-haspopup="dialog"
        aria-label=${this.#locale.t(key, { count })}
        @click=${this.#press}
      >
        <slot name="icon">${icon(bell)}</slot>
        ${
          count > 0
            ? html`<span class="badge" part="badge"
                >${badgeCount(count, this.max, this.#locale.language)}</span
              >`
            : nothing
        }
      </button>
      <section
        id="panel"
        class="panel"
        part="panel"
        popover="auto"
        role="dialog"
        aria-label=${this.#locale.t('bell.title')}
        tabindex="-1"
        @toggle=${this.#popover.toggled}
        @keydown=${this.#key}
      >
        ${this.#loader.started ? this.#loader.render(this.#content) : nothing}
      </section>`;
  }

  readonly #content = (): TemplateResult =>
    html`<belfry-feed-panel
      exportparts="item, state"
      .owner=${this}
      .tenant=${this.tenant || undefined}
      .visible=${this.open}
      .inPopover=${true}
      @counts=${this.#counted}
      @close=${this.#close}
      ><slot name="empty" slot="empty"></slot><slot name="footer" slot="footer"></slot
    ></belfry-feed-panel>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'belfry-bell': BelfryBellElement;
  }
}
