import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { toProblem } from '../session/problem.ts';
import { Announcer } from '../shared/announcer.ts';
import { BelfryElement } from '../shared/base-element.ts';
import { BelfryErrorEvent } from '../shared/events.ts';
import { LocaleController } from '../shared/locale/locale-controller.ts';
import { NearEnd } from '../shared/near-end.ts';
import { Notice } from '../shared/notice.ts';
import { panelStyles } from '../shared/panel.styles.ts';
import { offlineBanner } from '../shared/panel.views.ts';
import { Presence } from '../shared/presence.ts';
import { textStyles } from '../shared/text/text.styles.ts';
import { Ticker } from '../shared/ticker.ts';
import { linkFailure } from '../shared/vendor/link-failure.ts';
import { stateView } from '../shared/views.ts';
import { BelfryNotificationEvent } from './notification-event.ts';
import { feedStyles } from './feed-element.styles.ts';
import { FeedFollower } from './feed-follower.ts';
import { body, header, waiting } from './feed.view.ts';
import { ItemFocus } from './item-focus.ts';
import { itemStyles } from './item.styles.ts';
import type { ItemActions } from './item.view.ts';
import type { FeedCounts, FeedFilter, FeedItem, Mark } from './model.ts';
import { SeenMarker } from './seen-marker.ts';
import { panelMessages, summaryOf } from './words.ts';

/** ms that a page is kept from leaving, so that the mark of the click gets away. */
const parting = 400;

/**
 * `<belfry-feed>`: a visitor's notifications, in the page, or in the popover of a bell.
 *
 * @summary A feed of notifications that grows as new ones arrive.
 * @slot empty - in place of the words when there is nothing
 * @slot footer - below the list
 * @fires counts - the counts have changed (for a bell)
 * @fires close - the visitor wants it closed, or has gone on (for a bell)
 * @fires {BelfryNotificationEvent} belfry-notification - a notification or its button was chosen; cancelable
 * @fires {BelfryErrorEvent} belfry-error - something failed that the feed could not mend by itself
 * @csspart item - a notification
 * @csspart state - what stands in place of the list: empty, error, signed out
 */
export class BelfryFeedElement extends BelfryElement {
  static override styles = [BelfryElement.styles, textStyles, panelStyles, feedStyles, itemStyles];

  #words = new LocaleController(this, panelMessages);
  #announcer = new Announcer(this);
  #presence = new Presence(this);
  #notice = new Notice(this);
  #feed = new FeedFollower(this, {
    arrived: (items) => this.#arrived(items),
    failed: (error) => void this.owner.dispatchEvent(new BelfryErrorEvent(toProblem(error))),
  });
  #seen = new SeenMarker();
  #focus = new ItemFocus(this);
  #counts: FeedCounts | undefined;

  @state() private tab: FeedFilter = 'all';

  /** The public element, on which events are dispatched. @internal */
  @property({ attribute: false }) owner: HTMLElement = this;

  /** Which notifications it lists. */
  @property() filter: FeedFilter = 'all';

  /** The account within the site whose notifications these are; without it, all of the visitor's. */
  @property() tenant: string | undefined;

  /** Whether it stands in a popover: with tabs, and something to close. @internal */
  @property({ attribute: false }) inPopover = false;

  constructor() {
    super();
    new Ticker(this);
    new NearEnd(this, this.#feed.more);
  }

  /** As the vendor tells them; undefined before it has. @internal */
  get counts(): FeedCounts | undefined {
    return this.#counts;
  }

  protected override sessionJoined(): void {
    this.#words.prefer(this.session.options.locale);
  }

  /** Puts the focus on an item, or on what stands in the list's place. @internal */
  takeFocus(): void {
    this.#focus.take();
  }

  protected override willUpdate(): void {
    // Taken out of the page it may be drawn once more, and must not connect for that.
    if (!this.isConnected) return;
    this.#feed.follow(this.session, this.tenant || undefined, this.inPopover ? this.tab : this.filter);
    this.#focus.follow(this.#items);
  }

  protected override updated(): void {
    this.#seen.look(this.#feed.store, this.#items, this.#presence.present);
    const counts = this.#feed.state?.counts;
    if (counts === this.#counts) return;
    this.#counts = counts;
    this.dispatchEvent(new Event('counts'));
  }

  get #items(): readonly FeedItem[] {
    return this.#feed.list?.items ?? [];
  }

  #arrived(items: readonly FeedItem[]): boolean {
    const [only] = items;
    if (!this.#presence.present || !only) return false;
    const { t } = this.#words;
    this.#announcer.say(
      items.length === 1
        ? t('bell.arrived', { text: summaryOf(only) })
        : t('bell.arrived-many', { count: items.length }),
    );
    return true;
  }

  readonly #close = (): void => void this.dispatchEvent(new Event('close'));

  readonly #choose = (filter: FeedFilter): void => {
    this.tab = filter;
  };

  /** For a button that goes out of reach when it is pressed. */
  readonly #more = (): void => {
    this.#focus.take('');
    this.#feed.more();
  };

  readonly #markAll = (): void => {
    // The button that was pressed goes out of reach.
    this.#focus.take('');
    void this.#feed.store?.markAllRead().then((done) => {
      if (done) this.#announcer.say(this.#words.t('bell.all-marked'));
      else this.#say();
    });
  };

  readonly #actions: ItemActions = {
    choose: (event, item, button) => {
      const url = button ? button.url : item.url;
      const marked = this.#feed.store?.mark([item], 'interacted', url !== undefined);
      const proceed = this.owner.dispatchEvent(new BelfryNotificationEvent(item, url, button?.name));
      const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
      if (proceed && elsewhere && !button && url) return;
      event.preventDefault();
      if (proceed && url) void this.#go(url, marked);
    },
    mark: (item, mark) => void this.#mark(item, mark),
  };

  async #go(url: string, marked: Promise<boolean> | undefined): Promise<void> {
    await Promise.race([marked, new Promise((resolve) => setTimeout(resolve, parting))]);
    this.#close();
    location.assign(url);
  }

  async #mark(item: FeedItem, mark: Mark): Promise<void> {
    if ((await this.#feed.store?.mark([item], mark)) === false) this.#say();
    else if (mark === 'archived') this.#announcer.say(this.#words.t('bell.archived'));
  }

  #say(): void {
    this.#notice.say(this.#words.t('bell.mark-failed'));
  }

  protected override render(): TemplateResult {
    const { state, link } = this.#feed;
    const { t } = this.#words;
    const failure = linkFailure(t, link, this.#more, t('bell.failed.heading'));
    return html`<div class="frame" tabindex="-1">
      ${header({
        words: this.#words,
        unread: failure ? 0 : (state?.counts?.unread ?? 0),
        tab: this.inPopover && !failure ? this.tab : undefined,
        choose: this.#choose,
        markAll: this.#markAll,
        close: this.inPopover ? this.#close : undefined,
      })}
      ${offlineBanner(t, state?.online !== false)}
      <div
        class="scroller"
        id="content"
        role=${this.inPopover && !failure ? 'tabpanel' : nothing}
        aria-labelledby=${this.inPopover && !failure ? `tab-${this.tab}` : nothing}
        @keydown=${this.#focus.key}
        @focusin=${this.#focus.focused}
        @focusout=${this.#focus.left}
      >
        ${failure ? stateView(failure) : state ? this.#body() : waiting(this.#words)}
      </div>
      ${this.#notice.text ? html`<div class="notice" role="alert">${this.#notice.text}</div>` : nothing}
      <slot name="footer"></slot>
      ${this.#announcer.region()}
    </div>`;
  }

  #body(): TemplateResult {
    return body({
      words: this.#words,
      filter: this.inPopover ? this.tab : this.filter,
      list: this.#feed.list,
      now: new Date(),
      current: this.#focus.current,
      owner: this.owner,
      actions: this.#actions,
      more: this.#more,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'belfry-feed': BelfryFeedElement;
  }
}
