import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { avatar } from '../../../shared/avatar.ts';
import { BelfryElement } from '../../../shared/base-element.ts';
import { define } from '../../../shared/define.ts';
import { close, icon } from '../../../shared/icons.ts';
import { LocaleController } from '../../../shared/locale/locale-controller.ts';
import { nameOf } from '../../model.ts';
import { whoMessages } from './messages.en.ts';
import type { Doer, WhoPage } from './who.ts';
import { whoStyles } from './who.styles.ts';

/** One list of people, fetched page by page. */
export interface WhoList {
  /** The emoji it is of; where there are several lists, one of them may be of all. */
  readonly sign?: string;
  readonly count: number;
  /** @param next of the page before; none for the first one */
  readonly page: (next?: string) => Promise<WhoPage>;
}

export interface WhoProps {
  readonly title: string;
  readonly lists: readonly WhoList[];
  /** Which of them is shown first. */
  readonly shown?: number;
  readonly ownId: string;
}

/**
 * Who did something to a message: who reacted, voted, has read it.
 *
 * @fires close - it was closed, and is out of the page
 */
export class WhoElement extends BelfryElement {
  static override styles = [BelfryElement.styles, whoStyles];

  readonly #locale = new LocaleController(this, whoMessages);
  /** Which answer is waited for: others are late. */
  #asked = 0;

  /** Whether it was closed from within: then the focus goes back, else to what was pressed outside. */
  left = false;

  @state() private people: readonly Doer[] = [];
  @state() private next: string | undefined;
  @state() private coming: 'first' | 'more' | 'failed' | undefined;
  @state() private shown = 0;

  @property({ attribute: false }) props!: WhoProps;

  protected override sessionJoined(): void {
    this.#locale.prefer(this.session);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.popover = 'auto';
    this.setAttribute('role', 'dialog');
    this.addEventListener('toggle', this.#toggled);
    this.addEventListener('keydown', this.#key);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('props')) return;
    this.ariaLabel = this.props.title;
    this.#choose(this.props.shown ?? 0);
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('.close')?.focus({ preventScroll: true });
  }

  readonly #toggled = (event: Event): void => {
    if ((event as ToggleEvent).newState === 'open') return;
    this.remove();
    this.dispatchEvent(new Event('close'));
  };

  readonly #key = (event: KeyboardEvent): void => {
    // Nothing that is pressed here is meant for the messages below, and Escape not for the panel around them.
    event.stopPropagation();
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.#leave();
  };

  readonly #leave = (): void => {
    this.left = true;
    this.hidePopover();
  };

  #choose(index: number): void {
    this.shown = index;
    this.people = [];
    this.next = undefined;
    void this.#fetch();
  }

  async #fetch(): Promise<void> {
    const asked = (this.#asked += 1);
    this.coming = this.people.length > 0 ? 'more' : 'first';
    try {
      const page = await this.props.lists[this.shown]?.page(this.next);
      if (asked !== this.#asked) return;
      // Who came while the pages were turned stands on the next one again.
      const known = new Set(this.people.map(keyOf));
      this.people = [...this.people, ...(page?.people ?? []).filter((one) => !known.has(keyOf(one)))];
      this.next = page?.next;
      this.coming = undefined;
    } catch {
      if (asked === this.#asked) this.coming = 'failed';
    }
  }

  protected override render(): TemplateResult {
    const { t } = this.#locale;
    const { title, lists } = this.props;
    return html`<header>
        <h3><bdi>${title}</bdi></h3>
        <button
          class="icon-button close"
          type="button"
          aria-label=${t('chat.who.close')}
          @click=${this.#leave}
        >
          ${icon(close)}
        </button>
      </header>
      ${lists.length > 1 ? html`<div class="kinds" role="group" aria-label=${title}>${lists.map((list, index) => this.#kind(list, index))}</div>` : nothing}
      <div class="people" tabindex="0" role="group" aria-label=${title} aria-busy=${this.coming === 'first'}>
        ${this.coming === 'first' ? skeletons() : this.#list()} ${this.#note()}
      </div>`;
  }

  #kind({ sign, count }: WhoList, index: number): TemplateResult {
    return html`<button
      type="button"
      aria-pressed=${index === this.shown}
      @click=${() => this.#choose(index)}
    >
      ${sign ? html`<span>${sign}</span> ${count}` : this.#locale.t('chat.who.all', { count })}
    </button>`;
  }

  #list(): TemplateResult {
    const { t } = this.#locale;
    const said = this.people.some(({ text }) => text !== undefined);
    return html`<ul class=${said ? 'said' : ''}>
      ${this.people.map(({ user, sign, text }) => {
        const name = nameOf(user);
        return html`<li>
          ${avatar(user)}
          <span class="name"
            ><bdi>${user.id === this.props.ownId ? t('chat.who.you', { name }) : name}</bdi></span
          >
          ${sign ? html`<span>${sign}</span>` : nothing}
          ${text === undefined ? nothing : html`<span class="text" dir="auto">${text}</span>`}
        </li>`;
      })}
    </ul>`;
  }

  #note(): TemplateResult | typeof nothing {
    const { t } = this.#locale;
    const again = (name: string): TemplateResult =>
      html`<button class="link" type="button" @click=${() => void this.#fetch()}>${name}</button>`;
    if (this.coming === 'failed') {
      return html`<p class="note" role="alert">${t('chat.who.failed')} ${again(t('chat.who.retry'))}</p>`;
    }
    if (this.coming === 'more') return html`<p class="note">${t('chat.who.loading')}</p>`;
    if (this.coming === 'first') return nothing;
    if (this.people.length === 0) return html`<p class="note">${t('chat.who.empty')}</p>`;
    return this.next === undefined ? nothing : html`<p class="note">${again(t('chat.who.more'))}</p>`;
  }
}

function keyOf({ user, sign = '', text = '' }: Doer): string {
  return `${user.id} ${sign} ${text}`;
}

function skeletons(): TemplateResult {
  return html`<ul aria-hidden="true">
    ${[1, 2, 3].map(() => html`<li><span class="skeleton avatar"></span><span class="skeleton"></span></li>`)}
  </ul>`;
}

define('belfry-chat-who', WhoElement);

/** The one that is open, by what it was opened from. */
const anchor = '--belfry-who';

/** Shows people at what was pressed, which has the focus again afterwards. */
export function openWho(opener: HTMLElement, props: WhoProps): void {
  const who = document.createElement('belfry-chat-who');
  who.props = props;
  // By script on both: a name of one tree is unknown to the styles of another.
  opener.style.setProperty('anchor-name', anchor);
  who.style.setProperty('position-anchor', anchor);
  who.addEventListener(
    'close',
    () => {
      opener.style.removeProperty('anchor-name');
      const nowhere = !deepFocus() || deepFocus() === document.body;
      if (who.left || nowhere) opener.focus({ preventScroll: true });
    },
    { once: true },
  );
  opener.getRootNode().appendChild(who);
  who.showPopover();
}

function deepFocus(): Element | null {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused;
}

declare global {
  interface HTMLElementTagNameMap {
    'belfry-chat-who': WhoElement;
  }
}
