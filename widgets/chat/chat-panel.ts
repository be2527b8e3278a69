import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { toProblem } from '../session/problem.ts';
import { BelfryElement } from '../shared/base-element.ts';
import { define } from '../shared/define.ts';
import { BelfryErrorEvent } from '../shared/events.ts';
import { messageCircle } from '../shared/icons.ts';
import { Lazy } from '../shared/lazy.ts';
import { LocaleController } from '../shared/locale/locale-controller.ts';
import { NearEnd } from '../shared/near-end.ts';
import { Notice } from '../shared/notice.ts';
import { panelStyles } from '../shared/panel.styles.ts';
import { StoreController } from '../shared/store-controller.ts';
import { Ticker } from '../shared/ticker.ts';
import { stateView } from '../shared/views.ts';
import type { ChatLink, ChatLinkState } from './chat-link.ts';
import { chatPanelStyles } from './chat-panel.styles.ts';
import { connectionView } from './connection.view.ts';
import { ConversationElement } from './conversation/conversation-element.ts';
import { conversationStyles } from './conversation/conversation.styles.ts';
import { BelfryMessageEvent, BelfryUnreadEvent } from './events.ts';
import { channelListStyles } from './list/channel-list.styles.ts';
import { channelList } from './list/channel-list.view.ts';
import type { ChatMessage } from './model.ts';
import type { PaneEvent } from './panes/pane-event.ts';
import { isListed } from './store/channel-state.ts';
import type { ChatObserver, ChatState } from './store/chat-state.ts';
import { ChatStore } from './store/chat.store.ts';
import type { ThreadPaneElement } from './thread/thread-pane.ts';
import { channelOf } from './thread/thread-key.ts';
import { panelMessages, type Words } from './words.ts';

define('belfry-chat-conversation', ConversationElement);

/**
 * What is in a chat: the list of conversations and the open one. `<belfry-chat>` loads it when it is first needed and
 * tells it where it stands; events are dispatched on that element.
 */
export class ChatPanelElement extends BelfryElement {
  static override styles = [
    BelfryElement.styles,
    panelStyles,
    conversationStyles,
    chatPanelStyles,
    channelListStyles,
  ];

  #locale = new LocaleController(this, panelMessages);
  #words: Words = this.#locale;
  #link = new StoreController<ChatLinkState>(this, () => this.#connect());
  #chat = new StoreController<ChatState>(this, () => this.#changed());
  #notice = new Notice(this);
  #extras = new Lazy(this, () => import('./list/list-extras.ts'));
  #archive = new Lazy(this, () => import('./list/archive.ts'));
  #panes = new Lazy(this, () => import('./panes/panes.ts'));
  #threads = new Lazy(this, () => import('./thread/threads-entry.view.ts'));
  #alerts = new Lazy(this, () => import('./page/alerts.ts'));
  /** As it was told last. */
  #unread: number | undefined;
  #wantsFocus = false;

  @query('nav') private list!: HTMLElement | null;
  @query('.conversation') private pane!: HTMLElement | null;
  @query('belfry-chat-conversation') private conversation!: ConversationElement | null;
  @query('belfry-chat-thread') private threadPane!: ThreadPaneElement | null;

  @state() private focusable: string | undefined;

  /** Of the present connection. */
  store: ChatStore | undefined;

  @property({ attribute: false }) link: ChatLink | undefined;
  /** The public element, on which events are dispatched. */
  @property({ attribute: false }) owner: HTMLElement = this;
  @property({ attribute: false }) channel: string | undefined;
  @property({ attribute: false }) layout: 'auto' | 'split' | 'single' = 'auto';
  /** Whether the panel is in sight at all: not in a launcher that is closed. */
  @property({ attribute: false }) visible = true;
  @property({ attribute: false }) closable = false;
  @property({ attribute: false }) alerts = '';

  constructor() {
    super();
    new Ticker(this);
    new NearEnd(this, () => void this.store?.loadMoreChannels());
  }

  protected override sessionJoined(): void {
    this.#locale.prefer(this.session);
  }

  /** Puts the focus where the visitor goes on: into the composer, else onto the list. */
  takeFocus(): void {
    this.#wantsFocus = true;
    this.requestUpdate();
  }

  /** Opens a conversation, and goes there. */
  readonly select = (cid: string): void => {
    this.store?.select(cid);
    this.takeFocus();
  };

  /** Says for a moment what has failed. */
  say(text: string): void {
    this.#notice.say(text);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.setState('floating', this.closable);
    if (changed.has('link')) {
      this.#link.follow(this.link);
      this.#connect();
    }
    if (changed.has('channel') && this.store) this.#show(this.channel);
  }

  protected override updated(): void {
    this.#selectFirst();
    if (this.#wantsFocus) this.#focus();
  }

  /** Begins anew for another connection: that of another visitor. */
  #connect(): void {
    const desk = this.link?.snapshot.linked;
    if (!desk && !this.store) return;
    this.store?.close();
    this.store = undefined;
    if (desk) {
      const observer: ChatObserver = {
        arrived: (cid, message) => this.#arrived(cid, message),
        failed: (error) => this.owner.dispatchEvent(new BelfryErrorEvent(toProblem(error))),
      };
      this.store = new ChatStore(desk, observer);
    }
    this.#chat.follow(this.store);
    this.#show(this.channel);
    this.#changed();
  }

  #show(cid: string | undefined): void {
    if (!this.store) return;
    if (cid !== undefined) this.store.select(cid);
    else {
      this.store.select(undefined);
      if (this.store.snapshot.list === 'loading') void this.store.loadChannels();
    }
  }

  /** Where both stand side by side, the latest conversation is open. */
  #selectFirst(): void {
    const state = this.#chat.snapshot;
    if (!state || this.channel !== undefined || state.selected !== undefined || !this.visible) return;
    const first = state.channels.find(isListed);
    const sideBySide = this.list?.checkVisibility() && this.pane?.checkVisibility();
    if (first && sideBySide) this.store?.select(first.channel.cid);
  }

  #focus(): void {
    const narrowList = this.list?.checkVisibility() && !this.pane?.checkVisibility();
    if (!narrowList && this.conversation) {
      this.#wantsFocus = false;
      this.conversation.takeFocus();
      return;
    }
    // What takes the focus may be on its way still.
    const target = this.renderRoot.querySelector<HTMLElement>('.nav, .channel[tabindex="0"]');
    if (!target) return;
    this.#wantsFocus = false;
    target.focus({ preventScroll: true });
  }

  #changed(): void {
    // Nothing is told before it is known: until then the launcher has a number of its own.
    const unread = this.store ? this.store.snapshot.unread : this.#unread && 0;
    if (unread === undefined || unread === this.#unread) return;
    this.#unread = unread;
    this.owner.dispatchEvent(new BelfryUnreadEvent(unread));
  }

  #arrived(cid: string, message: ChatMessage): void {
    const own = message.user.id === this.store?.user.id;
    this.owner.dispatchEvent(new BelfryMessageEvent(channelOf(cid), message, own));
    if (own || !this.visible) return;
    const { selected, thread } = this.store?.snapshot ?? {};
    if (cid === selected) this.conversation?.announce(message);
    else if (cid === thread) this.threadPane?.announce(message);
  }

  /** For a button that goes out of reach when it is pressed. */
  #again(retry: () => void): void {
    retry();
    this.takeFocus();
  }

  readonly #back = (): void => {
    this.focusable = this.store?.snapshot.selected;
    this.store?.select(undefined);
    this.takeFocus();
  };

  readonly #close = (): void => {
    this.dispatchEvent(new Event('close'));
  };

  readonly #openPane = async (event: PaneEvent): Promise<void> => {
    event.stopPropagation();
    const [opener] = event.composedPath();
    try {
      const { openPane } = await this.#panes.load();
      await openPane(this, event, opener);
    } catch {
      this.say(this.#locale.t('error.network'));
    }
  };

  protected override render(): TemplateResult {
    const state = this.#chat.snapshot;
    const alone = this.channel !== undefined;
    const close = this.closable ? this.#close : undefined;
    if (!state || !this.store) {
      return connectionView({
        words: this.#words,
        link: this.#link.snapshot,
        alone,
        retry: () => this.#again(() => this.link?.retry()),
        close,
      });
    }
    const pane = state.selected === undefined ? 'list' : 'conversation';
    if (alone)
      this.#archive
        .need()
        ?.archiveOf(this.store)
        .follow()
        .catch(() => undefined);
    const alerts = this.alerts ? this.#alerts.need() : this.#alerts.module;
    return html`${alerts?.alertsOf(this).question()}
      <div
        class="frame"
        data-layout=${this.layout}
        data-pane=${pane}
        data-alone=${alone || nothing}
        @pane=${this.#openPane}
      >
        ${alone ? nothing : this.#list(state, this.store)} ${this.#conversation(this.store)}
        ${this.#notice.text ? html`<p class="notice" role="alert">${this.#notice.text}</p>` : nothing}
      </div>`;
  }

  #list(state: ChatState, store: ChatStore): TemplateResult {
    const extras = (state.list === 'loading' ? undefined : this.#extras.need())?.extrasFor(this, this.#words);
    extras?.follow(store);
    return channelList({
      extras,
      end: () => extras?.end(store),
      words: this.#words,
      owner: this.owner,
      state,
      ownId: store.user.id,
      now: new Date(),
      focusable: this.focusable,
      select: this.select,
      focused: (cid) => (this.focusable = cid),
      threads: () => this.#threads.need()?.threadsEntry(this.#words.language, state.unreadThreads),
      more: () => void store.loadMoreChannels(),
      retry: () => this.#again(() => void store.loadChannels()),
      close: this.closable ? this.#close : undefined,
    });
  }

  #conversation(store: ChatStore): TemplateResult {
    const { t } = this.#words;
    const cid = store.snapshot.selected;
    if (cid === undefined) {
      const view = { icon: messageCircle, heading: t('chat.pick.heading'), text: t('chat.pick.text') };
      return html`<div class="conversation" part="conversation">${stateView(view)}</div>`;
    }
    return html`<belfry-chat-conversation
      class="conversation"
      part="conversation"
      exportparts="message, composer, state"
      .store=${store}
      .cid=${cid}
      .visible=${this.visible}
      .listed=${this.channel === undefined}
      .closable=${this.closable}
      @back=${this.#back}
      @close=${this.#close}
    ></belfry-chat-conversation>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'belfry-chat-panel': ChatPanelElement;
  }
}
