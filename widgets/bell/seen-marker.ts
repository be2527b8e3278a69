import type { FeedStore } from './feed.store.ts';
import type { FeedItem } from './model.ts';

/** Tells the store what has stood before the visitor's eyes. */
export class SeenMarker {
  /** Items whose being seen was told, so that a failure is not told again and again. */
  readonly #told = new Set<string>();
  #store: FeedStore | undefined;
  #present = false;

  /** To be called after every render, with what it has shown and whether it is in sight. */
  look(store: FeedStore | undefined, items: readonly FeedItem[], present: boolean): void {
    // Opened while nothing is told: what is shown may be old.
    if (present && !this.#present && store?.snapshot.online === false) void store.refresh();
    if (!present || store !== this.#store) this.#told.clear();
    this.#present = present;
    this.#store = store;
    const unseen = items.filter(({ id, seen }) => present && !seen && !this.#told.has(id));
    if (unseen.length === 0) return;
    for (const { id } of unseen) this.#told.add(id);
    void store?.mark(unseen, 'seen');
  }
}
