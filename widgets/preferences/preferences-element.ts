import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { PreferenceChange, Preferences } from '../../worker/contract/index.ts';
import type { Problem } from '../session/problem.ts';
import type { Session } from '../session/session.ts';
import { Announcer } from '../shared/announcer.ts';
import { BelfryElement } from '../shared/base-element.ts';
import { BelfryErrorEvent } from '../shared/events.ts';
import { alert, bell, check, icon, lock, offline, signIn } from '../shared/icons.ts';
import { sharedMessages } from '../shared/locale/en.ts';
import { Lazy } from '../shared/lazy.ts';
import { LocaleController } from '../shared/locale/locale-controller.ts';
import { StoreController } from '../shared/store-controller.ts';
import { stateView } from '../shared/views.ts';
import { BelfryChangeEvent, BelfrySavedEvent } from './events.ts';
import { preferencesMessages } from './messages.en.ts';
import { meetPeers } from './peers.ts';
import { keyOf, nameOf } from './preferences.model.ts';
import { preferencesTable } from './preferences-table.ts';
import { PreferencesStore, type PreferencesState } from './preferences.store.ts';
import { preferencesStyles } from './preferences.styles.ts';

const initial = { status: 'loading', saving: false, unsaved: [] } as const;

/** ms for which "Saved" is shown. */
const savedShown = 2_500;

/**
 * `<belfry-preferences>`: what a visitor wants to be told of, and how.
 *
 * @summary A preference center whose every change is saved at once, or by a button.
 * @slot empty - in place of the words when there is nothing to choose
 * @slot footer - below the table
 * @fires {BelfryChangeEvent} belfry-change - before a change; cancelable
 * @fires {BelfrySavedEvent} belfry-saved - a change was saved, or made by a reset; one event for each
 * @fires {BelfryErrorEvent} belfry-error - preferences could not be read, or a change not saved
 * @csspart heading - the heading
 * @csspart table - rows × channels
 * @csspart row - a row, narrow a card
 * @csspart switch - a switch
 * @csspart unsaved - the bar of what waits to be saved
 * @csspart reset - the button that resets
 * @csspart branding - the vendor's name, where its plan demands it
 * @csspart state - what stands in place of the table: empty, error, signed out
 * @cssstate loading - nothing to show yet
 * @cssstate saving - a change is on its way
 * @cssstate unsaved - changes wait for the button
 */
export class BelfryPreferencesElement extends BelfryElement {
  static override styles = [BelfryElement.styles, preferencesStyles];

  @state() private saved = false;

  /** The account within the site whose preferences these are; without it, the visitor's own. */
  @property() tenant?: string;

  /** The heading's text; an empty one leaves the heading out. */
  @property() heading?: string;

  /** `change`: each change is saved at once. `button`: changes wait for a button, which names and saves them. */
  @property() save: 'change' | 'button' = 'change';

  #locale = new LocaleController(this, { ...sharedMessages, ...preferencesMessages });
  #actions = new Lazy(this, () => import('./actions.ts'));
  #announcer = new Announcer(this);
  #state = new StoreController<PreferencesState>(this);
  #store: PreferencesStore | undefined;
  #shownFor = '';
  #savedTimer: ReturnType<typeof setTimeout> | undefined;
  /** What had the focus before a picture. */
  #focused: Element | null | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    globalThis.addEventListener('online', this.#network);
    globalThis.addEventListener('offline', this.#network);
    document.addEventListener('visibilitychange', this.#seen);
    // What others changed while it was away from the page.
    this.#store?.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    globalThis.removeEventListener('online', this.#network);
    globalThis.removeEventListener('offline', this.#network);
    document.removeEventListener('visibilitychange', this.#seen);
    this.#store?.rest();
    clearTimeout(this.#savedTimer);
    this.saved = false;
  }

  /** Puts the focus on the whole, from which Tab leads to its first switch. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector('section')?.focus(options);
  }

  protected override sessionJoined(session: Session): void {
    this.#locale.prefer(session);
    void session.open().catch(() => undefined);
  }

  protected override willUpdate(): void {
    this.#follow();
    this.#store?.hold(this.save === 'button');
    const { status, saving, unsaved } = this.#state.snapshot ?? initial;
    this.setState('loading', status === 'loading');
    this.setState('saving', saving);
    this.setState('unsaved', unsaved.length > 0);
    if (this.save === 'button') this.#actions.need();
    this.#focused = this.shadowRoot?.activeElement;
  }

  /** A button that goes with its bar, or with what it tries again, leaves the focus to the whole. */
  protected override updated(): void {
    if (this.#focused?.isConnected === false) this.focus();
    this.#focused = undefined;
  }

  /** Begins anew for another visitor or tenant. */
  #follow(): void {
    const { status, user } = this.session.snapshot;
    const shownFor = status === 'ready' && user ? JSON.stringify([user.id, this.tenant ?? '']) : '';
    if (shownFor === this.#shownFor) return;
    this.#shownFor = shownFor;
    this.#store?.close();
    this.#store = shownFor ? this.#open() : undefined;
    this.#state.follow(this.#store);
  }

  #open(): PreferencesStore {
    const { user } = this.session.snapshot;
    const observer = {
      saved: (changes: readonly PreferenceChange[]) => this.#showSaved(changes),
      failed: (problem: Problem) => {
        this.saved = false;
        this.dispatchEvent(new BelfryErrorEvent(problem));
      },
    };
    const meet = user && meetPeers(this.session.options.worker ?? '', user.id);
    const store = new PreferencesStore(this.session, observer, {
      tenant: this.tenant || undefined,
      ...(meet && { meet }),
    });
    store.load();
    return store;
  }

  #showSaved(changes: readonly PreferenceChange[]): void {
    for (const change of changes) this.dispatchEvent(new BelfrySavedEvent(change));
    const reset = this.#state.snapshot?.undo;
    this.#announcer.say(this.#locale.t(reset ? 'preferences.reset.done' : 'preferences.saved'));
    this.saved = true;
    clearTimeout(this.#savedTimer);
    this.#savedTimer = setTimeout(() => (this.saved = false), savedShown);
  }

  #change = (change: PreferenceChange): boolean => {
    if (!this.dispatchEvent(new BelfryChangeEvent(change))) return false;
    return this.#store?.change(change) ?? false;
  };

  #network = (): void => {
    if (navigator.onLine) this.#retry();
    this.requestUpdate();
  };

  /** Who comes back to the page sees what is so now. */
  #seen = (): void => {
    if (document.visibilityState === 'visible') this.#store?.load();
  };

  #discard = (): void => {
    if (this.#state.snapshot?.saving) return;
    this.#store?.discard();
    this.#announcer.say(this.#locale.t('preferences.discarded'));
  };

  #undo = (): void => this.#store?.undo();

  #askReset = async (): Promise<void> => {
    if (this.#state.snapshot?.saving) return;
    await this.#actions.load();
    await this.updateComplete;
    this.renderRoot.querySelector('dialog')?.showModal();
  };

  #retry = (): void => {
    if (this.session.snapshot.status === 'error') this.session.retry();
    if (this.#state.snapshot?.status === 'error') this.#store?.load();
  };

  protected override render(): TemplateResult {
    const heading = this.heading ?? this.#locale.t('preferences.heading');
    return html`<section tabindex="-1" aria-label=${heading || this.#locale.t('preferences.heading')}>
      ${heading || this.#note() ? this.#header(heading) : nothing} ${this.#failure()} ${this.#body(heading)}
      ${this.#foot()}
      <slot name="footer"></slot>
      ${this.#announcer.region()}
    </section>`;
  }

  #header(heading: string): TemplateResult {
    return html`<header>
      ${heading ? html`<h2 part="heading">${heading}</h2>` : nothing}
      <span class="progress" aria-hidden="true">${this.#note()}</span>
    </header>`;
  }

  #note(): TemplateResult | string {
    if (this.#state.snapshot?.saving) return this.#locale.t('preferences.saving');
    return this.saved ? html`${icon(check)}${this.#locale.t('preferences.saved')}` : '';
  }

  /** The alert is always there: a live region has to be in the page before it speaks. */
  #failure(): TemplateResult {
    const { failure, preferences } = this.#state.snapshot ?? {};
    if (!failure || !preferences) return html`<div role="alert"></div>`;
    const { changes, problem } = failure;
    const locked = problem.code === 'preference_locked';
    const key = !changes
      ? 'failed-reset'
      : locked
        ? 'failed-locked'
        : problem.status === 0
          ? 'failed-network'
          : 'failed';
    const name = this.#names(preferences, changes ?? []);
    return html`<div role="alert" class="failure">
      ${icon(alert)}<span>${this.#locale.t(`preferences.${key}`, { name })}</span>
      ${
        locked
          ? nothing
          : html`<button type="button" class="secondary" @click=${() => this.#store?.retry()}>
              ${this.#locale.t('retry')}
            </button>`
      }
    </div>`;
  }

  /** Preferences by name, as one list. */
  #names(preferences: Preferences, changes: readonly PreferenceChange[]): string {
    const names = changes.map((change) =>
      nameOf(preferences, change, (parts) => this.#locale.t('preferences.switch', parts)),
    );
    return new Intl.ListFormat(this.#locale.language, { type: 'conjunction' }).format(names);
  }

  /** What is done to all rows at once. */
  #foot(): TemplateResult | typeof nothing {
    const { preferences, saving = false, unsaved = [], undo } = this.#state.snapshot ?? {};
    if (!preferences || this.session.snapshot.status !== 'ready' || preferences.rows.length === 0)
      return nothing;
    const { t } = this.#locale;
    const actions = this.#actions.module;
    const bar =
      unsaved.length > 0 &&
      actions?.unsavedBar({
        t,
        names: this.#names(preferences, unsaved),
        saving,
        save: () => this.#store?.save(),
        discard: this.#discard,
      });
    return html`${bar || nothing} ${actions?.resetNotice(t, undo && this.#undo) ?? nothing}
      <footer>
        ${
          preferences.brandingRequired
            ? html`<a part="branding" href="https://knock.app" target="_blank" rel="noopener"
                >${t('preferences.branding', { name: 'Knock' })}</a
              >`
            : nothing
        }
        <button type="button" class="quiet" part="reset" aria-disabled=${saving} @click=${this.#askReset}>
          ${t('preferences.reset')}
        </button>
      </footer>
      ${actions?.resetQuestion(t, () => this.#store?.reset()) ?? nothing}`;
  }

  #body(heading: string): TemplateResult {
    const session = this.session.snapshot;
    if (session.status === 'signed-out') return this.#signedOut();
    if (session.status === 'error' && session.problem) return this.#problem(session.problem);
    const { status, problem, preferences, unsaved = [] } = this.#state.snapshot ?? {};
    if (status === 'error' && problem) return this.#problem(problem);
    if (!preferences) return this.#skeleton();
    if (preferences.rows.length === 0) return this.#empty();
    return html`${
        navigator.onLine ? nothing : html`<p class="banner">${icon(offline)}${this.#locale.t('offline')}</p>`
      }
      <div class="table">
        ${preferencesTable(preferences, {
          t: (key, parameters) => this.#locale.t(key, parameters),
          label: heading || this.#locale.t('preferences.heading'),
          change: this.#change,
          unsaved: new Set(unsaved.map(keyOf)),
        })}
      </div>`;
  }

  #problem(problem: Problem): TemplateResult {
    if (problem.status === 401 || problem.code === 'signed_out') return this.#signedOut();
    const { t } = this.#locale;
    if (problem.status === 403 || problem.code === 'feature_off') {
      return stateView({ icon: lock, heading: t('forbidden.heading'), text: t('forbidden.text') });
    }
    const unreachable = problem.code === 'unreachable';
    return stateView({
      icon: unreachable ? offline : alert,
      heading: t('error.heading'),
      text: t(unreachable ? 'error.network' : 'error.text'),
      action: { label: t('retry'), run: this.#retry },
      urgent: true,
    });
  }

  #signedOut(): TemplateResult {
    return stateView({
      icon: signIn,
      heading: this.#locale.t('signed-out.heading'),
      text: this.#locale.t('signed-out.text'),
    });
  }

  #empty(): TemplateResult {
    return html`<slot name="empty"
      >${stateView({
        icon: bell,
        heading: this.#locale.t('preferences.empty.heading'),
        text: this.#locale.t('preferences.empty.text'),
      })}</slot
    >`;
  }

  #skeleton(): TemplateResult {
    return html`<div class="table" aria-busy="true">
      <span class="visually-hidden">${this.#locale.t('loading')}</span>
      ${[1, 2, 3, 4].map(
        () =>
          html`<div class="placeholder" aria-hidden="true">
            <span><span class="skeleton"></span><span class="skeleton"></span></span>
            <span class="skeleton"></span><span class="skeleton"></span>
          </div>`,
      )}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'belfry-preferences': BelfryPreferencesElement;
  }
}
