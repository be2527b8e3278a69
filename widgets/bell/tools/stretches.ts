import type { ReactiveController } from 'lit';
import type { FeedItem } from '../model.ts';
import type { FeedHost, Stretch } from './feed-parts.ts';

/** Items that are drawn, or not, together. */
const most = 30;
/** How far from what is seen they are still drawn. */
const margin = '1200px 0px';

/**
 * Which parts of a long list are drawn: those near what the visitor looks at. The others keep their height. An item stays
 * in its part for good, so that nothing of what stands elsewhere is drawn anew when one comes or goes.
 */
export class Stretches implements ReactiveController {
  readonly #host: FeedHost;
  /** The part of each item. */
  readonly #keys = new Map<string, number>();
  /** Parts that are not drawn, with their heights. */
  readonly #away = new Map<number, number>();
  #sizes = new Map<number, number>();
  #made = 0;
  #watched = new Set<Element>();
  #observer: IntersectionObserver | undefined;

  constructor(host: FeedHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Another list is looked at. */
  reset(): void {
    this.#keys.clear();
    this.#away.clear();
    this.#sizes.clear();
  }

  of(items: readonly FeedItem[]): Stretch[] {
    const stretches: (Stretch & { items: FeedItem[] })[] = [];
    for (const [index, item] of items.entries()) {
      const last = stretches.at(-1);
      const key = this.#keys.get(item.id) ?? this.#keyFor(last, items);
      this.#keys.set(item.id, key);
      if (last?.key === key) last.items.push(item);
      else {
        const height = this.#away.get(key);
        stretches.push({ key, items: [item], start: index, above: items[index - 1], height });
      }
    }
    this.#sizes = new Map(stretches.map((stretch) => [stretch.key, stretch.items.length]));
    return stretches;
  }

  /** Draws an item's part. Resolves when it is drawn; undefined if it is. */
  reveal(id: string): Promise<unknown> | undefined {
    const key = this.#keys.get(id);
    if (key === undefined || !this.#away.delete(key)) return undefined;
    this.#host.requestUpdate();
    return this.#host.updateComplete;
  }

  hostUpdated(): void {
    const parts = [...this.#host.renderRoot.querySelectorAll('.stretch')];
    if (parts.length < 2 && !this.#observer) return;
    this.#observer ??= this.#observe();
    const watched = new Set(parts);
    for (const part of parts) if (!this.#watched.has(part)) this.#observer.observe(part);
    for (const part of this.#watched) if (!watched.has(part)) this.#observer.unobserve(part);
    this.#watched = watched;
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#watched.clear();
    this.#away.clear();
  }

  /** For an item that has none yet: that of the one above, or on top, of the one below, if there is room. */
  #keyFor(last: { key: number; items: readonly FeedItem[] } | undefined, items: readonly FeedItem[]): number {
    if (last) return last.items.length < most ? last.key : (this.#made += 1);
    const known = items.find(({ id }) => this.#keys.has(id));
    const below = known && this.#keys.get(known.id);
    const fits = below !== undefined && (this.#sizes.get(below) ?? most) < most;
    return fits ? below : (this.#made += 1);
  }

  #observe(): IntersectionObserver {
    const scroller = this.#host.renderRoot.querySelector('.scroller');
    // The margin of a window reaches into what scrolls in it not in every engine.
    const scrolls = scroller !== null && scroller.scrollHeight > scroller.clientHeight;
    return new IntersectionObserver((entries) => entries.forEach((entry) => this.#look(entry)), {
      root: scrolls ? scroller : null,
      rootMargin: margin,
    });
  }

  #look({ target, isIntersecting, boundingClientRect: { width, height } }: IntersectionObserverEntry): void {
    const key = Number((target as HTMLElement).dataset['stretch']);
    const { activeElement } = this.#host.renderRoot as ShadowRoot;
    // In a panel that is closed nothing has a size.
    if (width === 0 || isIntersecting === !this.#away.has(key) || target.contains(activeElement)) return;
    if (isIntersecting) this.#away.delete(key);
    else this.#away.set(key, height);
    this.#host.requestUpdate();
  }
}
