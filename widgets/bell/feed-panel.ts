import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { toProblem } from '../session/problem.ts';
import { Announcer } from '../shared/announcer.ts';
import { BelfryElement } from '../shared/base-element.ts';
import { BelfryErrorEvent } from '../shared/events.ts';
import { LocaleController } from '../shared/locale/locale-controller.ts';
import { Notice } from '../shared/notice.ts';
import { Presence } from '../shared/presence.ts';
import { StoreController } from '../shared/store-controller.ts';
import { textStyles } from '../shared/text/text.styles.ts';
import { Ticker } from '../shared/ticker.ts';
import { linkFailure } from '../shared/vendor/link-failure.ts';
import { stateView } from '../shared/views.ts';
import { BelfryNotificationEvent } from './events.ts';
import { panelStyles } from './feed-panel.styles.ts';
import { FeedLink, type FeedLinkState } from './feed-link.ts';
import type { FeedList, FeedState, FeedStore } from './feed.store.ts';
import { body, header, offlineBanner, tabs, waiting } from './feed.view.ts';
import { ItemFocus } from './item-focus.ts';
import { itemStyles } from './item.styles.ts';
import type { ItemActions } from './item.view.ts';
import type { FeedCounts, FeedFilter, FeedItem, Mark } from './model.ts';
import { NearEnd } from './near-end.ts';
import { panelMessages, summaryOf, type Words } from './words.ts';

/** ms that a page is kept from leaving, so that the mark of the click gets away. */
const parting = 400;

/**
 * What is in a bell and in a feed: the notifications of one filter. `<belfry-bell>` loads it when it is first needed;
 * events are dispatched on the element that owns it.
 *
 * @fires counts - the counts have changed
 * @fires close - the visitor wants it closed, or has gone on
 */
export class FeedPanelElement extends BelfryElement {
  static override styles = [BelfryElement.styles, textStyles, panelStyles, itemStyles];

  #locale = new LocaleController(this, panelMessages);
  #words: Words = this.#locale;
  #announcer = new Announcer(this);
  #presence = new Presence(this);
  #notice = new Notice(this);
  #link = new StoreController<FeedLinkState>(this, () => this.#connect());
  #feed = new StoreController<FeedState>(this, () => this.#changed());
  #focus = new ItemFocus(this);
  #lease: { value: FeedLink; release: () => void } | undefined;
  #store: FeedStore | undefined;
  #shown: { filter: FeedFilter; end: () => void } | undefined;
  #stopObserving: (() => void) | undefined;
  #counts: FeedCounts | undefined;
  /** Items whose being seen was told, so that a failure is not told again and again. */
  #told = new Set<string>();
  #present = false;

  @query('.frame') private frame!: HTMLElement | null;

  @state() private tab: FeedFilter = 'all';

  /** The public element, on which events are dispatched. */
  @property({ attribute: false }) owner: HTMLElement = this;
  @property({ attribute: false }) filter: FeedFilter = 'all';
  @property({ attribute: false }) tenant: string | undefined;
  /** Whether it stands in a popover: with tabs, and something to close. */
  @property({ attribute: false }) inPopover = false;

  constructor() {
    super();
    new Ticker(this);
    new NearEnd(this, () => this.#more());
  }

  /** As the vendor tells them; undefined before it has. */
  get counts(): FeedCounts | undefined {
    return this.#counts;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    globalThis.addEventListener('online', this.#network);
    globalThis.addEventListener('offline', this.#network);
    if (this.hasUpdated) this.#hold();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    globalThis.removeEventListener('online', this.#network);
    globalThis.removeEventListener('offline', this.#network);
    this.#release();
  }

  protected override sessionJoined(): void {
    this.#locale.prefer(this.session.options.locale);
  }

  /** Puts the focus on the first item, or on what stands in the list's place. */
  takeFocus(): void {
    if (!this.#focus.first()) this.frame?.focus({ preventScroll: true });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('tenant') || !this.#lease) {
      this.#release();
      this.#hold();
    }
    this.#show();
    this.#focus.follow(this.#list()?.items ?? []);
  }

  protected override updated(): void {
    this.#see();
    this.#focus.restore();
  }

  #hold(): void {
    this.#lease ??= FeedLink.of(this.session, this.tenant);
    this.#lease.value.start();
    this.#link.follow(this.#lease.value);
    this.#connect();
  }

  #release(): void {
    this.#leave();
    this.#link.follow(undefined);
    this.#lease?.release();
    this.#lease = undefined;
  }

  /** Begins anew for another connection: that of another visitor. */
  #connect(): void {
    const feed = this.#lease?.value.snapshot.linked;
    if (feed === this.#store) return;
    this.#leave();
    this.#store = feed;
    this.#feed.follow(feed);
    this.#stopObserving = feed?.observe({
      arrived: (items) => this.#arrived(items),
      failed: (error) => void this.owner.dispatchEvent(new BelfryErrorEvent(toProblem(error))),
    });
    this.#show();
    this.#changed();
  }

  #leave(): void {
    this.#shown?.end();
    this.#shown = undefined;
    this.#stopObserving?.();
    this.#stopObserving = undefined;
    this.#store = undefined;
    this.#feed.follow(undefined);
    this.#told.clear();
  }

  /** Has the store keep the list that is looked at. */
  #show(): void {
    const filter = this.#filter();
    if (!this.#store || this.#shown?.filter === filter) return;
    // First the new one: the store forgets what nobody looks at.
    const end = this.#store.show(filter);
    this.#shown?.end();
    this.#shown = { filter, end };
  }

  #filter(): FeedFilter {
    return this.inPopover ? this.tab : this.filter;
  }

  #list(): FeedList | undefined {
    return this.#feed.snapshot?.lists[this.#filter()];
  }

  #changed(): void {
    const counts = this.#store?.snapshot.counts;
    if (counts === this.#counts) return;
    this.#counts = counts;
    this.dispatchEvent(new Event('counts'));
  }

  /** What stands before the visitor's eyes has been seen. */
  #see(): void {
    const { present } = this.#presence;
    // Opened while nothing is told: what is shown may be old.
    if (present && !this.#present && this.#store?.snapshot.online === false) void this.#store.refresh();
    this.#present = present;
    if (!present) {
      this.#told.clear();
      return;
    }
    const unseen = this.#list()?.items.filter(({ id, seen }) => !seen && !this.#told.has(id)) ?? [];
    if (unseen.length === 0) return;
    for (const { id } of unseen) this.#told.add(id);
    void this.#store?.mark(unseen, 'seen');
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

  readonly #network = (): void => this.requestUpdate();

  readonly #close = (): void => void this.dispatchEvent(new Event('close'));

  readonly #more = (): void => void this.#store?.loadMore(this.#filter());

  readonly #retry = (): void => {
    if (this.#store) this.#store.retry(this.#filter());
    else this.#lease?.value.retry();
  };

  readonly #choose = (filter: FeedFilter): void => {
    this.tab = filter;
  };

  readonly #markAll = (): void => {
    // The button that was pressed goes out of reach.
    this.frame?.focus({ preventScroll: true });
    void this.#store?.markAllRead().then((done) => {
      if (done) this.#announcer.say(this.#words.t('bell.all-marked'));
      else this.#say();
    });
  };

  readonly #actions: ItemActions = {
    choose: (event, item, button) => {
      const url = button ? button.url : item.url;
      const marked = this.#store?.mark([item], 'interacted');
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
    if (mark === 'archived') this.#announcer.say(this.#words.t('bell.archived'));
    if ((await this.#store?.mark([item], mark)) === false) this.#say();
  }

  #say(): void {
    this.#notice.say(this.#words.t('bell.mark-failed'));
  }

  #tabKey = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined || !(event.target as Element).matches('[role=tab]')) return;
    event.preventDefault();
    this.tab = this.tab === tabs[0] ? tabs[1] : tabs[0];
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus(),
    );
  };

  protected override render(): TemplateResult {
    const state = this.#feed.snapshot;
    const { t } = this.#words;
    const failure = linkFailure(t, this.#link.snapshot, this.#retry, t('bell.failed.heading'));
    return html`<div class="frame" tabindex="-1" @keydown=${this.#tabKey}>
      ${header({
        words: this.#words,
        unread: failure ? 0 : (state?.counts?.unread ?? 0),
        tab: this.inPopover && !failure ? this.tab : undefined,
        choose: this.#choose,
        markAll: this.#markAll,
        close: this.inPopover ? this.#close : undefined,
      })}
      ${offlineBanner(this.#words, state)}
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
      filter: this.#filter(),
      list: this.#list(),
      now: new Date(),
      current: this.#focus.current,
      owner: this.owner,
      actions: this.#actions,
      more: this.#more,
      retry: this.#retry,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'belfry-feed-panel': FeedPanelElement;
  }
}
