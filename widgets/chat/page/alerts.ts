import { css, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { LocaleController } from '../../shared/locale/locale-controller.ts';
import { chime } from '../../shared/page/chime.ts';
import { showNotice } from '../../shared/page/desktop.ts';
import { FirstTab } from '../../shared/page/first-tab.ts';
import { pageCount } from '../../shared/page/page-count.ts';
import { desktopQuestion, questionStyles } from '../../shared/page/question.ts';
import type { ChatEvent } from '../connection.ts';
import { nameOf, titleOf, type ChatMessage } from '../model.ts';
import { PaneEvent } from '../panes/pane-event.ts';
import type { ChatState } from '../store/chat-state.ts';
import type { ChatStore } from '../store/chat.store.ts';
import { Heard } from '../store/heard.ts';
import { channelOf, parentOf } from '../thread/thread-key.ts';
import { summaryOf } from '../summary.ts';
import { panelMessages } from '../words.ts';
import { alertMessages } from './messages.en.ts';

/** ms after which a message that nobody has read is told of: another tab, or another device, may show it. */
const patience = 500;

/** The panel. */
export interface AlertsHost extends LitElement {
  readonly store: ChatStore | undefined;
  /** The public element. */
  readonly owner: HTMLElement;
  readonly channel: string | undefined;
  /** What the page wants, by words: `title favicon sound desktop`. */
  readonly alerts: string;
}

/** The question stands above everything else. */
export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
  }

  .frame {
    flex: 1 1 0;
    min-block-size: 0;
  }

  ${questionStyles}
`;

const all = new WeakMap<AlertsHost, Alerts>();
/** All chats of a page tell of a message once. */
const heard = new Heard();

/** Tells of what is unread, by the means that a chat's `alerts` name. */
export function alertsOf(host: AlertsHost): Alerts {
  const alerts = all.get(host) ?? new Alerts(host);
  all.set(host, alerts);
  return alerts;
}

/**
 * Tells a visitor who does not look what has come: by the page's title and icon, a sound, the system. What counts is
 * what the vendor counts, so that what is muted is silent.
 */
class Alerts implements ReactiveController {
  readonly #host: AlertsHost;
  readonly #locale: LocaleController<typeof panelMessages & typeof alertMessages>;
  #store: ChatStore | undefined;
  #ends: (() => void)[] = [];
  #tab: FirstTab | undefined;
  /** What was unread when that last changed. */
  #before = { messages: 0, threads: 0 };
  /** By title and icon. */
  #shown = 0;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(host: AlertsHost) {
    this.#host = host;
    this.#locale = new LocaleController(host, { ...panelMessages, ...alertMessages });
    host.addController(this);
  }

  hostUpdated(): void {
    const store = this.#host.alerts ? this.#host.store : undefined;
    if (store !== this.#store) this.#follow(store);
    if (store) this.#count(store.snapshot);
  }

  hostDisconnected(): void {
    this.#follow(undefined);
  }

  /** A question whether the system may show what has come; once it is answered it is gone. */
  question(): TemplateResult | typeof nothing {
    if (!this.#wants('desktop')) return nothing;
    return desktopQuestion(this.#host, this.#locale.language, this.#locale.t('chat.alerts.ask'));
  }

  #follow(store: ChatStore | undefined): void {
    this.#store = store;
    for (const end of this.#ends.splice(0)) end();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#shown = 0;
    if (!store) return;
    const { unread = 0, unreadThreads } = store.snapshot;
    this.#before = { messages: unread, threads: unreadThreads };
    const tab = new FirstTab(`belfry-chat-alerts ${store.user.id}`);
    this.#tab = tab;
    this.#ends = [
      store.subscribe((state) => this.#count(state)),
      store.listen((event) => this.#on(event)),
      () => tab.leave(),
      () => pageCount.drop(this),
    ];
  }

  #count({ unread = 0, unreadThreads }: ChatState): void {
    // What comes while it is looked at is read in a moment, and was never new.
    if (unread + unreadThreads > this.#shown) this.#later(this.#show);
    else this.#show();
    // What was read is not new any more.
    this.#before = {
      messages: Math.min(this.#before.messages, unread),
      threads: Math.min(this.#before.threads, unreadThreads),
    };
  }

  readonly #show = (): void => {
    const { unread = 0, unreadThreads = 0 } = this.#store?.snapshot ?? {};
    this.#shown = unread + unreadThreads;
    pageCount.set(this, {
      what: `chat ${this.#store?.user.id ?? ''}`,
      count: this.#shown,
      title: this.#wants('title'),
      icon: this.#wants('favicon'),
    });
  };

  #later(run: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, patience);
    this.#timers.add(timer);
  }

  #on(event: ChatEvent): void {
    if (event.type !== 'message' || event.message.user.id === this.#store?.user.id) return;
    const { cid, message } = event;
    if (!this.#wants('sound') && !this.#wants('desktop')) return;
    if (!this.#isMoreThan(this.#before) || !heard.isNew(message.id)) return;
    const { unread: messages = 0, unreadThreads: threads = 0 } = this.#store?.snapshot ?? {};
    this.#before = { messages, threads };
    this.#later(() => {
      // What is before the visitor's eyes is read here before the vendor knows. What else was read meanwhile says nothing.
      if (this.#store?.channel(cid)?.unread === 0 || !this.#isMoreThan({ messages: 0, threads: 0 })) return;
      if (this.#tab?.isFirst) this.#tell(cid, message);
    });
  }

  #isMoreThan({ messages, threads }: { messages: number; threads: number }): boolean {
    const { unread = 0, unreadThreads = 0 } = this.#store?.snapshot ?? {};
    return unread > messages || unreadThreads > threads;
  }

  #tell(cid: string, message: ChatMessage): void {
    if (this.#wants('sound')) void chime();
    if (!this.#wants('desktop') || document.hasFocus()) return;
    const name = nameOf(message.user);
    const channel = this.#store?.channel(channelOf(cid))?.channel;
    const title = channel?.name ? `${name} · ${titleOf(channel, '')}` : name;
    const body = summaryOf(this.#locale, message);
    showNotice({ title, body, tag: `belfry ${cid}`, pressed: () => this.#reveal(cid) });
  }

  #reveal(cid: string): void {
    const { owner, store, channel, renderRoot } = this.#host;
    if ('open' in owner) owner.open = true;
    const place = channelOf(cid);
    if (channel !== undefined && channel !== place) return;
    store?.select(place);
    if (parentOf(cid)) {
      renderRoot.querySelector('.frame')?.dispatchEvent(new PaneEvent('thread', { cid: place, thread: cid }));
    }
  }

  #wants(means: 'title' | 'favicon' | 'sound' | 'desktop'): boolean {
    return this.#host.alerts.split(/\s+/u).includes(means);
  }
}
