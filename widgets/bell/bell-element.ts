import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Session } from '../session/session.ts';
import { FrameElement } from '../shared/frame-element.ts';
import { bell, icon } from '../shared/icons.ts';
import { sharedMessages } from '../shared/locale/en.ts';
import { LocaleController } from '../shared/locale/locale-controller.ts';
import { bellStyles } from './bell-element.styles.ts';
import { BelfryUnseenEvent } from './unseen-event.ts';
import type { Renderer } from '../shared/custom/renderer.ts';
import type { Alerts } from './alerts/alerts.ts';
import type { BelfryFeedElement, FeedOptions } from './feed-element.ts';
import type { FeedCounts, FeedItem, FeedScope } from './model.ts';
import { shellMessages } from './shell-messages.en.ts';

/** What narrows which notifications these are. */
const narrowing = ['tenant', 'source', 'categories', 'data'] as const;

const none: { readonly unseen: number; readonly unread: number } = { unseen: 0, unread: 0 };

/**
 * `<belfry-bell>`: a button that says how many notifications are new, and opens the feed. This element is the frame
 * alone; what is in it loads when it is first needed.
 *
 * @summary A notification bell with a badge and a feed in a popover.
 * @slot icon - in place of the bell
 * @slot header - beside the heading
 * @slot empty - in place of the words when there is nothing
 * @slot footer - below the list
 * @fires {BelfryOpenEvent} belfry-open - the feed has opened
 * @fires {BelfryCloseEvent} belfry-close - the feed has closed
 * @fires {BelfryUnseenEvent} belfry-unseen - the number of unseen notifications has changed
 * @fires {BelfryNotificationEvent} belfry-notification - a notification or its button was chosen; cancelable
 * @fires {BelfryPreferencesEvent} belfry-preferences - the cog was pressed; cancelable
 * @fires {BelfryErrorEvent} belfry-error - something failed that the bell could not mend by itself
 * @csspart button - the bell
 * @csspart badge - the number on it
 * @csspart panel - what it opens
 * @csspart item - a notification
 * @csspart state - what stands in place of the list: empty, error, signed out
 * @cssstate open - the feed is open
 * @cssstate unseen - there are unseen notifications
 */
export class BelfryBellElement extends FrameElement implements FeedOptions {
  static override styles = [FrameElement.styles, bellStyles];

  protected override readonly words = new LocaleController(this, { ...sharedMessages, ...shellMessages });
  #known = none;
  #pressed = false;
  #alerts: Alerts | undefined;
  #loading: Promise<void> | undefined;

  @query('belfry-feed') private content!: BelfryFeedElement | null;

  /** As the connection tells them; undefined before there is one. */
  @state() private counts: FeedCounts | undefined;

  /** What the badge counts. */
  @property() badge: 'unseen' | 'unread' | 'none' = 'unseen';

  /** The largest number on the badge; past it, `9+`. */
  @property({ type: Number }) max = 9;

  /**
   * How the page tells of what is new, by words: `title` and `favicon` count it as the badge does; `sound` and `desktop`
   * (the system's notifications, which the visitor is asked for first) tell of what arrives once the bell is connected.
   */
  @property() alerts = '';

  /** The account within the site whose notifications these are; without it, all of the visitor's. */
  @property() tenant: string | undefined;

  /** The key of the workflow whose notifications these are; without it, those of all. */
  @property() source: string | undefined;

  /** The categories of workflows whose notifications these are, by blanks or commas; without it, all. */
  @property() categories: string | undefined;

  /** What the trigger of a notification must have held: flat pairs, in an attribute as JSON. */
  @property({ type: Object }) data: FeedScope['data'] | null;

  /**
   * The address of the page's preferences, to which a cog leads; empty for a cog whose `belfry-preferences` the page
   * answers. Without it there is a cog if there is a `<belfry-preferences>` on the page.
   */
  @property() preferences: string | undefined;

  /** Draws the notifications in our place, into an element of the page's own; answers what cleans up. */
  @property({ attribute: false }) renderer: Renderer<FeedItem> | undefined;

  protected override sessionJoined(session: Session): void {
    super.sessionJoined(session);
    this.counts = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (narrowing.some((name) => changed.has(name))) this.counts = undefined;
    if (this.open) this.#start();
    else this.whenIdle(this.#start);
    // The summary is of everything: it is no answer for a part.
    const part = narrowing.some((name) => this[name]);
    this.summary.follow(part ? undefined : this.session, !this.loader.started);
    const before = this.#known.unseen;
    this.#known = this.counts ?? this.summary.summary?.feed ?? none;
    this.#tell();
    this.setState('open', this.open);
    this.setState('unseen', this.#known.unseen > 0);
    if (this.#known.unseen !== before) this.dispatchEvent(new BelfryUnseenEvent(this.#known));
  }

  get #kind(): 'unseen' | 'unread' {
    return this.badge === 'unread' ? 'unread' : 'unseen';
  }

  #tell(): void {
    const { session, words } = this;
    const live = this.loader.started;
    this.#alerts?.follow({
      session,
      language: words.language,
      title: words.t('bell.title'),
      count: this.#known[this.#kind],
      live,
    });
    if (!this.alerts) return;
    this.#loading ??= this.#loadAlerts().catch(() => (this.#loading = undefined));
  }

  /** Asked for again with the next change, if it does not come. */
  async #loadAlerts(): Promise<void> {
    const { Alerts } = await import('./alerts/alerts.ts');
    this.#alerts = new Alerts(this);
    this.requestUpdate();
  }

  protected override updated(): void {
    // It takes what it shows from here.
    this.content?.requestUpdate();
  }

  /** The session, the panel and the vendor's client are fetched side by side. */
  readonly #start = (): void => {
    if (this.loader.started) return;
    this.session.prefetch(['feed']);
    import('./knock-feed.ts').catch(() => undefined);
    this.loader.load();
  };

  protected override async loadPanel(): Promise<void> {
    await import('./define-feed.ts');
  }

  #count = (): void => {
    this.counts = this.content?.counts;
  };

  protected override toggled(open: boolean): void {
    if (open && this.#pressed) this.panel?.focus({ preventScroll: true });
    this.#pressed = false;
    super.toggled(open);
  }

  /** Pressed, the panel takes the focus; opened by the page, it leaves it where it is. */
  #press = (): void => {
    this.#pressed = !this.open;
    if (!('popover' in (this as object))) this.open = this.#pressed;
  };

  /** From the panel itself, an arrow leads into the list. */
  #key = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' || this.shadowRoot?.activeElement !== this.panel) return;
    event.preventDefault();
    this.content?.takeFocus();
  };

  protected override render(): TemplateResult {
    const count = this.badge === 'none' ? 0 : this.#known[this.#kind];
    const key = count === 0 ? 'bell.title' : (`bell.${this.#kind}-count` as const);
    return html`<button
        class="icon-button anchor"
        part="button"
        type="button"
        popovertarget="panel"
        aria-expanded=${this.open}
        aria-haspopup="dialog"
        aria-label=${this.words.t(key, { count })}
        @click=${this.#press}
      >
        <slot name="icon">${icon(bell)}</slot></button
      >${this.badgeView(count, Math.max(1, Math.floor(this.max) || 9))}
      <section
        id="panel"
        class="panel"
        part="panel"
        popover="auto"
        role="dialog"
        aria-label=${this.words.t('bell.title')}
        tabindex="-1"
        @toggle=${this.overlay.toggled}
        @keydown=${this.#key}
      >
        ${this.loader.started ? this.loader.render(this.#content) : nothing}
      </section>`;
  }

  readonly #content = (): TemplateResult =>
    html`${this.#alerts?.question()}<belfry-feed
        exportparts="item, state"
        .owner=${this}
        .inPopover=${true}
        @counts=${this.#count}
        @close=${this.close}
        ><slot name="header" slot="header"></slot><slot name="empty" slot="empty"></slot
        ><slot name="footer" slot="footer"></slot
      ></belfry-feed>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'belfry-bell': BelfryBellElement;
  }
}
