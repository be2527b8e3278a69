import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { arrowUp, icon } from '../../shared/icons.ts';
import { newestFirst, type FeedItem } from '../model.ts';
import type { FeedHost, FeedParts } from './feed-parts.ts';
import { toolTexts } from './messages.en.ts';

/** Keeps what arrives back while the visitor reads further down, so that nothing moves under their eyes. */
export class Arrivals implements ReactiveController {
  readonly #host: FeedHost;
  readonly #parts: FeedParts;
  readonly #shown: () => void;
  #observer: IntersectionObserver | undefined;
  #watched: Element | null = null;
  #away = false;
  /** The newest that was shown when the visitor left the top. */
  #top: FeedItem | undefined;
  #first: FeedItem | undefined;
  #held = 0;

  /** @param shown called when what was kept back is shown because it was asked for */
  constructor(host: FeedHost, parts: FeedParts, shown: () => void) {
    this.#host = host;
    this.#parts = parts;
    this.#shown = shown;
    host.addController(this);
  }

  /** Another list is looked at. */
  reset(): void {
    this.#away = false;
    this.#top = undefined;
  }

  /** The items that are to be shown now. */
  of(items: readonly FeedItem[]): readonly FeedItem[] {
    const top = this.#away ? (this.#top ??= this.#first) : undefined;
    if (!this.#away) this.#top = undefined;
    const start = top ? items.findIndex((item) => newestFirst(top, item) <= 0) : 0;
    // What was there has all gone.
    this.#held = Math.max(0, start);
    const shown = this.#held > 0 ? items.slice(this.#held) : items;
    this.#first = shown[0];
    return shown;
  }

  hostConnected(): void {
    this.#observer = new IntersectionObserver((entries) => this.#look(entries.at(-1)));
  }

  hostUpdated(): void {
    const mark = this.#host.renderRoot.querySelector('.top');
    if (mark === this.#watched) return;
    if (this.#watched) this.#observer?.unobserve(this.#watched);
    this.#watched = mark;
    if (mark) this.#observer?.observe(mark);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#watched = null;
    this.reset();
  }

  pill(): TemplateResult | typeof nothing {
    if (this.#held === 0) return nothing;
    return html`<div class="over">
      <button type="button" class="primary pill" @click=${this.#release}>
        ${icon(arrowUp)}${toolTexts(this.#parts.words)('bell.new', { count: this.#held })}
      </button>
    </div>`;
  }

  readonly #release = (): void => {
    this.reset();
    const scroller = this.#host.renderRoot.querySelector('.scroller');
    if (scroller?.scrollTop) scroller.scrollTop = 0;
    else this.#host.scrollIntoView({ block: 'start' });
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(this.#shown);
  };

  /** Above the window it is out of sight; not so below it, or in what is not shown at all. */
  #look(entry: IntersectionObserverEntry | undefined): void {
    const scroller = this.#host.renderRoot.querySelector('.scroller');
    if (!entry || !scroller) return;
    const { top } = entry.boundingClientRect;
    const above = top < Math.max(0, scroller.getBoundingClientRect().top - 1);
    const away = !entry.isIntersecting && above && scroller.checkVisibility();
    if (away === this.#away) return;
    this.#away = away;
    this.#host.requestUpdate();
  }
}
