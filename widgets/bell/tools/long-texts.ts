import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { FeedItem } from '../model.ts';
import type { FeedHost, FeedParts } from './feed-parts.ts';
import { toolTexts } from './messages.en.ts';

/** Texts that are too long for their place in the list are cut there, and open on request. */
export class LongTexts implements ReactiveController {
  readonly #host: FeedHost;
  readonly #parts: FeedParts;
  /** Items whose texts are cut, and those that were opened, by id. */
  readonly #cut = new Set<string>();
  readonly #whole = new Set<string>();
  #watched = new Set<Element>();
  #observer: ResizeObserver | undefined;
  readonly #due = new Set<Element>();
  #frame = 0;

  constructor(host: FeedHost, parts: FeedParts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  isWhole(item: FeedItem): boolean {
    return this.#whole.has(item.id);
  }

  /** What opens and closes a text; nothing where it fits. */
  toggle(item: FeedItem, tab: number): TemplateResult | typeof nothing {
    const whole = this.isWhole(item);
    if (!whole && !this.#cut.has(item.id)) return nothing;
    return html`<button
      type="button"
      class="link unfold"
      tabindex=${tab}
      aria-expanded=${whole}
      aria-controls="text-${item.id}"
      @click=${() => {
        if (!this.#whole.delete(item.id)) this.#whole.add(item.id);
        this.#host.requestUpdate();
      }}
    >
      ${toolTexts(this.#parts.words)(whole ? 'bell.less' : 'bell.whole')}
    </button>`;
  }

  hostConnected(): void {
    this.#observer = new ResizeObserver((entries) => {
      for (const { target } of entries) this.#due.add(target);
      // What is observed must not be changed while that is told.
      cancelAnimationFrame(this.#frame);
      this.#frame = requestAnimationFrame(() => {
        this.#due.forEach((text) => this.#measure(text));
        this.#due.clear();
      });
    });
  }

  hostUpdated(): void {
    const watched = new Set(this.#host.renderRoot.querySelectorAll('.text'));
    for (const text of watched) if (!this.#watched.has(text)) this.#observer?.observe(text);
    for (const text of this.#watched) if (!watched.has(text)) this.#observer?.unobserve(text);
    this.#watched = watched;
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#watched.clear();
    cancelAnimationFrame(this.#frame);
  }

  #measure(text: Element): void {
    const id = text.closest<HTMLElement>('.item')?.dataset['id'];
    if (!id || this.#whole.has(id) || text.clientHeight === 0) return;
    const cut = text.scrollHeight > text.clientHeight + 2;
    text.toggleAttribute('data-cut', cut);
    if (cut === this.#cut.has(id)) return;
    if (cut) this.#cut.add(id);
    else this.#cut.delete(id);
    this.#host.requestUpdate();
  }
}
