import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Host = ReactiveControllerHost & HTMLElement;

/** The key that leads to what has been shown aside, and back. */
const key = 'F6';

/**
 * The keyboard's way to the toasts and back to where it came from. They never take the focus by themselves; when the
 * one that holds it goes, the next has it, and after the last one the page.
 */
export class ToastFocus implements ReactiveController {
  readonly #host: Host;
  #origin: HTMLElement | undefined;
  #place = 0;
  #inside = false;
  /** Whether the toast that has the focus has it by a press, and holds nothing up. */
  #pressed = false;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  /** Whether the keyboard is among the toasts. */
  get inside(): boolean {
    return this.#inside && !this.#pressed;
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.#key);
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.#key);
    this.#inside = false;
    this.#origin = undefined;
  }

  hostUpdated(): void {
    if (!this.#inside || this.#host.shadowRoot?.activeElement) return;
    // The one that had the focus has gone.
    const next = this.#pressed ? undefined : (this.#toasts[this.#place] ?? this.#toasts.at(-1));
    if (next) next.focus();
    else this.#back();
  }

  /** For `@focusin` of the list. */
  readonly entered = (event: FocusEvent): void => {
    const target = event.target as HTMLElement;
    const toast = target.closest('.toast');
    this.#place = [...(toast?.parentElement?.children ?? [])].findIndex((one) => one === toast);
    this.#pressed = !target.matches(':focus-visible');
    if (!this.#inside && event.relatedTarget instanceof HTMLElement) this.#origin ??= event.relatedTarget;
    this.#inside = true;
    this.#host.requestUpdate();
  };

  /** For `@focusout`. Removed with its toast, the focus goes nowhere. */
  readonly left = (event: FocusEvent): void => {
    const { relatedTarget } = event;
    const gone = !(event.target as Element).isConnected;
    if (gone || (relatedTarget instanceof Node && this.#host.shadowRoot?.contains(relatedTarget))) return;
    // In some engines a removed element loses the focus before it is away.
    queueMicrotask(() => {
      if (!(event.target as Element).isConnected || this.#host.shadowRoot?.activeElement) return;
      this.#inside = false;
      this.#origin = undefined;
      this.#host.requestUpdate();
    });
  };

  get #toasts(): HTMLElement[] {
    return [...(this.#host.shadowRoot?.querySelectorAll<HTMLElement>('.toast') ?? [])].map(
      (toast) => toast.querySelector<HTMLElement>('.open, .dismiss') ?? toast,
    );
  }

  readonly #key = (event: KeyboardEvent): void => {
    const newest = this.#toasts.at(-1);
    const other = event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
    if (event.key !== key || other || event.defaultPrevented || !newest) return;
    event.preventDefault();
    if (this.#host.shadowRoot?.activeElement) {
      this.#back();
      return;
    }
    this.#origin = focused();
    newest.focus();
  };

  #back(): void {
    const origin = this.#origin;
    this.#inside = false;
    this.#origin = undefined;
    if (origin?.isConnected) origin.focus({ preventScroll: true });
    else (this.#host.shadowRoot?.activeElement as HTMLElement | null)?.blur();
    this.#host.requestUpdate();
  }
}

/** What has the focus, in whatever shadow root. */
function focused(): HTMLElement | undefined {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement && active !== document.body ? active : undefined;
}
