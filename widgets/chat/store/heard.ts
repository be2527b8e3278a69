/** Ids that are remembered: an event that comes twice does not come so late. */
const mostKept = 500;

/** Tells what is heard for the first time from what is said again. */
export class Heard {
  readonly #ids = new Set<string>();

  isNew(id: string): boolean {
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    if (this.#ids.size > mostKept) this.#ids.delete(this.#ids.values().next().value ?? '');
    return true;
  }
}
