import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { toProblem } from '../session/problem.ts';
import { Announcer } from '../shared/announcer.ts';
import { BelfryElement } from '../shared/base-element.ts';
import type { Renderer } from '../shared/custom/renderer.ts';
import { BelfryErrorEvent } from '../shared/events.ts';
import { Lazy } from '../shared/lazy.ts';
import { LocaleController } from '../shared/locale/locale-controller.ts';
import { NearEnd } from '../shared/near-end.ts';
import { panelStyles } from '../shared/panel.styles.ts';
import { offlineBanner } from '../shared/panel.views.ts';
import { Presence } from '../shared/presence.ts';
import { textStyles } from '../shared/text/text.styles.ts';
import { Ticker } from '../shared/ticker.ts';
import { linkFailure } from '../shared/vendor/link-failure.ts';
import { stateView } from '../shared/views.ts';
import { feedStyles } from './feed-element.styles.ts';
import { FeedFollower } from './feed-follower.ts';
import { scopeOf, type ScopeOptions } from './feed-link.ts';
import { body, header, waiting } from './feed.view.ts';
import { itemStyles } from './item.styles.ts';
import type { Choose } from './item.view.ts';
import type { FeedCounts, FeedFilter, FeedItem, FeedScope } from './model.ts';
import type { Stretch } from './tools/feed-parts.ts';
import type * as feedTools from './tools/feed-tools.ts';
import { panelMessages } from './words.ts';

const filters: readonly FeedFilter[] = ['all', 'unread', 'read', 'archived'];

/** What a feed shows and how; a bell has the same for the feed in it. */
export interface FeedOptions extends ScopeOptions {
  preferences: string | undefined;
  renderer: Renderer<FeedItem> | undefined;
}

/**
 * `<belfry-feed>`: a visitor's notifications, in the page, or in the popover of a bell.
 *
 * @summary A feed of notifications that grows as new ones arrive.
 * @slot header - beside the heading
 * @slot empty - in place of the words when there is nothing
 * @slot footer - below the list
 * @fires counts - the counts have changed (for a bell)
 * @fires close - the visitor wants it closed, or has gone on (for a bell)
 * @fires {BelfryNotificationEvent} belfry-notification - a notification or its button was chosen; cancelable
 * @fires {BelfryPreferencesEvent} belfry-preferences - the cog was pressed; cancelable
 * @fires {BelfryErrorEvent} belfry-error - something failed that the feed could not mend by itself
 * @csspart item - a notification
 * @csspart state - what stands in place of the list: empty, error, signed out
 */
export class BelfryFeedElement extends BelfryElement implements FeedOptions {
  static override styles = [BelfryElement.styles, textStyles, panelStyles, feedStyles, itemStyles];

  #words = new LocaleController(this, panelMessages);
  #announcer = new Announcer(this);
  #presence = new Presence(this);
  #feed = new FeedFollower(this, {
    arrived: (items, told) => this.#tools?.arrived(items, told) ?? false,
    failed: (error) => void this.owner.dispatchEvent(new BelfryErrorEvent(toProblem(error))),
  });
  // By name: for a module as a whole the bundler would add a helper to every visit.
  #lazy = new Lazy<Pick<typeof feedTools, 'FeedTools' | 'styles'>>(this, async () => {
    const { FeedTools, styles } = await import('./tools/feed-tools.ts');
    return { FeedTools, styles };
  });
  #tools: feedTools.FeedTools | undefined;
  #stretches: readonly Stretch[] = [];
  #counts: FeedCounts | undefined;

  /** The public element: events are dispatched on it, and it says what is to be shown. @internal */
  @property({ attribute: false }) owner: HTMLElement & FeedOptions = this;

  /** Which notifications it lists: at first, where there are tabs; then it says which tab is chosen. */
  @property() filter: 'all' | 'unread' | 'read' | 'archived' = 'all';

  /** The tabs that it offers, of `all unread read archived`; `none` for no tabs. A `filter` that is none of them stands alone. */
  @property() tabs = filters.join(' ');

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

  /** Whether it stands in a popover: with something to close. @internal */
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
    this.#words.prefer(this.session);
  }

  /** Puts the focus on an item, or on what stands in the list's place. @internal */
  takeFocus(): void {
    void this.#whole().then(() => this.#tools?.focus.take());
  }

  /** Resolves when all of it is here. */
  async #whole(): Promise<void> {
    await this.#lazy.load();
    await this.updateComplete;
  }

  protected override willUpdate(): void {
    // Taken out of the page it may be drawn once more, and must not connect for that.
    if (!this.isConnected) return;
    if (!filters.includes(this.filter)) this.filter = 'all';
    this.#feed.follow(this.session, scopeOf(this.owner), this.filter);
    const { FeedTools } = this.#lazy.module ?? {};
    if (FeedTools)
      this.#tools ??= new FeedTools(this, this.#words, this.#feed, this.#presence, this.#announcer);
    const items = this.#feed.list?.items ?? [];
    this.#stretches = this.#tools?.follow(items) ?? [{ key: 1, items, start: 0, height: undefined }];
  }

  protected override updated(): void {
    // After the first picture.
    if (this.#feed.list?.status === 'ready') this.#lazy.need();
    const counts = this.#feed.state?.counts;
    if (counts === this.#counts) return;
    this.#counts = counts;
    this.dispatchEvent(new Event('counts'));
  }

  get #tabs(): readonly FeedFilter[] {
    const tabs = filters.filter((filter) => this.tabs.split(' ').includes(filter));
    return tabs.includes(this.filter) ? tabs : [];
  }

  readonly #close = (): void => void this.dispatchEvent(new Event('close'));

  readonly #chooseTab = (filter: FeedFilter): void => {
    this.filter = filter;
  };

  /** For a button that goes out of reach when it is pressed. */
  readonly #retry = (): void => {
    this.renderRoot.querySelector<HTMLElement>('.frame')?.focus({ preventScroll: true });
    this.#feed.more();
  };

  readonly #choose: Choose = (event, item, button) => {
    if (this.#tools) return this.#tools.choose(event, item, button);
    // Pressed before all of it was here. A link that leads on without it is better than none.
    event.preventDefault();
    this.#whole().then(
      () => this.#tools?.choose(event, item, button),
      () => item.url && location.assign(item.url),
    );
  };

  protected override render(): TemplateResult {
    const { state, link } = this.#feed;
    const { t } = this.#words;
    const failure = linkFailure(t, link, this.#retry, t('bell.failed.heading'));
    const tabs = failure ? [] : this.#tabs;
    const focus = this.#tools?.focus;
    return html`<div class="frame" tabindex="-1">
      ${header({
        words: this.#words,
        counts: failure ? undefined : state?.counts,
        filter: this.filter,
        tabs,
        choose: this.#chooseTab,
        tools: this.#tools,
        close: this.inPopover ? this.#close : undefined,
      })}
      ${offlineBanner(t, state?.online !== false)}
      <div class="stage">
        <div
          class="scroller"
          id="content"
          role=${tabs.length ? 'tabpanel' : nothing}
          aria-labelledby=${tabs.length ? `tab-${this.filter}` : nothing}
          @keydown=${focus?.key}
          @focusin=${focus?.focused}
          @focusout=${focus?.left}
        >
          ${failure ? stateView(failure) : state ? this.#body() : waiting(this.#words)}
        </div>
        ${this.#tools?.pill()}
      </div>
      ${this.#tools?.foot()}
      <slot name="footer"></slot>
      ${this.#tools?.brand()} ${this.#announcer.region()}
    </div>`;
  }

  #body(): TemplateResult {
    const { list, state } = this.#feed;
    return body({
      words: this.#words,
      filter: this.filter,
      list,
      counts: state?.counts,
      stretches: this.#stretches,
      now: new Date(),
      current: this.#tools ? this.#tools.focus.current : list?.items[0]?.id,
      owner: this.owner,
      choose: this.#choose,
      renderer: this.owner.renderer,
      tools: this.#tools,
      more: this.#feed.more,
      retry: this.#retry,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'belfry-feed': BelfryFeedElement;
  }
}
