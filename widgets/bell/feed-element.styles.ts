import { css } from 'lit';

/** The feed's box in the page: as tall as its list, or as its host is told to be. */
export const feedStyles = css`
  :host {
    display: block;
    min-block-size: 24em;
    overflow: clip;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
`;
