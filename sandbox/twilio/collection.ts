/** A resource that lists hold: addressed by its sid. */
export interface Resource {
  readonly sid: string;
}

/**
 * All resources of one kind, in the order they were made in. A sid keeps its place after its resource is deleted:
 * a client that deletes while it pages must find its next page.
 */
export class Collection<T extends Resource> {
  readonly #all = new Map<string, T>();
  readonly #places = new Map<string, number>();
  #count = 0;

  add(resource: T): T {
    this.#all.set(resource.sid, resource);
    this.#places.set(resource.sid, this.#count);
    this.#count += 1;
    return resource;
  }

  get(sid: string): T | undefined {
    return this.#all.get(sid);
  }

  delete(sid: string): boolean {
    return this.#all.delete(sid);
  }

  get size(): number {
    return this.#all.size;
  }

  /** Oldest first. */
  values(): Iterable<T> {
    return this.#all.values();
  }

  /** Newest first. */
  newestFirst(): T[] {
    return [...this.#all.values()].reverse();
  }

  /** Where in the order a sid is, or was; undefined for one that never was. */
  place(sid: string): number | undefined {
    return this.#places.get(sid);
  }

  clear(): void {
    this.#all.clear();
    this.#places.clear();
    this.#count = 0;
  }
}
