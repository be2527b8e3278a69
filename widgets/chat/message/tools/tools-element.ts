import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { chatOptions } from '../../../session/page.ts';
import { BelfryElement } from '../../../shared/base-element.ts';
import { define } from '../../../shared/define.ts';
import { icon, more, plus, react } from '../../../shared/icons.ts';
import { LocaleController } from '../../../shared/locale/locale-controller.ts';
import { focusMenu, menu, type MenuItem } from '../../../shared/menu/menu.ts';
import { menuStyles } from '../../../shared/menu/menu.styles.ts';
import { questionStyles } from '../../../shared/menu/question.styles.ts';
import { nameOf, type ChatChannel, type ChatMessage } from '../../model.ts';
import type { ChatStore } from '../../store/chat.store.ts';
import type { PickEvent } from '../../emoji/picker-element.ts';
import type { MessageActions } from '../message.view.ts';
import { emojiOf, quickReactions, reactionOf } from '../reactions.ts';
import type { MessageCalls } from '../message-calls.ts';
import { PaneEvent } from '../../panes/pane-event.ts';
import { whoReacted } from '../who/who-reacted.ts';
import { Deeds } from './deeds.ts';
import { deedsFor, menuItem, type Deed } from './menu-items.ts';
import { toolMessages } from './messages.en.ts';
import { toolStyles } from './tools.styles.ts';

/** What the sheet shows. */
type Sheet = 'react' | 'emoji' | 'menu' | 'delete' | 'flag' | 'block';

/**
 * The tools of one message: a bar over it, and the sheet that the bar opens with reactions, the menu of all actions, or
 * a question.
 */
export class MessageToolsElement extends BelfryElement {
  static override styles = [BelfryElement.styles, menuStyles, questionStyles, toolStyles];

  readonly #locale = new LocaleController(this, toolMessages);
  #calls: MessageCalls | undefined;
  #opener: HTMLElement | null = null;
  #row: HTMLElement | null = null;

  @query('.sheet') private sheet!: HTMLElement;
  @state() private shows: Sheet | undefined;

  @property({ attribute: false }) message!: ChatMessage;
  @property({ attribute: false }) channel!: ChatChannel;
  @property({ attribute: false }) store!: ChatStore;
  @property({ attribute: false }) actions!: MessageActions;
  @property({ type: Boolean }) own = false;
  /** The edge of the message at which they stand. */
  @property({ reflect: true }) side: 'start' | 'end' = 'end';
  /** Whether its sheet is open. */
  @property({ type: Boolean, reflect: true }) open = false;

  protected override sessionJoined(): void {
    this.#locale.prefer(this.session);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#row = this.closest('li');
    this.#row?.addEventListener('contextmenu', this.#openMenu);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#row?.removeEventListener('contextmenu', this.#openMenu);
  }

  /** A mouse's menu is the browser's own; a long press and the menu key open ours. */
  readonly #openMenu = (event: MouseEvent): void => {
    if (event.button === 2 && !(event instanceof PointerEvent && event.pointerType === 'touch')) return;
    event.preventDefault();
    this.#show('menu', this.renderRoot.querySelector('.more'));
  };

  protected override firstUpdated(): void {
    // Whom the visitor has muted is known once this has come; the menu then says which of the two it would do.
    void this.store.part('message').then(
      (calls) => {
        this.#calls = calls;
        this.requestUpdate();
      },
      () => undefined,
    );
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('shows') || !this.shows) return;
    if (this.shows === 'menu') focusMenu(this.sheet);
    else if (this.shows === 'emoji') this.sheet.querySelector('belfry-chat-emoji-picker')?.focus();
    else this.sheet.querySelector<HTMLElement>('button')?.focus({ preventScroll: true });
  }

  #show(shows: Sheet, opener: HTMLElement | null = this.#opener): void {
    this.#opener = opener;
    this.shows = shows;
    if (!this.sheet.matches(':popover-open')) this.sheet.showPopover();
  }

  #hide(): void {
    this.sheet.hidePopover();
  }

  readonly #toggled = (event: ToggleEvent): void => {
    this.open = event.newState === 'open';
    if (this.open) return;
    const lost = !this.shadowRoot?.activeElement || this.sheet.contains(this.shadowRoot.activeElement);
    if (lost && this.matches(':focus-within, :focus')) this.#opener?.focus({ preventScroll: true });
    this.shows = undefined;
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.open) {
      // The panel that the conversation stands in stays open.
      event.preventDefault();
      event.stopPropagation();
      this.#hide();
      this.#opener?.focus({ preventScroll: true });
      return;
    }
    const inRow = (event.composedPath()[0] as Element | undefined)?.closest('.bar, .quick');
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!inRow || !step) return;
    const buttons = [...inRow.querySelectorAll('button')];
    const at = buttons.findIndex((button) => button === this.shadowRoot?.activeElement);
    const forward = this.matches(':dir(rtl)') ? -step : step;
    buttons[(at + forward + buttons.length) % buttons.length]?.focus();
    event.preventDefault();
  };

  get #deeds(): Deeds {
    return new Deeds(this.store, this.channel.cid, (key, parameters) =>
      this.actions.say(this.#locale.t(key, parameters)),
    );
  }

  /** Where the picker cannot come, the usual ones stay. */
  readonly #allEmoji = async (): Promise<void> => {
    try {
      await import('../../emoji/picker-element.ts');
      if (this.open) this.#show('emoji');
    } catch {
      this.actions.say(this.#locale.t('chat.tools.emoji-failed'));
    }
  };

  #react(type: string): void {
    this.#hide();
    this.actions.react(this.message, type);
  }

  readonly #run = (deed: Deed): void => {
    const { message, actions } = this;
    const { user } = message;
    if (deed === 'delete' || deed === 'flag') return this.#show(deed);
    const blocked = this.#calls?.isBlocked(user.id) ?? false;
    if (deed === 'block' && !blocked) return this.#show(deed);
    this.#hide();
    switch (deed) {
      case 'thread':
        return actions.thread?.(message);
      case 'quote':
        return actions.quote?.(message);
      case 'original':
        return actions.jump?.(message.quoted?.id ?? '');
      case 'profile':
        // There it opens, and there the focus goes back to.
        return void this.renderRoot
          .querySelector('.more')
          ?.dispatchEvent(new PaneEvent('profile', { userId: user.id }));
      case 'edit':
        return actions.edit(message);
      case 'reactions': {
        const reaction = this.#row?.querySelector<HTMLElement>('.reaction') ?? undefined;
        const { language } = this.#locale;
        return reaction && whoReacted(reaction, { store: this.store, actions, language }, message);
      }
      case 'copy':
        return void this.#deeds.copy(message.text);
      case 'unread':
        return void this.#deeds.markUnread(message);
      case 'pin':
        return void this.#deeds.pin(message);
      case 'mute':
        return void this.#deeds.mute(user, !this.#calls?.isMuted(user.id));
      case 'block':
        return void this.#deeds.block(user, false);
    }
  };

  readonly #confirm = (): void => {
    const { message, shows } = this;
    this.#hide();
    // The message that had the focus may be gone in a moment.
    if (shows === 'delete') this.actions.focus();
    if (shows === 'delete') void this.#deeds.remove(message);
    else if (shows === 'flag') void this.#deeds.flag(message);
    else void this.#deeds.block(message.user, true);
  };

  #standing() {
    const { message, own, channel, actions } = this;
    return {
      message,
      own,
      may: channel.may,
      muted: this.#calls?.isMuted(message.user.id),
      blocked: this.#calls?.isBlocked(message.user.id),
      threads: Boolean(actions.thread),
      quotes: Boolean(actions.quote),
    };
  }

  protected override render(): TemplateResult {
    const { t } = this.#locale;
    const standing = this.#standing();
    const deeds = deedsFor(standing);
    return html`<div class="bar anchor" role="toolbar" aria-label=${t('chat.tools')} @keydown=${this.#key}>
        ${this.channel.may.react ? this.#tool('react', t('chat.tools.react'), react) : nothing}
        ${deeds.length > 0 ? this.#tool('menu', t('chat.tools.more'), more) : nothing}
      </div>
      <div class="sheet" popover @toggle=${this.#toggled} @keydown=${this.#key}>
        ${this.#content(deeds)}
      </div>`;
  }

  #tool(shows: 'react' | 'menu', name: string, path: string): TemplateResult {
    return html`<button
      class="icon-button ${shows === 'menu' ? 'more' : ''}"
      type="button"
      aria-label=${name}
      title=${name}
      aria-haspopup=${shows === 'menu' ? 'menu' : 'dialog'}
      aria-expanded=${this.open && this.shows === shows}
      @click=${(event: Event) => this.#show(shows, event.currentTarget as HTMLElement)}
    >
      ${icon(path)}
    </button>`;
  }

  #content(deeds: readonly Deed[]): TemplateResult | typeof nothing {
    const { t } = this.#locale;
    switch (this.shows) {
      case undefined:
        return nothing;
      case 'menu': {
        const items = deeds.map((deed) => menuItem(deed, this.#standing(), t, () => this.#run(deed)));
        return menu(t('chat.tools'), [...items, ...this.#ofTheSite()]);
      }
      case 'react':
        return this.#quick();
      case 'emoji':
        return html`<belfry-chat-emoji-picker
          role="dialog"
          aria-label=${t('chat.tools.all-emoji')}
          @pick=${({ emoji }: PickEvent) => this.#react(reactionOf(emoji))}
        ></belfry-chat-emoji-picker>`;
      case 'delete':
      case 'flag':
      case 'block':
        return this.#question(this.shows);
    }
  }

  /** The site's own actions; what it throws is its own, too. */
  #ofTheSite(): MenuItem[] {
    const { message, channel } = this;
    return (chatOptions().actions ?? [])
      .filter(({ offered }) => offered?.(message) ?? true)
      .map(({ label, run }, index) => ({
        key: `site-${index}`,
        label,
        run: () => {
          this.#hide();
          run(message, channel.cid);
        },
      }));
  }

  #quick(): TemplateResult {
    const { t } = this.#locale;
    return html`<div class="quick" role="group" aria-label=${t('chat.tools.react')}>
      ${quickReactions.map(
        (type) =>
          html`<button
            type="button"
            aria-label=${t(`chat.tools.${type}`)}
            title=${t(`chat.tools.${type}`)}
            aria-pressed=${this.message.reactions.some((reaction) => reaction.own && reaction.type === type)}
            @click=${() => this.#react(type)}
          >
            <span aria-hidden="true">${emojiOf(type)}</span>
          </button>`,
      )}
      <button
        class="all-emoji"
        type="button"
        aria-label=${t('chat.tools.all-emoji')}
        title=${t('chat.tools.all-emoji')}
        @click=${this.#allEmoji}
      >
        ${icon(plus)}
      </button>
    </div>`;
  }

  #question(about: 'delete' | 'flag' | 'block'): TemplateResult {
    const { t } = this.#locale;
    const ask = t(`chat.tools.${about}-ask`, { name: nameOf(this.message.user) });
    return html`<div class="question" role="alertdialog" aria-label=${ask}>
      <p>${ask}</p>
      <div>
        <button type="button" @click=${() => this.#hide()}>${t('chat.tools.cancel')}</button>
        <button class="danger" type="button" @click=${this.#confirm}>${t(`chat.tools.${about}-yes`)}</button>
      </div>
    </div>`;
  }
}

define('belfry-chat-message-tools', MessageToolsElement);

declare global {
  interface HTMLElementTagNameMap {
    'belfry-chat-message-tools': MessageToolsElement;
  }
}
