/** Something that elements share and that ends when the last of them is gone. */
export interface Disposable {
  dispose(): void;
}

/** ms that a shared thing outlives its last user: an element that is moved is away for less. */
const grace = 500;

/** Shared things by name: made when first asked for, ended when nobody has held them for a moment. */
export class Leases {
  #held = new Map<
    string,
    { value: Disposable; users: number; ending: ReturnType<typeof setTimeout> | undefined }
  >();

  /** The shared thing of this name, and what gives it back. */
  take<Shared extends Disposable>(
    name: string,
    create: () => Shared,
  ): { value: Shared; release: () => void } {
    let entry = this.#held.get(name);
    if (!entry) {
      entry = { value: create(), users: 0, ending: undefined };
      this.#held.set(name, entry);
    }
    const held = entry;
    clearTimeout(held.ending);
    held.users += 1;
    let released = false;
    const release = () => {
      if (released) return;
      released = true;
      held.users -= 1;
      if (held.users > 0) return;
      held.ending = setTimeout(() => {
        this.#held.delete(name);
        held.value.dispose();
      }, grace);
    };
    // One name always names one kind of thing.
    return { value: held.value as Shared, release };
  }
}
