/** Registers an element unless its name is taken: with two copies on a page the first wins, and nothing throws. */
export function define(tag: string, element: CustomElementConstructor): void {
  if (!customElements.get(tag)) customElements.define(tag, element);
}
