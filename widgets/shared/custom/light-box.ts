import { BelfryElement } from '../base-element.ts';

let made = 0;

/**
 * An element in the page itself that shows through inside a shadow root of ours: a child of the outermost of our
 * elements around it, let through by a slot in each of those between. Named so that no two mix.
 */
export class LightBox {
  readonly element = document.createElement('div');
  readonly name: string;
  readonly #way: Element[] = [];

  /** @param inner where its slot of this name stands */
  constructor(inner: Node) {
    made += 1;
    this.name = `belfry-custom-${made}`;
    for (let root = inner.getRootNode(); root instanceof ShadowRoot; root = root.host.getRootNode()) {
      const outer = root.host.getRootNode();
      const between = outer instanceof ShadowRoot && outer.host instanceof BelfryElement;
      const child = between ? document.createElement('slot') : this.element;
      child.setAttribute('slot', this.name);
      if (between) child.setAttribute('name', this.name);
      root.host.append(child);
      this.#way.push(child);
      if (!between) return;
    }
  }

  remove(): void {
    for (const element of this.#way) element.remove();
  }
}
