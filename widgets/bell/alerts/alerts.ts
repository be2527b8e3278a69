import { css, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import type { Session } from '../../session/session.ts';
import { texts } from '../../shared/locale/messages.ts';
import { chime } from '../../shared/page/chime.ts';
import { showNotice } from '../../shared/page/desktop.ts';
import { FirstTab } from '../../shared/page/first-tab.ts';
import { pageCount } from '../../shared/page/page-count.ts';
import { desktopQuestion, questionStyles } from '../../shared/page/question.ts';
import type { FeedFollower } from '../feed-follower.ts';
import type { scopeOf, ScopeOptions } from '../feed-link.ts';
import type { FeedItem } from '../model.ts';
import { alertMessages } from './messages.en.ts';

/** ms after which what is new is told of: another tab, or another device, may show it. */
const patience = 500;

/** The bell. */
export interface AlertsHost extends LitElement, ScopeOptions {
  /** What the page wants, by words: `title favicon sound desktop`. */
  readonly alerts: string;
  open: boolean;
}

/** What is told of. */
export interface Told {
  readonly session: Session;
  /** BCP 47 */
  readonly language: string;
  /** The bell's name. */
  readonly title: string;
  /** How many are new, as the badge counts them. */
  readonly count: number;
  /** Whether there is a connection, or one is on its way. */
  readonly live: boolean;
}

/** The question stands above the feed. */
const styles = css`
  .panel:popover-open {
    display: flex;
    flex-direction: column;
  }

  .panel belfry-feed {
    flex: 1 1 0;
    block-size: auto;
  }

  ${questionStyles}
`;

/**
 * Tells a visitor who does not look what has come: by the page's title and icon, a sound, the system. While it does, a
 * tab that is hidden stays connected.
 */
export class Alerts implements ReactiveController {
  readonly #host: AlertsHost;
  #told: Told | undefined;
  #userId: string | undefined;
  #feed: { follower: FeedFollower; scopeOf: typeof scopeOf } | undefined;
  #following = false;
  /** By title and icon. */
  #shown = 0;
  /** The tab that sounds, and the one that shows, once there is a connection. */
  readonly #tabs = new Map<string, FirstTab>();
  #stay: { store: unknown; leave: () => void } | undefined;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(host: AlertsHost) {
    this.#host = host;
    const { renderRoot } = host;
    if (styles.styleSheet && renderRoot instanceof ShadowRoot)
      renderRoot.adoptedStyleSheets.push(styles.styleSheet);
    host.addController(this);
  }

  /** Takes what is so now; to be called before every render. */
  follow(told: Told): void {
    if (!this.#host.isConnected) return;
    const userId = told.session.snapshot.user?.id;
    if (userId !== this.#userId) this.#end();
    this.#userId = userId;
    this.#told = told;
    if (told.live) this.#connect().catch(() => (this.#following = false));
    this.#feed?.follower.follow(told.session, this.#feed.scopeOf(this.#host), 'all');
    // What comes while it is looked at is seen in a moment, and was never new.
    if (told.count > this.#shown) this.#later(this.#show);
    else this.#show();
  }

  hostUpdated(): void {
    const store = this.#host.alerts ? this.#feed?.follower.store : undefined;
    if (store !== this.#stay?.store) {
      this.#stay?.leave();
      this.#stay = store && { store, leave: store.connection.stay() };
    }
    // Only who hears of what comes takes part.
    for (const means of ['sound', 'desktop'] as const) {
      const wanted = store !== undefined && this.#wants(means);
      if (wanted === this.#tabs.has(means)) continue;
      this.#tabs.get(means)?.leave();
      if (wanted) this.#tabs.set(means, new FirstTab(`belfry-bell-${means} ${this.#userId}`));
      else this.#tabs.delete(means);
    }
  }

  hostDisconnected(): void {
    this.#end();
  }

  /** A question whether the system may show what has come; once it is answered it is gone. */
  question(): TemplateResult | typeof nothing {
    if (!this.#told || !this.#wants('desktop')) return nothing;
    const { language } = this.#told;
    return desktopQuestion(this.#host, language, texts(language, alertMessages)('bell.alerts.ask'));
  }

  async #connect(): Promise<void> {
    if (this.#following) return;
    this.#following = true;
    const { FeedFollower, scopeOf } = await import('./feed.ts');
    const follower = new FeedFollower(this.#host, {
      arrived: (items) => {
        this.#arrived(items);
        return false;
      },
      failed: () => undefined,
    });
    this.#feed = { follower, scopeOf };
    this.#host.requestUpdate();
  }

  #end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    for (const tab of this.#tabs.values()) tab.leave();
    this.#tabs.clear();
    this.#stay?.leave();
    this.#stay = undefined;
    this.#shown = 0;
    this.#told = undefined;
    pageCount.drop(this);
  }

  readonly #show = (): void => {
    const { tenant, source, categories, data } = this.#host;
    const { count = 0 } = this.#told ?? {};
    this.#shown = count;
    pageCount.set(this, {
      what: `bell ${this.#userId} ${JSON.stringify([tenant, source, categories, data])}`,
      count,
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

  #arrived(items: readonly FeedItem[]): void {
    this.#later(() => {
      const list = this.#feed?.follower.list?.items ?? [];
      const fresh = items.filter(({ id }) => list.some((item) => item.id === id && !item.seen && !item.read));
      // An open feed in a page that is looked at tells of it by itself.
      if (fresh.length === 0 || (this.#host.open && document.hasFocus())) return;
      if (this.#isFirst('sound')) void chime();
      if (this.#isFirst('desktop') && !document.hasFocus()) void this.#notify(fresh);
    });
  }

  async #notify(items: readonly FeedItem[]): Promise<void> {
    const { language = 'en', title = '' } = this.#told ?? {};
    const { summaryOf } = await import('./summary.ts');
    const [only] = items;
    const body = items.length === 1 && only ? summaryOf(only) : '';
    showNotice({
      title: only?.actor?.name || title,
      body: body || texts(language, alertMessages)('bell.alerts.many', { count: items.length }),
      tag: `belfry ${items.map(({ id }) => id).join(' ')}`,
      pressed: () => {
        this.#host.open = true;
      },
    });
  }

  /** Whether this one of all bells and tabs of the visitor does it. */
  #isFirst(means: 'sound' | 'desktop'): boolean {
    return this.#wants(means) && (this.#tabs.get(means)?.isFirst ?? false);
  }

  #wants(means: 'title' | 'favicon' | 'sound' | 'desktop'): boolean {
    return this.#host.alerts.split(/\s+/u).includes(means);
  }
}
