import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Session } from '../session/session.ts';
import { FrameElement } from '../shared/frame-element.ts';
import { chevronDown, icon, messageCircle } from '../shared/icons.ts';
import { sharedMessages } from '../shared/locale/en.ts';
import { LocaleController } from '../shared/locale/locale-controller.ts';
import { chatElementStyles } from './chat-element.styles.ts';
import { chatLink, type ChatLink } from './chat-link.ts';
import type { ChatPanelElement } from './chat-panel.ts';
import type { BelfryUnreadEvent } from './events.ts';
import { launcherMessages } from './launcher-messages.en.ts';

const mostShown = 99;

/**
 * `<belfry-chat>`: a visitor's conversations, in the page or behind a launcher. This element is the frame alone; what
 * is in it loads when it is first needed.
 *
 * @summary Chat with live messages, in the page or behind a floating button.
 * @slot launcher-icon - in place of the launcher's icon
 * @slot empty - in place of the words when there is no conversation yet
 * @fires {BelfryOpenEvent} belfry-open - the launcher's panel has opened
 * @fires {BelfryCloseEvent} belfry-close - the launcher's panel has closed
 * @fires {BelfryMessageEvent} belfry-message - a message has arrived or was sent
 * @fires {BelfryUnreadEvent} belfry-unread - the number of unread messages is known, or has changed
 * @fires {BelfryErrorEvent} belfry-error - something failed that the chat could not mend by itself
 * @csspart launcher - the floating button
 * @csspart badge - the number of unread messages
 * @csspart panel - what the launcher opens
 * @csspart list - the list of conversations
 * @csspart conversation - the open conversation
 * @csspart message - a message's bubble
 * @csspart composer - where a message is written
 * @csspart state - what stands in place of content: empty, error, signed out
 * @cssstate open - the launcher's panel is open
 * @cssstate unread - there are unread messages
 */
export class BelfryChatElement extends FrameElement {
  static override styles = [FrameElement.styles, chatElementStyles];

  protected override readonly words = new LocaleController(this, { ...sharedMessages, ...launcherMessages });
  #lease: { value: ChatLink; release: () => void } | undefined;
  #wantsFocus = false;

  @query('belfry-chat-panel') private content!: ChatPanelElement | null;

  /** Unread messages as the connection tells them; undefined before there is one. */
  @state() private unread: number | undefined;

  /** Opens one channel alone: `type:id`. */
  @property() channel?: string;

  /** `split`: list and conversation side by side. `single`: one at a time. `auto`: by the room there is. */
  @property() layout: 'auto' | 'split' | 'single' = 'auto';

  /**
   * How unread messages are told to who looks elsewhere, by words: `title` and `favicon` count and mark them, `sound` and
   * `desktop` say that one has come. `desktop` asks the visitor first.
   */
  @property() alerts = '';

  /** Behind a floating button instead of in the page. */
  @property({ type: Boolean, reflect: true }) launcher = false;

  constructor() {
    super();
    this.addEventListener('belfry-unread', this.#count);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // What was moved within the page lost its place in the top layer.
    this.requestUpdate();
    if (this.loader.started) this.#hold();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (!this.#lease) return;
    this.#lease.release();
    this.#lease = undefined;
    // What is in it lets go, too, unless it is back by then.
    this.requestUpdate();
  }

  protected override sessionJoined(session: Session): void {
    super.sessionJoined(session);
    if (!this.#lease) return;
    this.#lease.release();
    this.#lease = undefined;
    this.#hold();
  }

  protected override willUpdate(): void {
    if (!this.launcher || this.open) this.#start(true);
    else this.whenIdle(() => this.#start(false));
    this.summary.follow(this.launcher ? this.session : undefined, !this.loader.started);
    this.setState('open', this.launcher && this.open);
    this.setState('unread', this.#unreadCount() > 0);
  }

  protected override update(changed: PropertyValues): void {
    super.update(changed);
    // In the top layer the button is above the page whatever the page's z-indexes are; and it must be there before the
    // panel opens, which is placed at it: nothing is placed at what comes later in the top layer.
    const { button } = this;
    if (button?.isConnected && 'popover' in button && !button.matches(':popover-open')) button.showPopover();
  }

  protected override updated(): void {
    if (this.#wantsFocus && this.content) {
      this.#wantsFocus = false;
      this.content.takeFocus();
    }
  }

  #start(guest: boolean): void {
    if (!this.loader.started) {
      this.#hold();
      this.loader.load();
    }
    this.#lease?.value.start({ guest });
  }

  protected override async loadPanel(): Promise<void> {
    await import('./define-panel.ts');
  }

  #hold(): void {
    this.#lease ??= chatLink(this.session);
    this.#lease.value.start({ guest: !this.launcher || this.open });
    this.requestUpdate();
  }

  #unreadCount(): number {
    return this.unread ?? this.summary.summary?.chat?.unread ?? 0;
  }

  #count = (event: BelfryUnreadEvent): void => {
    if (event.target === this) this.unread = event.unread;
  };

  /** The launcher was pressed: what it opens takes the focus, so that a visitor can write at once. */
  #press = (): void => {
    this.open = !this.open;
    this.#wantsFocus = this.open;
  };

  #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || !this.open) return;
    event.preventDefault();
    this.close();
  };

  protected override render(): TemplateResult {
    if (!this.launcher)
      return html`<div class="inline">${this.loader.render(() => this.#content(true))}</div>`;
    const { t } = this.words;
    const unread = this.#unreadCount();
    const name = unread > 0 ? t('chat.launch-unread', { count: unread }) : t('chat.launch');
    return html`<button
        class="launcher anchor"
        part="launcher"
        type="button"
        popover="manual"
        aria-expanded=${this.open}
        aria-haspopup="dialog"
        aria-label=${this.open ? t('chat.minimize') : name}
        @click=${this.#press}
        @keydown=${this.#key}
      >
        ${this.open ? icon(chevronDown) : html`<slot name="launcher-icon">${icon(messageCircle)}</slot>`}
        ${this.badgeView(this.open ? 0 : unread, mostShown)}
      </button>
      <section
        class="panel"
        part="panel"
        popover="manual"
        role="dialog"
        aria-label=${t('chat.title')}
        tabindex="-1"
        @toggle=${this.overlay.toggled}
        @keydown=${this.#key}
      >
        ${this.loader.started ? this.loader.render(() => this.#content(this.open)) : nothing}
      </section>`;
  }

  #content(visible: boolean): TemplateResult {
    return html`<belfry-chat-panel
      exportparts="list, conversation, message, composer, state"
      .link=${this.#lease?.value}
      .owner=${this}
      .channel=${this.channel || undefined}
      .layout=${this.layout}
      .alerts=${this.alerts}
      .visible=${visible}
      .closable=${this.launcher}
      @close=${this.close}
      ><slot name="empty" slot="empty"></slot
    ></belfry-chat-panel>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'belfry-chat': BelfryChatElement;
  }
}
