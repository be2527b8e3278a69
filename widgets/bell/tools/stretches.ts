import type { ReactiveController } from 'lit';
import type { FeedItem } from '../model.ts';
import type { FeedHost, Stretch } from './feed-parts.ts';

/** Items that are drawn, or not, together: those of the store's first page. */
const most = 25;
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
  /** Heights of parts when they were last drawn. */
  readonly #heights = new Map<number, number>();
  #sizes = new Map<number, number>();
  #made = 0;
  /** The part that the list begins with. */
  #top: number | undefined;
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
    this.#heights.clear();
  }

  of(items: readonly FeedItem[]): Stretch[] {
    const stretches: (Stretch & { items: FeedItem[] })[] = [];
    const used = new Set<number>();
    for (const [index, item] of items.entries()) {
      const last = stretches.at(-1);
      const known = this.#keys.get(item.id) ?? this.#keyFor(last, items, index);
      // One that comes back may find others in its part's place.
      const key = last?.key !== known && used.has(known) ? (this.#made += 1) : known;
      this.#keys.set(item.id, key);
      used.add(key);
      if (last?.key === key) last.items.push(item);
      else {
        const height = this.#away.get(key);
        stretches.push({ key, items: [item], start: index, above: items[index - 1], height });
      }
    }
    this.#sizes = new Map(stretches.map((stretch) => [stretch.key, stretch.items.length]));
    this.#top = stretches[0]?.key;
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

  /** For an item that has none yet: that of those around it, or above it, or on top, of those below, if there is room. */
  #keyFor(last: Stretch | undefined, items: readonly FeedItem[], index: number): number {
    const next = items.findIndex(({ id }, at) => at > index && this.#keys.has(id));
    const below = next < 0 ? undefined : this.#keys.get(items[next]?.id ?? '');
    if (last && (last.key === below || last.items.length < most)) return last.key;
    const room = most - (this.#sizes.get(below ?? 0) ?? most);
    return !last && below !== undefined && next - index <= room ? below : (this.#made += 1);
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
    const drawn = !this.#away.has(key);
    if (drawn && height > 0) this.#heights.set(key, height);
    // A panel that is closed opens at its top, and the sooner the less there is in it.
    const wanted = width > 0 ? isIntersecting : key === this.#top;
    const kept = this.#heights.get(key);
    if (wanted === drawn || kept === undefined || target.contains(activeElement)) return;
    if (wanted) this.#away.delete(key);
    else this.#away.set(key, kept);
    this.#host.requestUpdate();
  }
}
