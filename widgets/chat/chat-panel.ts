import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { toProblem } from '../session/problem.ts';
import { Announcer } from '../shared/announcer.ts';
import { BelfryElement } from '../shared/base-element.ts';
import { BelfryErrorEvent } from '../shared/events.ts';
import { messageCircle } from '../shared/icons.ts';
import { LocaleController } from '../shared/locale/locale-controller.ts';
import { NearEnd } from '../shared/near-end.ts';
import { Notice } from '../shared/notice.ts';
import { panelStyles } from '../shared/panel.styles.ts';
import { Presence } from '../shared/presence.ts';
import { StoreController } from '../shared/store-controller.ts';
import { textStyles } from '../shared/text/text.styles.ts';
import { Ticker } from '../shared/ticker.ts';
import { stateView } from '../shared/views.ts';
import { channelList } from './channel-list.view.ts';
import type { ChannelState } from './channel-state.ts';
import type { ChatLink, ChatLinkState } from './chat-link.ts';
import { chatPanelStyles } from './chat-panel.styles.ts';
import { ChatStore, type ChatState } from './chat.store.ts';
import { Composer } from './composer.ts';
import { connectionView } from './connection.view.ts';
import { conversation } from './conversation.view.ts';
import { conversationStyles } from './conversation.styles.ts';
import { BelfryMessageEvent, BelfryUnreadEvent } from './events.ts';
import { messageStyles } from './message.styles.ts';
import { MessageTools } from './message-tools.ts';
import type { MessageActions } from './message.view.ts';
import { nameOf, type ChatMessage } from './model.ts';
import { ScrollKeeper } from './scroll-keeper.ts';
import { panelMessages, summaryOf, typingLine, type Words } from './words.ts';

type FailureKey = 'chat.edit-failed' | 'chat.delete-failed' | 'chat.react-failed';

/**
 * What is in a chat: the list of conversations and the open one. `<belfry-chat>` loads it when it is first needed and
 * tells it where it stands; events are dispatched on that element.
 */
export class ChatPanelElement extends BelfryElement {
  static override styles = [
    BelfryElement.styles,
    textStyles,
    panelStyles,
    chatPanelStyles,
    conversationStyles,
    messageStyles,
  ];

  #locale = new LocaleController(this, panelMessages);
  #words: Words = this.#locale;
  #announcer = new Announcer(this);
  #link = new StoreController<ChatLinkState>(this, () => this.#connect());
  #chat = new StoreController<ChatState>(this, () => this.#changed());
  #presence = new Presence(this);
  #notice = new Notice(this);
  #tools = new MessageTools(this);
  #keeper = new ScrollKeeper(this, {
    scroller: () => this.log,
    content: () => this.rows,
    stays: (row) => row.matches('.row'),
    moved: () => this.requestUpdate(),
    nearStart: () => this.#older(false),
  });
  #composer = new Composer(this, {
    field: () => this.field,
    typing: (cid) => this.#store?.typing(cid),
    submit: (cid, text, editing) => this.#submit(cid, text, editing),
  });
  #store: ChatStore | undefined;
  #unread = 0;
  #typing = '';
  /** The channel whose messages have been brought into their first place. */
  #placed: string | undefined;
  #wantsFocus = false;

  @query('.log') private log!: HTMLElement | null;
  @query('.log ol') private rows!: HTMLElement | null;
  @query('textarea') private field!: HTMLTextAreaElement | null;
  @query('.list') private list!: HTMLElement | null;
  @query('.conversation') private pane!: HTMLElement | null;

  @state() private focusable: string | undefined;

  @property({ attribute: false }) link: ChatLink | undefined;
  /** The public element, on which events are dispatched. */
  @property({ attribute: false }) owner: HTMLElement = this;
  @property({ attribute: false }) channel: string | undefined;
  @property({ attribute: false }) layout: 'auto' | 'split' | 'single' = 'auto';
  /** Whether the panel is in sight at all: not in a launcher that is closed. */
  @property({ attribute: false }) visible = true;
  @property({ attribute: false }) closable = false;

  constructor() {
    super();
    new Ticker(this);
    new NearEnd(this, () => void this.#store?.loadMoreChannels());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#store?.setReading(false);
  }

  protected override sessionJoined(): void {
    this.#locale.prefer(this.session.options.locale);
  }

  /** Puts the focus where the visitor goes on: into the composer, else onto the list. */
  takeFocus(): void {
    this.#wantsFocus = true;
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.setState('floating', this.closable);
    if (changed.has('link')) {
      this.#link.follow(this.link);
      this.#connect();
    }
    if (changed.has('channel') && this.#store) this.#show(this.channel);
    this.#composer.follow(this.#store?.selected?.opened ? this.#store.snapshot.selected : undefined);
  }

  protected override updated(): void {
    this.#selectFirst();
    this.#place();
    this.#store?.setReading(this.#isReading());
    if (this.#wantsFocus) this.#focus();
  }

  /** Begins anew for another connection: that of another visitor. */
  #connect(): void {
    const connection = this.link?.snapshot.linked;
    if (!connection && !this.#store) return;
    this.#store?.close();
    this.#store = undefined;
    this.#placed = undefined;
    this.#tools.clear();
    if (connection) {
      this.#store = new ChatStore(connection, {
        arrived: (cid, message) => this.#arrived(cid, message),
        failed: (error) => this.owner.dispatchEvent(new BelfryErrorEvent(toProblem(error))),
      });
    }
    this.#chat.follow(this.#store);
    this.#show(this.channel);
    this.#changed();
  }

  #show(cid: string | undefined): void {
    if (!this.#store) return;
    if (cid !== undefined) this.#store.select(cid);
    else {
      this.#store.select(undefined);
      if (this.#store.snapshot.list === 'loading') void this.#store.loadChannels();
    }
  }

  /** Where both stand side by side, the latest conversation is open. */
  #selectFirst(): void {
    const state = this.#chat.snapshot;
    if (!state || this.channel !== undefined || state.selected !== undefined || !this.visible) return;
    const [first] = state.channels;
    const sideBySide = this.list?.checkVisibility() && this.pane?.checkVisibility();
    if (first && sideBySide) this.#store?.select(first.channel.cid);
  }

  /** A channel that has just opened shows where the visitor left off, else its end. */
  #place(): void {
    const opened = this.#store?.selected?.opened ? this.#store.snapshot.selected : undefined;
    if (opened === this.#placed || !this.log) return;
    this.#placed = opened;
    if (opened !== undefined) this.#keeper.toRow(this.log.querySelector('.unread-line'));
  }

  #isReading(): boolean {
    return (
      this.visible && this.#presence.present && this.#keeper.atEnd && Boolean(this.log?.checkVisibility())
    );
  }

  #focus(): void {
    const narrowList = this.list?.checkVisibility() && !this.pane?.checkVisibility();
    const selected = this.#store?.selected;
    const target = narrowList
      ? this.list?.querySelector<HTMLElement>('button.channel[tabindex="0"]')
      : (this.field ?? this.pane?.querySelector<HTMLElement>('button'));
    // What takes the focus may be on its way still.
    if (!target || (!narrowList && !selected?.opened && !selected?.failure)) return;
    this.#wantsFocus = false;
    target.focus({ preventScroll: true });
  }

  #changed(): void {
    const unread = this.#store?.snapshot.unread ?? 0;
    if (unread !== this.#unread) {
      this.#unread = unread;
      this.owner.dispatchEvent(new BelfryUnreadEvent(unread));
    }
    const typing = typingLine(this.#words, this.#store?.selected?.typing ?? []);
    if (typing && typing !== this.#typing && this.visible) this.#announcer.say(typing);
    this.#typing = typing;
  }

  #arrived(cid: string, message: ChatMessage): void {
    const own = message.user.id === this.#store?.user.id;
    this.owner.dispatchEvent(new BelfryMessageEvent(cid, message, own));
    if (own || !this.visible || cid !== this.#store?.snapshot.selected) return;
    const text = summaryOf(this.#words, message);
    this.#announcer.say(this.#locale.t('chat.arrived', { name: nameOf(message.user), text }));
  }

  #submit(cid: string, text: string, editing: ChatMessage | undefined): boolean {
    const state = this.#store?.selected;
    if (!this.#store?.snapshot.online || !state || text.length > state.channel.longestMessage) return false;
    if (editing) void this.#edit(cid, editing, text);
    else {
      this.#store.outgoing.send(cid, text);
      this.#keeper.toEnd();
    }
    return true;
  }

  async #edit(cid: string, message: ChatMessage, text: string): Promise<void> {
    if (await this.#store?.outgoing.edit(cid, message, text)) return;
    this.#say('chat.edit-failed');
    if (cid === this.#store?.snapshot.selected) this.#composer.edit(message, text);
  }

  /** @param again whether the visitor asks for it after a failure */
  #older(again: boolean): void {
    const selected = this.#store?.selected;
    if (selected && (again || !selected.failure)) void this.#store?.loadOlder(selected.channel.cid);
  }

  #say(key: FailureKey): void {
    this.#notice.say(this.#locale.t(key));
  }

  /** For a button that goes out of reach when it is pressed. */
  #again(retry: () => void): void {
    retry();
    this.takeFocus();
  }

  readonly #select = (cid: string): void => {
    this.#store?.select(cid);
    this.takeFocus();
  };

  readonly #back = (): void => {
    this.focusable = this.#store?.snapshot.selected;
    this.#store?.select(undefined);
    this.takeFocus();
  };

  readonly #close = (): void => {
    this.dispatchEvent(new Event('close'));
  };

  readonly #actions: MessageActions = {
    react: (message, type) => {
      this.#tools.switch('actions');
      this.#attempt('chat.react-failed', (store, cid) => store.outgoing.react(cid, message, type));
    },
    edit: (message) => this.#composer.edit(message),
    remove: (message) => {
      this.#tools.clear();
      this.#composer.focus();
      this.#attempt('chat.delete-failed', (store, cid) => store.outgoing.remove(cid, message));
    },
    tools: (tools) => this.#tools.switch(tools),
    resend: (id) => this.#withOpen((store, cid) => store.outgoing.resend(cid, id)),
    discard: (id) => this.#withOpen((store, cid) => store.outgoing.discard(cid, id)),
  };

  #withOpen(run: (store: ChatStore, cid: string) => void): void {
    const cid = this.#store?.snapshot.selected;
    if (this.#store && cid !== undefined) run(this.#store, cid);
  }

  /** Does something that may fail, and says so then. */
  #attempt(failure: FailureKey, run: (store: ChatStore, cid: string) => Promise<boolean>): void {
    this.#withOpen((store, cid) => {
      void run(store, cid).then((done) => {
        if (!done) this.#say(failure);
      });
    });
  }

  protected override render(): TemplateResult {
    const state = this.#chat.snapshot;
    const alone = this.channel !== undefined;
    const close = this.closable ? this.#close : undefined;
    if (!state || !this.#store) {
      return connectionView({
        words: this.#words,
        link: this.#link.snapshot,
        alone,
        retry: () => this.#again(() => this.link?.retry()),
        close,
      });
    }
    const pane = state.selected === undefined ? 'list' : 'conversation';
    return html`<div
      class="frame"
      data-layout=${this.layout}
      data-pane=${pane}
      data-alone=${alone || nothing}
    >
      ${alone ? nothing : this.#list(state, this.#store)}
      ${this.#conversation(this.#store.selected, this.#store)} ${this.#announcer.region()}
    </div>`;
  }

  #list(state: ChatState, store: ChatStore): TemplateResult {
    return channelList({
      words: this.#words,
      owner: this.owner,
      state,
      ownId: store.user.id,
      now: new Date(),
      focusable: this.focusable,
      select: this.#select,
      focused: (cid) => (this.focusable = cid),
      more: () => void store.loadMoreChannels(),
      retry: () => this.#again(() => void store.loadChannels()),
      close: this.closable ? this.#close : undefined,
    });
  }

  #conversation(selected: ChannelState | undefined, store: ChatStore): TemplateResult {
    const { t } = this.#words;
    const state = this.#chat.snapshot;
    if (!selected || !state) {
      const view = { icon: messageCircle, heading: t('chat.pick.heading'), text: t('chat.pick.text') };
      return html`<div class="conversation">${stateView(view)}</div>`;
    }
    return conversation({
      words: this.#words,
      state: selected,
      ownId: store.user.id,
      now: new Date(),
      online: state.online,
      atEnd: this.#keeper.atEnd,
      active: this.#tools.active,
      notice: this.#notice.text,
      composer: this.#composer,
      actions: this.#actions,
      activate: this.#tools.activate,
      toEnd: () => this.#keeper.toEnd(),
      older: () => this.#older(true),
      retry: () => this.#again(() => store.select(selected.channel.cid)),
      back: this.channel === undefined ? this.#back : undefined,
      close: this.closable ? this.#close : undefined,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'belfry-chat-panel': ChatPanelElement;
  }
}
