import type { LitElement, ReactiveController } from 'lit';
import { stepOf } from '../../shared/step.ts';

/**
 * Which option of a listbox is meant, while the focus stays in the field above it: the arrow keys move it, Enter chooses
 * it. Options are `[role=option]` with an id.
 */
export class ActiveOption implements ReactiveController {
  readonly #host: LitElement;
  #id: string | undefined;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  /** The id of the option, for `aria-activedescendant`. */
  get id(): string | undefined {
    return this.#id;
  }

  hostUpdated(): void {
    if (this.#id !== undefined && !this.#options().some(({ id }) => id === this.#id)) this.#set(undefined);
  }

  /** For `@keydown` of the field. */
  readonly key = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const options = this.#options();
    const at = options.findIndex(({ id }) => id === this.#id);
    if (event.key === 'Enter') {
      const option = options[at] ?? options[0];
      if (!option) return;
      event.preventDefault();
      option.click();
      return;
    }
    // Home and End move in the text.
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const to = stepOf(event, at, options.length);
    const option = options[to ?? (event.key === 'ArrowUp' ? -1 : at)];
    this.#set(option?.id);
    option?.scrollIntoView({ block: 'nearest' });
  };

  #options(): HTMLElement[] {
    return [...this.#host.renderRoot.querySelectorAll<HTMLElement>('[role=option]')];
  }

  #set(id: string | undefined): void {
    this.#id = id;
    this.#host.requestUpdate();
  }
}
