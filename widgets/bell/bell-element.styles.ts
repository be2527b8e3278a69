import { css } from 'lit';

/** The bell itself, and the frame of what it opens. */
export const bellStyles = css`
  :host {
    position: relative;
    display: inline-block;
    /* As without its code: an empty box has another baseline. */
    vertical-align: middle;
  }

  .anchor {
    color: var(--_text);
  }

  .badge {
    position: absolute;
    inset-block-start: -0.1em;
    inset-inline-start: 50%;
    box-shadow: 0 0 0 2px var(--_surface);
    pointer-events: none;
  }

  .panel[popover] {
    block-size: min(36em, 100dvb - 6em);
    inline-size: min(25em, 100dvi - 1.5em);
  }

  belfry-feed {
    block-size: 100%;
    min-block-size: 0;
    --_frame: 0;
    border-radius: 0;
  }
`;
