import type { PropertyValues, TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { Announcer } from '../../shared/announcer.ts';
import { BelfryElement } from '../../shared/base-element.ts';
import { Lazy } from '../../shared/lazy.ts';
import { LocaleController } from '../../shared/locale/locale-controller.ts';
import { Notice } from '../../shared/notice.ts';
import { panelStyles } from '../../shared/panel.styles.ts';
import { Presence } from '../../shared/presence.ts';
import { StoreController } from '../../shared/store-controller.ts';
import { textStyles } from '../../shared/text/text.styles.ts';
import { Ticker } from '../../shared/ticker.ts';
import { Composer } from '../composer/composer.ts';
import type { Edit } from '../composer/draft.ts';
import { MessageParts } from '../message/message-parts.ts';
import { MessageTools } from '../message/message-tools.ts';
import { messageStyles } from '../message/message.styles.ts';
import type { MessageActions } from '../message/message.view.ts';
import { nameOf, type ChatMessage, type OutgoingMessage } from '../model.ts';
import { PaneEvent } from '../panes/pane-event.ts';
import type { Drafts } from '../outbox/drafts.ts';
import type { ChannelState } from '../store/channel-state.ts';
import type { ChatState } from '../store/chat-state.ts';
import type { ChatStore } from '../store/chat.store.ts';
import { threadKey } from '../thread/thread-key.ts';
import { panelMessages, typingLine, type Words } from '../words.ts';
import { conversationStyles } from './conversation.styles.ts';
import { conversation, type ThreadProps } from './conversation.view.ts';
import type { LogReader } from './log-reader.ts';

type FailureKey = 'chat.edit-failed' | 'chat.react-failed' | 'chat.jump-failed';

/**
 * One conversation of a store: its messages and the composer. It keeps what belongs to looking at it: where it is
 * scrolled to, what is being written, which message has its tools out.
 *
 * @fires back - the visitor wants to go back to the list
 * @fires close - the visitor wants the chat closed
 * @fires sent - something was sent from here
 */
export class ConversationElement extends BelfryElement {
  static override styles = [BelfryElement.styles, textStyles, panelStyles, conversationStyles, messageStyles];

  #locale = new LocaleController(this, panelMessages);
  #words: Words = this.#locale;
  #announcer = new Announcer(this);
  #chat = new StoreController<ChatState>(this, () => this.#changed());
  #drafts = new StoreController<Drafts['snapshot']>(this);
  #notice = new Notice(this);
  #presence = new Presence(this);
  #tools = new MessageTools(this);
  #parts = new MessageParts(this);
  #reader = new Lazy(this, () => import('./log-reader.ts'));
  #log: LogReader | undefined;
  /** Where the first picture was scrolled to. */
  #began: number | undefined;
  #composer = new Composer(this, {
    store: () => this.store,
    field: () => this.field,
    typing: (cid) => this.store.typing(cid),
    submit: (cid, message, edit) => this.#submit(cid, message, edit),
  });
  #typing = '';
  #wantsFocus = false;

  @query('.log') private log!: HTMLElement | null;
  @query('.log ol') private rows!: HTMLElement | null;
  @query('textarea') private field!: HTMLTextAreaElement | null;

  @property({ attribute: false }) store!: ChatStore;
  /** The channel that is shown: `type:id`. */
  @property({ attribute: false }) cid = '';
  /** Whether it is in sight at all: not in a launcher that is closed. */
  @property({ attribute: false }) visible = true;
  /** Whether there is a list to go back to. */
  @property({ attribute: false }) listed = false;
  @property({ attribute: false }) closable = false;
  @property({ attribute: false }) thread: ThreadProps | undefined;

  constructor() {
    super();
    new Ticker(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.store.setReading(this.cid, false);
  }

  protected override sessionJoined(): void {
    this.#locale.prefer(this.session);
  }

  /** Puts the focus where the visitor goes on: into the composer, else onto what can be pressed. */
  takeFocus(): void {
    this.#wantsFocus = true;
    this.requestUpdate();
  }

  /** Says to screen readers what has arrived here. */
  announce(message: ChatMessage): void {
    const say = (text: string): void =>
      this.#announcer.say(this.#locale.t('chat.arrived', { name: nameOf(message.user), text }));
    void import('../summary.ts').then(
      ({ summaryOf }) => say(summaryOf(this.#words, message)),
      () => say(message.text),
    );
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('store')) {
      changed.get('store')?.setReading(changed.get('cid') ?? this.cid, false);
      this.#chat.follow(this.store);
      this.#drafts.follow(this.store.drafts);
    }
    const before = changed.get('cid');
    if (before) this.store.setReading(before, false);
    if (changed.has('store') || before !== undefined) this.#tools.clear();
    this.#composer.follow(this.#state?.opened ? this.cid : undefined);
  }

  protected override updated(): void {
    if (!this.#log) this.#begin();
    this.store.setReading(this.cid, this.#isReading());
    if (this.#wantsFocus) this.#focus();
  }

  get #state(): ChannelState | undefined {
    return this.store.channel(this.cid);
  }

  /** The first picture shows the end, or where the visitor left off; what goes on from there comes behind it. */
  #begin(): void {
    const { log } = this;
    if (!log) return;
    const module = this.#reader.need();
    if (module) {
      this.#log = new module.LogReader(this, {
        log: () => this.log,
        rows: () => this.rows,
        store: () => this.store,
        state: () => this.#state,
        moved: this.#began !== undefined && log.scrollTop !== this.#began,
        activate: this.#tools.activate,
        missing: () => this.#say('chat.jump-failed'),
      });
      // Who scrolls before that has come goes on from there.
    } else if (!this.#began || log.scrollTop === this.#began) {
      const line = log.querySelector<HTMLElement>('.unread-line');
      log.scrollTop = line ? line.offsetTop - log.clientHeight / 4 : log.scrollHeight;
      this.#began = log.scrollTop;
    }
  }

  get #atEnd(): boolean {
    const { log } = this;
    return this.#log?.atEnd ?? (log !== null && log.scrollHeight - log.scrollTop - log.clientHeight < 24);
  }

  #isReading(): boolean {
    return (
      this.visible &&
      this.#presence.present &&
      this.#atEnd &&
      Boolean(this.log?.checkVisibility({ visibilityProperty: true }))
    );
  }

  #focus(): void {
    const target = this.field ?? this.renderRoot.querySelector<HTMLElement>('button');
    // What takes the focus may be on its way still.
    if (!target || (!this.#state?.opened && !this.#state?.failure)) return;
    this.#wantsFocus = false;
    target.focus({ preventScroll: true });
  }

  #changed(): void {
    const typing = typingLine(this.#words, this.#state?.typing ?? []);
    if (typing && typing !== this.#typing && this.visible) this.#announcer.say(typing);
    this.#typing = typing;
  }

  #submit(cid: string, message: OutgoingMessage, edit: Edit | undefined): boolean {
    const state = this.#state;
    if (!state || message.text.length > state.channel.longestMessage) return false;
    // What is sent waits for the connection; a change of what was sent does not.
    if (edit && !this.store.snapshot.online) return false;
    if (edit) void this.#edit(cid, edit, message);
    else {
      this.store.outgoing.send(cid, {
        ...message,
        ...(this.thread?.alsoInChannel && { alsoInChannel: true }),
      });
      this.dispatchEvent(new Event('sent'));
      this.#toEnd();
    }
    return true;
  }

  async #edit(cid: string, edit: Edit, { text, mentionedIds }: OutgoingMessage): Promise<void> {
    const { store } = this;
    const { id } = edit.message;
    // It may have been changed, or deleted, since the visitor began.
    const message = store.channel(cid)?.messages.find((one) => one.id === id) ?? edit.message;
    if (await store.changes((all) => all.edit(cid, message, text, mentionedIds))) return;
    // Where the visitor has gone on, its own conversation says it when they are back.
    store.drafts.edit(cid, { ...edit, failed: true });
    if (cid !== this.cid) return;
    this.#say('chat.edit-failed');
    this.#composer.focus();
  }

  readonly #toEnd = (): void => {
    this.#log?.toEnd();
    void this.store.jumpToNewest(this.cid);
  };

  #say(key: FailureKey): void {
    this.#notice.say(this.#locale.t(key));
  }

  readonly #retry = (): void => {
    this.store.retry(this.cid);
    // The button goes out of reach when it is pressed.
    this.takeFocus();
  };

  readonly #actions: MessageActions = {
    react: (message, type) =>
      this.#attempt(
        'chat.react-failed',
        this.store.changes((all) => all.react(this.cid, message, type)),
      ),
    edit: (message) => this.#composer.edit(message),
    quote: (message) => this.#composer.quote(message),
    jump: (messageId) => void this.store.jump(this.cid, messageId),
    resend: (id) => this.store.outgoing.resend(this.cid, id),
    discard: (id) => this.store.outgoing.discard(this.cid, id),
    rewrite: (message) => this.#composer.restore(message),
    say: (text) => this.#notice.say(text),
    focus: () => this.#composer.focus(),
  };

  readonly #thread = ({ id, parentId = id }: ChatMessage): void => {
    const thread = threadKey(this.cid, parentId);
    this.rows
      ?.querySelector(`[data-row="${CSS.escape(id)}"]`)
      ?.dispatchEvent(new PaneEvent('thread', { cid: this.cid, thread }));
  };

  /** Says so when what the visitor did has failed. */
  #attempt(failure: FailureKey, outcome: Promise<boolean>): void {
    void outcome.then((done) => {
      if (!done) this.#say(failure);
    });
  }

  protected override render(): TemplateResult | undefined {
    const state = this.#state;
    if (!state) return undefined;
    return conversation({
      words: this.#words,
      store: this.store,
      parts: this.#parts,
      state,
      drawn: this.#log?.drawn(state) ?? state,
      thread: this.thread,
      ownId: this.store.user.id,
      now: new Date(),
      online: this.store.snapshot.online,
      atEnd: this.#log?.atEnd ?? true,
      news: this.#log?.news ?? 0,
      overlay: this.#log?.overlay,
      active: this.#tools.active,
      notice: this.#notice.text,
      composer: this.#composer,
      // A thread has none in it.
      actions: this.thread ? this.#actions : { ...this.#actions, thread: this.#thread },
      status: this.#announcer.region(),
      toEnd: this.#toEnd,
      older: () => void this.store.loadOlder(this.cid),
      retry: this.#retry,
      back: this.listed ? () => this.dispatchEvent(new Event('back')) : undefined,
      close: this.closable ? () => this.dispatchEvent(new Event('close')) : undefined,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'belfry-chat-conversation': ConversationElement;
  }
}
