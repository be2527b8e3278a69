import { noChange } from 'lit';
import { directive, Directive, type ElementPart } from 'lit/directive.js';

class CssVars extends Directive {
  #set = new Map<string, string>();

  // Rendered on a server there is no element to set properties on.
  override render(_vars: Readonly<Record<`--_${string}`, string>>): typeof noChange {
    return noChange;
  }

  override update(part: ElementPart, [vars]: [Readonly<Record<`--_${string}`, string>>]): typeof noChange {
    const { style } = part.element as HTMLElement;
    for (const [name, value] of Object.entries(vars)) {
      if (this.#set.get(name) === value) continue;
      this.#set.set(name, value);
      style.setProperty(name, value);
    }
    return noChange;
  }
}

/** Sets private custom properties on an element, by script: a strict policy blocks style attributes. */
export const cssVars = directive(CssVars);
