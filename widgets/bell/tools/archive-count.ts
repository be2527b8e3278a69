import type { ReactiveController } from 'lit';
import { badgeCount } from '../../shared/format.ts';
import type { FeedStore } from '../feed.store.ts';
import type { FeedHost, FeedParts } from './feed-parts.ts';

/**
 * How many are archived. The vendor counts only what is not, so the beginning of the archive is kept as long as somebody
 * is told of it: marks made here are in it at once, and where it goes on, the number says that there are more.
 */
export class ArchiveCount implements ReactiveController {
  readonly #parts: FeedParts;
  #wanted = false;
  #kept: { store: FeedStore; end: () => void } | undefined;

  constructor(host: FeedHost, parts: FeedParts) {
    this.#parts = parts;
    host.addController(this);
  }

  /** As its tab shows it, for whoever draws that; undefined while there is nothing to say. */
  text(): string | undefined {
    this.#wanted = true;
    const list = this.#kept?.store.snapshot.lists.archived;
    if (list?.status !== 'ready') return undefined;
    const { length } = list.items;
    const isAll = list.more === 'none';
    return badgeCount(isAll ? length : length + 1, length, this.#parts.words.language);
  }

  // Not while it is drawn: what is kept tells its followers.
  hostUpdated(): void {
    const store = this.#wanted ? this.#parts.store() : undefined;
    this.#wanted = false;
    if (store === this.#kept?.store) return;
    this.#kept?.end();
    this.#kept = store && { store, end: store.show('archived') };
  }

  hostDisconnected(): void {
    this.#kept?.end();
    this.#kept = undefined;
  }
}
