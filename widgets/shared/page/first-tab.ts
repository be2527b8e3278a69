/**
 * One tab among those that are open to the same visitor: the one that has been waiting longest. When it is closed, the
 * next one is. Where tabs cannot agree each of them is.
 */
export class FirstTab {
  #first = false;
  #ended = false;
  #leave: (() => void) | undefined;

  /** @param name what the tabs agree on */
  constructor(name: string) {
    const left = new Promise<void>((resolve) => (this.#leave = resolve));
    const take = (): Promise<void> => {
      this.#first = true;
      return left;
    };
    // A browser that blocks what sites keep has locks, and refuses them.
    if (navigator.locks) navigator.locks.request(name, take).catch(take);
    else void take();
  }

  get isFirst(): boolean {
    return this.#first && !this.#ended;
  }

  leave(): void {
    this.#ended = true;
    this.#leave?.();
  }
}
