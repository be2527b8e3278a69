/** px from which a move is a swipe and no unsteady press. */
const slack = 8;
/** The part of a toast's breadth after which it goes when it is let go; or px per ms at that moment. */
const enough = 0.35;
const fast = 0.5;

/** Throws a toast out by the finger, the pen or the mouse, to either side. */
export class Swipe {
  readonly #dismiss: (toast: HTMLElement) => void;
  #toast: HTMLElement | undefined;
  #from = 0;
  #since = 0;
  #moved = 0;
  #swiping = false;
  /** The press that ends a swipe chooses nothing. */
  #spent = false;

  constructor(dismiss: (toast: HTMLElement) => void) {
    this.#dismiss = dismiss;
  }

  /** For `@pointerdown` of the list. */
  readonly down = (event: PointerEvent): void => {
    this.#spent = false;
    if (!event.isPrimary || event.button !== 0) return;
    this.#toast = (event.target as Element).closest<HTMLElement>('.toast') ?? undefined;
    this.#from = event.clientX;
    this.#since = event.timeStamp;
  };

  /** For `@pointermove`. */
  readonly move = (event: PointerEvent): void => {
    if (!this.#toast) return;
    this.#moved = event.clientX - this.#from;
    if (!this.#swiping) {
      if (Math.abs(this.#moved) < slack) return;
      this.#swiping = true;
      this.#toast.toggleAttribute('data-dragged', true);
      try {
        this.#toast.setPointerCapture(event.pointerId);
      } catch {
        // The pointer has gone meanwhile: what follows ends it.
      }
    }
    this.#toast.style.setProperty('--_drag', `${this.#moved}px`);
  };

  /** For `@pointerup`. */
  readonly up = (event: PointerEvent): void => {
    const toast = this.#toast;
    const speed = Math.abs(this.#moved) / Math.max(1, event.timeStamp - this.#since);
    const away = toast && (Math.abs(this.#moved) > toast.offsetWidth * enough || speed > fast);
    this.#spent = this.#swiping;
    const out = this.#swiping && away;
    this.cancel();
    if (out) this.#dismiss(toast);
  };

  /** For `@pointercancel`. */
  readonly cancel = (): void => {
    this.#toast?.removeAttribute('data-dragged');
    this.#toast?.style.removeProperty('--_drag');
    this.#toast = undefined;
    this.#moved = 0;
    this.#swiping = false;
  };

  /** For `click` before anything else hears it. */
  readonly clicked = (event: Event): void => {
    if (!this.#spent) return;
    this.#spent = false;
    event.preventDefault();
    event.stopPropagation();
  };
}
