import type { ReactiveController } from 'lit';
import { badgeCount } from '../../shared/format.ts';
import type { FeedStore } from '../feed.store.ts';
import type { FeedHost, FeedParts } from './feed-parts.ts';

/**
 * How many are archived. The vendor counts only what is not, so the beginning of the archive is asked for: marks made
 * here are in it at once, and where it goes on, the number says that there are more. Nobody looks at it, so the store
 * forgets it when it asks again for what is looked at; then it is its beginning alone that is asked for, too.
 */
export class ArchiveCount implements ReactiveController {
  readonly #parts: FeedParts;
  #wanted = false;
  /** What was said last, while the archive is asked for again. */
  #said: { store: FeedStore; text: string } | undefined;

  constructor(host: FeedHost, parts: FeedParts) {
    this.#parts = parts;
    host.addController(this);
  }

  /** As its tab shows it, for whoever draws that; undefined while there is nothing to say. */
  text(): string | undefined {
    this.#wanted = true;
    const store = this.#parts.store();
    const list = store?.snapshot.lists.archived;
    if (store && list?.status === 'ready') {
      const { length } = list.items;
      const isAll = list.more === 'none';
      const text = badgeCount(isAll ? length : length + 1, length, this.#parts.words.language);
      this.#said = { store, text };
    }
    return this.#said?.store === store ? this.#said?.text : undefined;
  }

  hostUpdated(): void {
    const store = this.#wanted ? this.#parts.store() : undefined;
    this.#wanted = false;
    const lists = store?.snapshot.lists;
    // After what the visitor came for, which may fail.
    if (!lists || lists.archived || lists[this.#parts.filter()]?.status !== 'ready') return;
    // Not while it is drawn: what is asked for tells its followers.
    queueMicrotask(() => store?.show('archived')());
  }

  hostDisconnected(): void {
    this.#said = undefined;
  }
}
