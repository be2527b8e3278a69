import { css } from 'lit';

/** The picker of emoji. */
export const pickerStyles = css`
  :host {
    --_cell: 2.25em;

    display: flex;
    inline-size: calc(var(--_cell) * 8 + var(--_space) * 5);
    max-inline-size: 100%;
    block-size: 21em;
    max-block-size: 70dvb;
    flex-direction: column;
  }

  .top {
    display: flex;
    gap: var(--_space);
    padding: calc(var(--_space) * 1.5) calc(var(--_space) * 1.5) var(--_space);
  }

  input {
    flex: 1;
    block-size: 2.25em;
  }

  input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  .tone,
  .groups button,
  .cells button {
    inline-size: var(--_cell);
    min-block-size: var(--_cell);
    padding: 0;
    font-family: system-ui, 'Apple Color Emoji', 'Segoe UI Emoji', 'Noto Color Emoji', sans-serif;
    line-height: 1;
  }

  .groups {
    display: flex;
    justify-content: space-between;
    padding-inline: calc(var(--_space) * 1.5);
    border-block-end: 1px solid var(--_border);
  }

  .groups button {
    flex: 1;
    inline-size: auto;
    min-inline-size: 0;
    border-radius: 0;
    filter: grayscale(1);
    opacity: 0.75;
  }

  .groups button[aria-current='true'] {
    box-shadow: inset 0 -2px var(--_accent);
    filter: none;
    opacity: 1;
  }

  .all {
    position: relative;
    flex: 1;
    padding: 0 calc(var(--_space) * 1.5) calc(var(--_space) * 2);
    overflow: hidden auto;
    overscroll-behavior: contain;
    scroll-padding-block-start: 2em;
  }

  .title {
    position: sticky;
    z-index: 1;
    inset-block-start: 0;
    margin: 0;
    padding: calc(var(--_space) * 1.75) calc(var(--_space) * 1.5) var(--_space);
    background: var(--_surface);
    color: var(--_muted);
    font-size: 0.75em;
    font-weight: var(--_strong);
  }

  section {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 24em;
  }

  .cells {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(var(--_cell), 1fr));
  }

  .cells button {
    inline-size: auto;
    font-size: 1em;
  }

  .cells span {
    font-size: 1.375em;
  }

  .cells button:focus-visible {
    background: var(--_hover);
    outline-offset: -2px;
  }

  .none {
    margin: 0;
    padding: calc(var(--_space) * 6) calc(var(--_space) * 4);
    color: var(--_muted);
    text-align: center;
  }

  @media (pointer: coarse) {
    :host {
      --_cell: max(2.25em, 44px);
    }

    input {
      block-size: max(2.25em, 44px);
      font-size: max(1em, 16px);
    }
  }

  @media (width < 480px) and (pointer: coarse) {
    :host {
      inline-size: 100%;
    }
  }

  @media (forced-colors: active) {
    .cells button,
    .groups button {
      border: 0;
    }

    .groups button[aria-current='true'] {
      border-block-end: 2px solid Highlight;
    }
  }
`;
