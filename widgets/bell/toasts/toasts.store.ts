import { Store } from '../../shared/store.ts';
import { newestFirst, type FeedItem } from '../model.ts';

export interface ToastsState {
  /** Shown one by one, newest first. */
  readonly items: readonly FeedItem[];
  /** What there is no room for, and what came too much at once: shown as one, by its number. */
  readonly more: readonly FeedItem[];
}

/** Of what arrives at once, the most that is shown one by one. */
const few = 3;

/** The summary, among what has a time to stand; no item has this id. */
const summary = '';

/**
 * Which notifications stand before the visitor, and for how long. While it is held (somebody points at them, or has the
 * focus in them) no time passes, and nothing that arrives moves what is being read.
 */
export class ToastsStore extends Store<ToastsState> {
  /** ms that each stands; 0 for as long as it is not dismissed. */
  duration = 6_000;
  /** The most that stand one by one. */
  limit = 3;
  #held = false;
  #waiting: FeedItem[] = [];
  /** ms that are left to each, by id. */
  readonly #left = new Map<string, number>();
  /** Since when they run. */
  #since: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super({ items: [], more: [] });
  }

  get count(): number {
    return this.snapshot.items.length + this.snapshot.more.length;
  }

  add(arrived: readonly FeedItem[]): void {
    const { items, more } = this.snapshot;
    const known = new Set([...items, ...more, ...this.#waiting].map(({ id }) => id));
    const fresh = arrived.filter(({ id }) => !known.has(id)).sort(newestFirst);
    if (fresh.length === 0) return;
    if (this.#held && this.count > 0) {
      this.#waiting.push(...fresh);
      return;
    }
    this.#run();
    const storm = fresh.length > few;
    const all = storm ? items : [...fresh, ...items].sort(newestFirst);
    for (const { id } of storm ? [] : fresh) this.#left.set(id, this.duration);
    const left = all.slice(this.limit);
    const rest = [...(storm ? fresh : []), ...left];
    if (rest.length > 0) this.#left.set(summary, this.duration);
    this.#change(all.slice(0, this.limit), [...rest, ...more]);
  }

  /** Takes one away, or the summary. Returns what is gone. */
  dismiss(id: string): readonly FeedItem[] {
    const { items, more } = this.snapshot;
    if (id === summary) {
      this.#change(items, []);
      return more;
    }
    const gone = items.filter((item) => item.id === id);
    this.#change(
      items.filter((item) => item.id !== id),
      more,
    );
    return gone;
  }

  /** Takes away what has been dealt with elsewhere. */
  drop(isDone: (item: FeedItem) => boolean): void {
    const { items, more } = this.snapshot;
    this.#waiting = this.#waiting.filter((item) => !isDone(item));
    if ([...items, ...more].some(isDone))
      this.#change(
        items.filter((item) => !isDone(item)),
        more.filter((item) => !isDone(item)),
      );
  }

  hold(held: boolean): void {
    if (held === this.#held) return;
    this.#held = held;
    this.#run();
    if (!held) this.add(this.#waiting.splice(0));
  }

  clear(): void {
    this.#waiting = [];
    this.#change([], []);
  }

  #change(items: readonly FeedItem[], more: readonly FeedItem[]): void {
    this.set({ items: Object.freeze(items), more: Object.freeze(more) });
    const shown = new Set(items.map(({ id }) => id));
    if (more.length > 0) shown.add(summary);
    for (const id of this.#left.keys()) if (!shown.has(id)) this.#left.delete(id);
    this.#run();
    // Nobody holds what is not there.
    if (this.count === 0 && this.#waiting.length > 0) this.add(this.#waiting.splice(0));
  }

  /** Lets the time pass that has passed, and wakes when the next one ends. */
  #run(): void {
    const now = performance.now();
    const passed = this.#since === undefined ? 0 : now - this.#since;
    clearTimeout(this.#timer);
    for (const [id, left] of this.#left) this.#left.set(id, left - passed);
    const running = !this.#held && this.duration > 0 && this.#left.size > 0;
    this.#since = running ? now : undefined;
    if (running) this.#timer = setTimeout(this.#expire, Math.max(0, Math.min(...this.#left.values())));
  }

  readonly #expire = (): void => {
    this.#run();
    const { items, more } = this.snapshot;
    const stands = (id: string) => (this.#left.get(id) ?? 0) > 0;
    this.#change(
      items.filter(({ id }) => stands(id)),
      stands(summary) ? more : [],
    );
  };
}
