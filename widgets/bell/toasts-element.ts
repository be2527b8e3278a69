import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { Announcer } from '../shared/announcer.ts';
import { BelfryElement } from '../shared/base-element.ts';
import { whenIdle } from '../shared/idle.ts';
import { LocaleController } from '../shared/locale/locale-controller.ts';
import { StoreController } from '../shared/store-controller.ts';
import { textStyles } from '../shared/text/text.styles.ts';
import { FeedFollower } from './feed-follower.ts';
import { newestFirst, type FeedButton, type FeedItem } from './model.ts';
import { choose } from './choose.ts';
import { claim } from './toasts/claim.ts';
import { Swipe } from './toasts/swipe.ts';
import { summaryView, toastTexts, toastView, type ToastActions } from './toasts/toast.view.ts';
import { ToastFocus } from './toasts/toast-focus.ts';
import { toastsStyles } from './toasts/toasts.styles.ts';
import { ToastsStore, type ToastsState } from './toasts/toasts.store.ts';

/** ms in which what is to be said is gathered. */
const gathering = 400;
const duration = 6_000;
const limit = 3;
/** Letters that are read out. */
const announced = 200;

/**
 * `<belfry-toasts>`: notifications that arrive while the page is open, in a corner of the window. One tab of all shows
 * each of them, and none that a feed on the screen shows already. More than a few at once are shown as one, by their
 * number. They wait while they are pointed at, or have the focus; F6 leads to them and back, Escape dismisses.
 *
 * @summary Toasts for new notifications.
 * @fires {BelfryNotificationEvent} belfry-notification - a notification or its button was chosen; cancelable
 * @fires {BelfryErrorEvent} belfry-error - a mark was not saved
 * @csspart toast - a notification
 * @cssstate live - it is connected, and shows what arrives
 * @cssstate shown - there are toasts
 */
export class BelfryToastsElement extends BelfryElement {
  static override styles = [BelfryElement.styles, textStyles, toastsStyles];

  #words = new LocaleController(this, toastTexts);
  #announcer = new Announcer(this);
  #toasts = new ToastsStore();
  #shown = new StoreController<ToastsState>(this);
  #focus = new ToastFocus(this);
  #swipe = new Swipe((toast) => this.#dismiss(toast.dataset['id'] ?? ''));
  #feed: FeedFollower | undefined;
  #starting: (() => void) | undefined;
  #saying: ReturnType<typeof setTimeout> | undefined;
  #unsaid: FeedItem[] = [];
  #userId: string | undefined;

  @query('.stack') private stack!: HTMLElement | null;

  /** Whether somebody points at them. */
  @state() private pointed = false;

  /** Where in the window they are. */
  @property({ reflect: true }) placement?:
    'top-end' | 'top-start' | 'top' | 'bottom-end' | 'bottom-start' | 'bottom';

  /** ms that each is shown; 0 for until it is dismissed. */
  @property({ type: Number }) duration = duration;

  /** How many are shown one by one; the others by their number. */
  @property({ type: Number }) limit = limit;

  /** The account within the site whose notifications these are; without it, all of the visitor's. */
  @property() tenant: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#shown.follow(this.#toasts);
    document.addEventListener('visibilitychange', this.#hold);
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#hold);
    this.#starting?.();
    this.#starting = undefined;
    clearTimeout(this.#saying);
    this.#saying = undefined;
    this.#unsaid = [];
    this.pointed = false;
    this.#toasts.clear();
  }

  protected override sessionJoined(): void {
    this.#words.prefer(this.session);
  }

  protected override sessionChanged(): void {
    const { user } = this.session.snapshot;
    // What was another visitor's is not shown to the next.
    if (user?.id !== this.#userId) this.#toasts.clear();
    this.#userId = user?.id;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.isConnected) return;
    if (changed.has('tenant')) this.#toasts.clear();
    this.#toasts.duration = this.duration >= 0 ? this.duration : duration;
    this.#toasts.limit = Math.max(1, Math.floor(this.limit) || limit);
    if (this.#feed) this.#feed.follow(this.session, this.tenant ? { tenant: this.tenant } : {}, 'all');
    else this.#start();
    this.#toasts.drop(this.#isDone);
    this.#hold();
    this.setState('shown', this.#toasts.count > 0);
    this.setState('live', this.#isLive);
  }

  /** Connects once the page is idle, for a visitor of whom it is known who they are. */
  #start(): void {
    if (!this.session.known && this.session.snapshot.status !== 'ready') return;
    this.#starting ??= whenIdle(() => {
      this.session.open({ include: ['feed'] }).catch(() => undefined);
      this.#feed ??= new FeedFollower(this, {
        arrived: (items, told) => {
          told.toasts = true;
          // A feed on the screen may be told after this.
          queueMicrotask(() => this.#arrived(items, told.announced));
          return false;
        },
        failed: (error) => void this.report(error),
      });
      this.requestUpdate();
    });
  }

  get #isLive(): boolean {
    return this.#feed?.list?.status === 'ready';
  }

  #arrived(items: readonly FeedItem[], elsewhere: boolean): void {
    const store = this.#feed?.store;
    if (document.visibilityState === 'hidden') return;
    void claim(items, elsewhere).then((mine) => {
      if (elsewhere || !this.isConnected || store !== this.#feed?.store) return;
      const fresh = mine.filter((item) => !this.#isDone(item));
      this.#toasts.add(fresh);
      this.#say(fresh);
    });
  }

  /** Whether somebody has seen to it: here, in a feed, or elsewhere. */
  readonly #isDone = (item: FeedItem): boolean => {
    const list = this.#feed?.list;
    if (list?.status !== 'ready') return false;
    const now = list.items.find(({ id }) => id === item.id);
    const last = list.items.at(-1);
    // What the list reaches down to and does not hold has been archived.
    if (!now) return list.more === 'none' || (last !== undefined && newestFirst(item, last) < 0);
    return now.seen || now.read;
  };

  #say(items: readonly FeedItem[]): void {
    this.#unsaid.push(...items);
    if (this.#unsaid.length === 0) return;
    this.#saying ??= setTimeout(() => {
      const unsaid = this.#unsaid.splice(0);
      this.#saying = undefined;
      const { t } = this.#words;
      const [only] = unsaid;
      const text = only && unsaid.length === 1 ? this.#textOf(only.id) : '';
      this.#announcer.say(text ? t('toasts.arrived', { text }) : t('toasts.many', { count: unsaid.length }));
    }, gathering);
  }

  #textOf(id: string): string {
    const text = this.renderRoot.querySelector(`#text-${CSS.escape(id)}`)?.textContent ?? '';
    return text.replace(/\s+/gu, ' ').trim().slice(0, announced);
  }

  /** What a visitor sends away they have seen. */
  #dismiss(id: string): void {
    const gone = this.#toasts.dismiss(id);
    if (gone.length > 0) void this.#feed?.store?.mark(gone, 'seen');
  }

  readonly #choose = (event: MouseEvent, item: FeedItem, button?: FeedButton): void => {
    choose(event, { item, button, owner: this, store: this.#feed?.store });
    this.#toasts.dismiss(item.id);
  };

  /** The bell that shows the rest of them. */
  get #bell() {
    return document.querySelector('belfry-bell');
  }

  readonly #showAll = (): void => {
    this.#toasts.clear();
    if (this.#bell) this.#bell.open = true;
  };

  readonly #hold = (): void =>
    this.#toasts.hold(this.pointed || this.#focus.inside || document.visibilityState === 'hidden');

  readonly #key = (event: KeyboardEvent): void => {
    const toast = (event.target as Element).closest<HTMLElement>('.toast');
    if (event.key !== 'Escape' || !toast) return;
    event.preventDefault();
    event.stopPropagation();
    this.#dismiss(toast.dataset['id'] ?? '');
  };

  /** A finger that lifts leaves nothing pointed at. */
  readonly #point = (event: PointerEvent): void => {
    this.pointed = event.type === 'pointerenter' && event.pointerType !== 'touch';
  };

  protected override updated(): void {
    const { stack } = this;
    if (!stack?.isConnected) return;
    const wanted = this.#toasts.count > 0;
    if (wanted !== stack.matches(':popover-open')) stack.togglePopover(wanted);
    if (!wanted) this.pointed = false;
  }

  protected override render(): TemplateResult {
    const { items, more } = this.#toasts.snapshot;
    const actions: ToastActions = {
      choose: this.#choose,
      showAll: this.#bell ? this.#showAll : undefined,
      dismiss: (id) => this.#dismiss(id),
    };
    const spread = this.pointed || this.#focus.inside;
    return html`<div
        class="stack"
        ?data-live=${this.#isLive}
        popover="manual"
        role="region"
        aria-label=${this.#words.t('toasts.region')}
      >
        <ol
          class="list"
          ?data-spread=${spread}
          @keydown=${this.#key}
          @pointerenter=${this.#point}
          @pointerleave=${this.#point}
          @pointerdown=${this.#swipe.down}
          @pointermove=${this.#swipe.move}
          @pointerup=${this.#swipe.up}
          @pointercancel=${this.#swipe.cancel}
          @click=${{ handleEvent: this.#swipe.clicked, capture: true }}
          @dragstart=${prevent}
          @focusin=${this.#focus.entered}
          @focusout=${this.#focus.left}
        >
          ${more.length > 0 ? summaryView(this.#words, more.length, actions) : nothing}
          ${repeat(
            items.toReversed(),
            ({ id }) => id,
            (item) => toastView(this.#words, item, actions),
          )}
        </ol>
      </div>
      ${this.#announcer.region()}`;
  }
}

function prevent(event: Event): void {
  event.preventDefault();
}

declare global {
  interface HTMLElementTagNameMap {
    'belfry-toasts': BelfryToastsElement;
  }
}
