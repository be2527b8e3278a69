import { css } from 'lit';

/** The feed's box, as tall as its list or as its host is told to be; its header, and what stands around the list. */
export const feedStyles = css`
  :host {
    block-size: auto;
    min-block-size: 24em;
    overflow: clip;
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  .frame {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-block-size: inherit;
    /* Here, for a reset takes the border off every host. */
    border: var(--_frame, 1px solid var(--_border));
    border-radius: var(--_radius);
    outline: none;
  }

  .head {
    border-block-end: 1px solid var(--_border);
  }

  .bar {
    gap: var(--_space);
    min-block-size: 3.25em;
  }

  h2 {
    flex: 1;
  }

  .tabs {
    display: flex;
    padding: 0 calc(var(--_space) * 2) calc(var(--_space) * 2);
    overflow-x: auto;
    scrollbar-width: none;
  }

  .tabs button {
    flex: none;
    gap: var(--_space);
    padding-inline: calc(var(--_space) * 2.5);
    color: var(--_muted);
    font-weight: var(--_strong);
  }

  :is(.tabs, .actions) button {
    font-size: var(--_small);
  }

  @media (pointer: fine) {
    :is(.tabs, .actions) button {
      min-block-size: 2em;
    }
  }

  .tabs button[aria-selected='true'] {
    background: var(--_hover);
    color: var(--_text);
  }

  .count {
    color: var(--_muted);
    font-weight: 400;
  }

  .stage {
    position: relative;
    display: flex;
    flex: 1;
    flex-direction: column;
    min-block-size: 0;
  }

  .scroller {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: var(--_over);
  }

  /* A skeleton has nothing to scroll to. */
  .scroller:has(> [aria-busy]:not([role])) {
    overflow: hidden;
  }

  .scroller > .state {
    min-block-size: 100%;
  }

  @media (width >= 480px) and (height >= 480px) {
    .close {
      display: none;
    }
  }
`;
