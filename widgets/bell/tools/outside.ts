import type { FeedHost } from './feed-parts.ts';

/** Speaks for a feed in a closed bell: beside the panel, which is closed to screen readers as to all. */
export class Outside {
  readonly #region = document.createElement('div');

  constructor({ inPopover, owner }: FeedHost) {
    if (!inPopover) return;
    this.#region.className = 'visually-hidden';
    this.#region.role = 'status';
    // Before it is filled, or nothing is said.
    owner.shadowRoot?.append(this.#region);
  }

  say(text: string): void {
    if (document.visibilityState === 'hidden') return;
    // A no-break space makes a repeated text a new one.
    this.#region.textContent = this.#region.textContent === text ? `${text}\u00a0` : text;
  }
}
