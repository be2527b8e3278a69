import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { avatar } from '../../shared/avatar.ts';
import { failedState } from '../../shared/failure.ts';
import { badgeCount } from '../../shared/format.ts';
import { checkCheck, icon } from '../../shared/icons.ts';
import { sharedMessages } from '../../shared/locale/en.ts';
import { LocaleController } from '../../shared/locale/locale-controller.ts';
import { NearEnd } from '../../shared/near-end.ts';
import { Notice } from '../../shared/notice.ts';
import { loadingView, moreView } from '../../shared/panel.views.ts';
import { stepOf } from '../../shared/step.ts';
import { StoreController } from '../../shared/store-controller.ts';
import { Ticker } from '../../shared/ticker.ts';
import { stateView } from '../../shared/views.ts';
import { nameOf, titleOf } from '../model.ts';
import { thread as threadIcon } from '../message/icons.ts';
import { PaneElement } from '../panes/pane-element.ts';
import { PaneEvent } from '../panes/pane-event.ts';
import { summaryOf } from '../summary.ts';
import { panelMessages, shortTime } from '../words.ts';
import { threadMessages } from './messages.en.ts';
import type { ThreadSummary } from './thread-calls.ts';
import { channelOf } from './thread-key.ts';
import { threadsStyles } from './threads-pane.styles.ts';
import { ThreadsStore, type ThreadsState } from './threads.store.ts';

const mostShown = 99;
const mostFaces = 3;

/** The threads that the visitor takes part in, in place of the list of conversations. */
export class ThreadsPaneElement extends PaneElement {
  static override styles = [PaneElement.styles, threadsStyles];

  #locale = new LocaleController(this, { ...sharedMessages, ...panelMessages, ...threadMessages });
  #threads = new StoreController<ThreadsState>(this);
  #list: ThreadsStore | undefined;
  #notice = new Notice(this);
  /** The row that Tab reaches; the arrow keys move it. */
  #focusable: string | undefined;

  constructor() {
    super();
    new Ticker(this);
    new NearEnd(this, () => void this.#list?.loadMore());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#list?.close();
    this.#list = undefined;
  }

  protected override sessionJoined(): void {
    this.#locale.prefer(this.session);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.#list || !this.isConnected) return;
    this.#list = new ThreadsStore(this.store);
    this.#threads.follow(this.#list);
  }

  protected override render(): TemplateResult | undefined {
    const state = this.#threads.snapshot;
    if (!state) return undefined;
    const { t } = this.#locale;
    return html`${this.pane(t('chat.thread.list'), t('chat.thread.close-list'), this.#body(state))}
    ${this.#notice.text ? html`<p class="notice" role="alert">${this.#notice.text}</p>` : nothing}`;
  }

  #body(state: ThreadsState): TemplateResult {
    const { t } = this.#locale;
    const { threads, list } = state;
    if (list === 'loading' && threads.length === 0) {
      return html`<div class="pane-body">${loadingView(t, skeletons())}</div>`;
    }
    if (list === 'failed') {
      const heading = t('chat.thread.failed.heading');
      return stateView(failedState(t, () => void this.#list?.load(), { heading }));
    }
    if (threads.length === 0) {
      return stateView({
        icon: threadIcon,
        heading: t('chat.thread.none.heading'),
        text: t('chat.thread.none.text'),
      });
    }
    const unread = this.store.snapshot.unreadThreads > 0 || threads.some((thread) => thread.unread > 0);
    return html`${
        unread
          ? html`<div class="all">
              <button class="quiet" type="button" ?disabled=${state.reading} @click=${this.#readAll}>
                ${icon(checkCheck)}${t('chat.thread.read-all')}
              </button>
            </div>`
          : nothing
      }
      <div class="pane-body">
        <ul class="rows" @keydown=${moveFocus}>
          ${repeat(
            threads,
            ({ key }) => key,
            (thread) => this.#row(thread, thread.key === (this.#focusable ?? threads[0]?.key)),
          )}
        </ul>
        ${state.hasMore ? moreView(t, state.more, () => void this.#list?.loadMore(), skeletons(2)) : nothing}
      </div>`;
  }

  #row(thread: ThreadSummary, focusable: boolean): TemplateResult {
    const { t, language } = this.#locale;
    const { key, parent, latest, people, unread, replies } = thread;
    const words = { t, language };
    // The list of conversations knows who is in it.
    const channel = this.store.channel(channelOf(key))?.channel ?? thread.channel;
    const title = titleOf(channel, this.store.user.id);
    // What is said runs in its own direction, and is cut at its own end.
    const said = (message: typeof parent): TemplateResult =>
      html`${t('chat.preview-other', { name: nameOf(message.user), text: '' })}<bdi
          >${summaryOf(words, message)}</bdi
        >`;
    return html`<li>
      <button
        class="thread ${unread > 0 ? 'unread' : ''}"
        type="button"
        tabindex=${focusable ? 0 : -1}
        aria-current=${key === this.store.snapshot.thread ? 'true' : nothing}
        @click=${(event: Event) => this.#open(event, key)}
        @focus=${() => (this.#focusable = key)}
      >
        <span class="channel-name" dir="auto">${title || t('chat.untitled')}</span>
        <span class="time">${shortTime(words, thread.activeAt, new Date())}</span>
        <span class="parent">${said(parent)}</span>
        ${
          unread > 0
            ? html`<span class="badge"
                ><span aria-hidden="true">${badgeCount(unread, mostShown, language)}</span
                ><span class="visually-hidden">${t('chat.thread.unread', { count: unread })}</span></span
              >`
            : nothing
        }
        <span class="latest">
          <span class="faces">${people.slice(0, mostFaces).map(avatar)}</span>
          <span class="preview">${latest ? said(latest) : t('chat.thread.replies', { count: replies })}</span>
        </span>
      </button>
    </li>`;
  }

  #open({ currentTarget }: Event, thread: string): void {
    const cid = channelOf(thread);
    this.store.select(cid);
    currentTarget?.dispatchEvent(new PaneEvent('thread', { cid, thread }));
  }

  readonly #readAll = async (): Promise<void> => {
    // The button goes out of reach when it is done.
    this.focus();
    if (!(await this.#list?.readAll())) this.#notice.say(this.#locale.t('chat.thread.read-failed'));
  };
}

function skeletons(count = 4): TemplateResult {
  return html`<div class="skeletons" aria-hidden="true">
    ${Array.from(
      { length: count },
      () =>
        html`<div class="thread">
          <span class="skeleton line"></span>
          <span class="skeleton line parent"></span>
          <span class="skeleton line latest"></span>
        </div>`,
    )}
  </div>`;
}

/** Arrows, Home and End move through the rows; Tab leaves the list. */
function moveFocus(event: KeyboardEvent): void {
  const list = event.currentTarget as HTMLElement;
  const rows = [...list.querySelectorAll<HTMLElement>('button.thread')];
  const row = rows[stepOf(event, rows.indexOf(event.target as HTMLElement), rows.length) ?? -1];
  if (!row) return;
  event.preventDefault();
  row.focus();
}
