import { css } from 'lit';

/** The frame of the chat: its box in the page, or the floating button and what it opens. */
export const chatElementStyles = css`
  :host {
    display: block;
    block-size: 36em;
  }

  .inline {
    block-size: 100%;
    min-block-size: 16em;
    overflow: hidden;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  /* Takes no room in the page. */
  :host([launcher]) {
    display: contents;
  }

  .launcher {
    position: fixed;
    inset: auto;
    inset-block-end: calc(var(--_space) * 5);
    inset-inline-end: calc(var(--_space) * 5);
    margin: 0;
    padding: 0;
    block-size: 3.5em;
    min-block-size: 3.5em;
    inline-size: 3.5em;
    border-radius: 50%;
    overflow: visible;
    background: var(--_accent);
    color: var(--_on-accent);
    box-shadow: var(--_shadow);
    transition: scale var(--_fast) ease-out;
  }

  .launcher:hover {
    background: color-mix(in srgb, var(--_accent) 90%, var(--_text));
    scale: 1.04;
  }

  .launcher .icon {
    block-size: 1.6em;
    inline-size: 1.6em;
  }

  .launcher .badge {
    position: absolute;
    inset-block-start: -0.2em;
    inset-inline-end: -0.2em;
    background: var(--_danger);
    color: var(--_surface);
    box-shadow: 0 0 0 2px var(--_surface);
  }

  :host([placement$='start']) .launcher {
    inset-inline: calc(var(--_space) * 5) auto;
  }

  :host([placement^='top']) .launcher {
    inset-block: calc(var(--_space) * 5) auto;
  }

  :host([launcher]) .panel[popover] {
    position-area: block-start span-inline-start;
    block-size: min(40em, 100dvb - 8em);
    inline-size: min(26em, 100dvi - 2.5em);
    margin-block: calc(var(--_space) * 3);
  }

  :host([launcher][placement='bottom-start']) .panel[popover] {
    position-area: block-start span-inline-end;
  }

  :host([launcher][placement='top-end']) .panel[popover] {
    position-area: block-end span-inline-start;
  }

  :host([launcher][placement='top-start']) .panel[popover] {
    position-area: block-end span-inline-end;
  }

  @media (width < 480px), (height < 480px) {
    :host([launcher]) .panel[popover] {
      position-area: none;
      margin: 0;
    }
  }

  @media (forced-colors: active) {
    .launcher,
    .inline {
      border: 1px solid CanvasText;
    }
  }
`;
