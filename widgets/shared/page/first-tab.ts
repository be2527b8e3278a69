/**
 * One tab among those that are open to the same visitor: the one that has been waiting longest. When it is closed, the
 * next one is. Where tabs cannot agree each of them is.
 */
export class FirstTab {
  #first = !navigator.locks;
  #leave: (() => void) | undefined;

  /** @param name what the tabs agree on */
  constructor(name: string) {
    const left = new Promise<void>((resolve) => (this.#leave = resolve));
    void navigator.locks?.request(name, () => {
      this.#first = true;
      return left;
    });
  }

  get isFirst(): boolean {
    return this.#first;
  }

  leave(): void {
    this.#first = false;
    this.#leave?.();
  }
}
