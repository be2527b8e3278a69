import { css } from 'lit';

/**
 * Places a `.panel[popover]` at its `.anchor` by CSS anchor positioning, in the top layer, flipping where there is no
 * room; on a small screen it is a full sheet. `placement` is the host's attribute: the side of the anchor, then the
 * edge they share.
 */
export const anchorStyles = css`
  .waiting {
    block-size: 100%;
  }

  .anchor {
    anchor-name: --belfry-anchor;
  }

  .panel[popover] {
    position: fixed;
    position-anchor: --belfry-anchor;
    position-area: block-end span-inline-start;
    position-try-fallbacks:
      flip-block,
      flip-inline,
      flip-block flip-inline;
    inset: auto;
    margin: calc(var(--_space) * 2) 0;
    padding: 0;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    box-shadow: var(--_shadow);
    overflow: clip;
    /* What scrolls in it does not scroll the page; in the page it does. */
    --_over: contain;
  }

  .panel:focus {
    outline: none;
  }

  :host([placement='bottom-start']) .panel[popover] {
    position-area: block-end span-inline-end;
  }

  :host([placement='top-end']) .panel[popover] {
    position-area: block-start span-inline-start;
  }

  :host([placement='top-start']) .panel[popover] {
    position-area: block-start span-inline-end;
  }

  /* By an animation: WebKit stays at the values of a starting style, and at the display of a transition. */
  .panel:popover-open {
    animation: belfry-appear var(--_fast) ease-out;
  }

  @keyframes belfry-appear {
    from {
      opacity: 0;
      translate: 0 -0.25em;
    }
  }

  @media (width < 480px), (height < 480px) {
    .panel[popover] {
      position-area: none;
      inset: var(--_room-start, 0) 0 auto;
      block-size: var(--_room, 100dvb) !important;
      inline-size: 100dvi !important;
      max-block-size: none !important;
      max-inline-size: none !important;
      margin: 0;
      border: 0;
      border-radius: 0;
    }
  }
`;
