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
    // What was marked elsewhere meanwhile is not told.
    if (present && !this.#present) void store?.refresh();
    if (!present || store !== this.#store) this.#told.clear();
    this.#present = present;
    this.#store = store;
    const unseen = items.filter(({ id, seen }) => present && !seen && !this.#told.has(id));
    if (unseen.length === 0) return;
    for (const { id } of unseen) this.#told.add(id);
    void store?.mark(unseen, 'seen');
  }
}
