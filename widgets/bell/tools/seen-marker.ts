import type { ReactiveController } from 'lit';
import type { FeedStore } from '../feed.store.ts';
import type { FeedItem } from '../model.ts';
import type { FeedHost, FeedParts } from './feed-parts.ts';

/** ms for which half of an item must be before the visitor's eyes to count as seen. */
const glance = 1_000;
/** ms in which items that have been seen are gathered. */
const gathering = 300;

/** Tells the store what has stood before the visitor's eyes, and asks anew when they come back to it. */
export class SeenMarker implements ReactiveController {
  readonly #host: FeedHost;
  readonly #parts: FeedParts;
  /** Items whose being seen was told, so that a failure is not told again and again. */
  readonly #told = new Set<string>();
  readonly #looks = new Map<Element, ReturnType<typeof setTimeout>>();
  #watched = new Set<Element>();
  #items = new Map<string, FeedItem>();
  #seen: FeedItem[] = [];
  #sending: ReturnType<typeof setTimeout> | undefined;
  #observer: IntersectionObserver | undefined;
  #store: FeedStore | undefined;
  #present: boolean | undefined;

  constructor(host: FeedHost, parts: FeedParts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  /** Takes the items that are about to be shown. */
  follow(items: readonly FeedItem[]): void {
    this.#items = new Map(items.map((item) => [item.id, item]));
  }

  hostConnected(): void {
    this.#observer = new IntersectionObserver((entries) => entries.forEach((entry) => this.#look(entry)), {
      threshold: [0, 0.25, 0.5, 0.75, 1],
    });
  }

  hostUpdated(): void {
    const store = this.#parts.store();
    const present = this.#parts.present();
    // What was marked elsewhere meanwhile is not told.
    if (present && this.#present === false) void store?.refresh();
    if (!present || store !== this.#store) this.#forget();
    this.#present = present;
    this.#store = store;
    const unseen = present ? [...this.#host.renderRoot.querySelectorAll('.item[data-unseen]')] : [];
    const watched = new Set(unseen.filter((row) => !this.#told.has(idOf(row))));
    for (const row of watched) if (!this.#watched.has(row)) this.#observer?.observe(row);
    for (const row of this.#watched) if (!watched.has(row)) this.#drop(row);
    this.#watched = watched;
  }

  hostDisconnected(): void {
    this.#forget();
    this.#observer?.disconnect();
    this.#watched.clear();
    this.#present = undefined;
  }

  #look({
    target,
    isIntersecting,
    intersectionRatio,
    intersectionRect,
    rootBounds,
  }: IntersectionObserverEntry): void {
    // One that is higher than the window never shows half of itself.
    const fills = intersectionRect.height > (rootBounds?.height ?? Infinity) / 2;
    if (!isIntersecting || (intersectionRatio < 0.5 && !fills)) {
      clearTimeout(this.#looks.get(target));
      this.#looks.delete(target);
    } else if (!this.#looks.has(target)) {
      this.#looks.set(
        target,
        setTimeout(() => this.#take(target), glance),
      );
    }
  }

  #take(row: Element): void {
    const item = this.#items.get(idOf(row));
    this.#drop(row);
    if (!item || this.#told.has(item.id)) return;
    this.#told.add(item.id);
    this.#seen.push(item);
    this.#sending ??= setTimeout(() => this.#send(), gathering);
  }

  #send(): void {
    clearTimeout(this.#sending);
    this.#sending = undefined;
    const seen = this.#seen.splice(0);
    if (seen.length > 0) void this.#store?.mark(seen, 'seen');
  }

  #drop(row: Element): void {
    this.#observer?.unobserve(row);
    clearTimeout(this.#looks.get(row));
    this.#looks.delete(row);
  }

  #forget(): void {
    this.#send();
    for (const timer of this.#looks.values()) clearTimeout(timer);
    this.#looks.clear();
    this.#told.clear();
  }
}

function idOf(row: Element): string {
  return (row as HTMLElement).dataset['id'] ?? '';
}
