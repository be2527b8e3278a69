import { css } from 'lit';

/** The bar over the message that is pointed at, and what it opens. */
export const toolStyles = css`
  :host {
    position: absolute;
    z-index: 1;
    /* Over the row above rather than over what it is about. */
    inset-block-end: calc(100% - 0.375em);
    inset-inline-end: calc(var(--_space) * 2);
  }

  :host([side='start']) {
    inset-inline: calc(var(--_space) * 2) auto;
  }

  .bar {
    display: flex;
    padding: 1px;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.83);
    background: var(--_surface);
    box-shadow: 0 1px 3px rgb(16 18 27 / 10%);
    white-space: nowrap;
  }

  .bar .icon-button {
    inline-size: 2em;
    min-block-size: 2em;
  }

  .bar .icon-button[aria-expanded='true'] {
    background: var(--_hover);
    color: var(--_text);
  }

  /* Elsewhere it comes from the lower edge of the window. */
  @media not ((width < 480px) and (pointer: coarse)) {
    :host([side='start']) .sheet[popover] {
      position-area: block-end span-inline-end;
    }
  }

  .quick {
    display: flex;
    justify-content: space-between;
  }

  .quick button {
    inline-size: 2.25em;
    padding: 0;
    font-size: 1.125em;
  }

  .quick button[aria-pressed='true'] {
    background: color-mix(in srgb, var(--_accent) 14%, transparent);
  }

  .quick .all-emoji {
    color: var(--_muted);
  }
`;
