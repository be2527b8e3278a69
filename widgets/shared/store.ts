/**
 * State outside the DOM. A store holds one frozen snapshot and tells its listeners when there is a new one.
 * Elements render snapshots and never change them; everything that changes state is a method of a store.
 */
export class Store<State extends object> {
  #snapshot: Readonly<State>;
  #listeners = new Set<(snapshot: Readonly<State>) => void>();

  constructor(initial: State) {
    this.#snapshot = Object.freeze({ ...initial });
  }

  get snapshot(): Readonly<State> {
    return this.#snapshot;
  }

  /** Calls `listener` with every later snapshot; returns what ends it. */
  subscribe(listener: (snapshot: Readonly<State>) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Makes the next snapshot; nobody is told when nothing is different. */
  protected set(patch: Partial<State>): void {
    const keys = Object.keys(patch) as (keyof State)[];
    if (keys.every((key) => Object.is(patch[key], this.#snapshot[key]))) return;
    this.#snapshot = Object.freeze({ ...this.#snapshot, ...patch });
    // A copy: a listener may end its own subscription.
    for (const listener of [...this.#listeners]) listener(this.#snapshot);
  }
}
