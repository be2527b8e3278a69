import type { ReactiveController, ReactiveControllerHost } from 'lit';

export type PopoverHost = ReactiveControllerHost & HTMLElement & { open: boolean };

/**
 * One owner of a panel's open state. The panel is a `popover="auto"` in the host's shadow root, its button points at
 * it by `popovertarget`: the platform opens it in the top layer, closes it on Escape or a press outside, and knows
 * that the press on its own button is no press outside. This controller keeps the host's `open` in step, both ways,
 * and gives focus back (Chromium does not always).
 *
 * Place the panel with `anchorStyles`.
 */
export class PopoverController implements ReactiveController {
  #host: PopoverHost;
  #panel: () => HTMLElement | null;
  #button: () => HTMLElement | null;
  #changed: (open: boolean) => void;
  /** What was last done of the host's `open`: the platform closes a panel before it says so. */
  #done = false;

  /** @param parts.changed called after each change, however it came about */
  constructor(
    host: PopoverHost,
    parts: {
      panel: () => HTMLElement | null;
      button: () => HTMLElement | null;
      changed: (open: boolean) => void;
    },
  ) {
    this.#host = host;
    this.#panel = parts.panel;
    this.#button = parts.button;
    this.#changed = parts.changed;
    host.addController(this);
  }

  /** For `@toggle` of the panel. */
  readonly toggled = (event: ToggleEvent): void => {
    const open = event.newState === 'open';
    // Closed from the keyboard or its own close button, focus was inside: it goes back to where it came from.
    if (!open && this.#focusIsLost()) this.#button()?.focus({ preventScroll: true });
    this.#done = open;
    this.#host.open = open;
    this.#changed(open);
  };

  hostUpdated(): void {
    const panel = this.#panel();
    const { open } = this.#host;
    // A browser without popovers opens it in the page's own layers.
    const old = !('popover' in (this.#host as object));
    if (panel && old) panel.hidden = !open;
    if (!panel?.isConnected || open === this.#done) return;
    this.#done = open;
    if (old) this.#changed(open);
    else if (open !== panel.matches(':popover-open')) panel.togglePopover();
  }

  /** Out of the page a panel is closed without a word. */
  hostDisconnected(): void {
    this.#done = false;
  }

  #focusIsLost(): boolean {
    const root = this.#host.shadowRoot;
    const inside = root?.activeElement;
    if (inside) return this.#panel()?.contains(inside) ?? false;
    return [null, document.body, this.#host].includes(document.activeElement as HTMLElement | null);
  }
}
