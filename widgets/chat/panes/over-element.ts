import { css } from 'lit';
import { PaneElement } from './pane-element.ts';

/** px kept free around it */
const gap = 6;

const overStyles = css`
  :host([popover]) {
    position: fixed;
    inset: var(--_y, 0) auto auto var(--_x, 0);
    display: block;
    block-size: auto;
    max-block-size: min(30em, 90dvb);
    max-inline-size: min(24em, 94dvi);
    margin: 0;
    padding: var(--_space);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
    overflow: hidden auto;
    overscroll-behavior: contain;
    animation: belfry-over var(--_fast) ease-out;
  }

  :host([popover]:focus) {
    outline: 0;
  }

  @keyframes belfry-over {
    from {
      opacity: 0;
      translate: 0 -0.2em;
    }
  }

  /* Where fingers press, from the lower edge of the window. */
  @media (width < 480px) and (pointer: coarse) {
    :host([popover]) {
      inset: auto 0 0;
      inline-size: 100dvi;
      max-inline-size: none;
      padding-block-end: max(calc(var(--_space) * 3), env(safe-area-inset-bottom));
      border-inline: 0;
      border-block-end: 0;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
    }
  }
`;

/**
 * A pane that stands at what opened it, in the top layer: below it, above where there is no room below. What opens it may
 * be in any shadow root, where no anchor's name reaches; so its place is reckoned.
 */
export abstract class OverElement extends PaneElement {
  static override styles = [PaneElement.styles, overStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    // By hand: the release of the press that opened it would dismiss one that the platform minds.
    this.popover = 'manual';
    document.addEventListener('pointerdown', this.#outside, true);
    document.addEventListener('scroll', this.#place, true);
    globalThis.addEventListener('resize', this.#place);
    this.addEventListener('focusout', this.#left);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.#outside, true);
    document.removeEventListener('scroll', this.#place, true);
    globalThis.removeEventListener('resize', this.#place);
    this.removeEventListener('focusout', this.#left);
  }

  protected override updated(): void {
    if (!this.matches(':popover-open')) this.showPopover();
    this.#place();
    super.updated();
  }

  readonly #place = (): void => {
    const { opener } = this;
    if (!(opener instanceof Element) || !opener.isConnected) return;
    const at = opener.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const { offsetWidth, offsetHeight } = this;
    const edge = this.matches(':dir(rtl)') ? at.left : at.right - offsetWidth;
    const x = Math.max(gap, Math.min(edge, clientWidth - offsetWidth - gap));
    const below = at.bottom + gap;
    const fits = below + offsetHeight + gap <= clientHeight;
    const y = fits ? below : Math.max(gap, at.top - offsetHeight - gap);
    this.style.setProperty('--_x', `${x}px`);
    this.style.setProperty('--_y', `${y}px`);
  };

  readonly #outside = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.leave();
  };

  readonly #left = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget instanceof Node && !this.contains(relatedTarget)) this.leave();
  };
}
