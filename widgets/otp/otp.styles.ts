import { css } from 'lit';

const layout = css`
  :host {
    display: block;
    max-inline-size: 24em;
  }

  form {
    display: flex;
    flex-direction: column;
  }

  label {
    margin-block-end: calc(var(--_space) * 1.5);
    font-weight: var(--_strong);
  }

  .note {
    margin: 0;
    color: var(--_muted);
    font-size: var(--_small);
  }

  #sent {
    margin-block: calc(var(--_space) * -1) calc(var(--_space) * 3);
  }

  .link {
    white-space: nowrap;
  }

  .message {
    margin: 0;
    min-block-size: calc(var(--_space) * 3);
    padding-block: var(--_space) calc(var(--_space) * 2);
    color: var(--_danger);
    font-size: var(--_small);
  }

  .message:empty {
    padding-block: 0;
  }

  form > .primary,
  form > .secondary {
    min-block-size: 2.75em;
  }

  form > .secondary {
    margin-block-start: calc(var(--_space) * 2);
  }

  .primary[aria-busy='true'] {
    opacity: 0.7;
  }

  .ways {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0 calc(var(--_space) * 2);
    margin-block-start: calc(var(--_space) * 2);
    font-size: var(--_small);
  }

  .ways button {
    font-variant-numeric: tabular-nums;
  }

  /* 16px: below it a phone's browser zooms into a focused field. */
  input,
  select {
    margin: 0;
    border: 0;
    border-radius: 0;
    background: none;
    color: inherit;
    font-family: inherit;
    font-size: max(16px, 1em);
    line-height: inherit;
  }

  .verified {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
    min-block-size: 2.75em;
    border-radius: calc(var(--_radius) * 0.67);
  }

  .verified .icon {
    color: var(--_accent);
  }

  .verified .link {
    margin-inline-start: auto;
    font-size: var(--_small);
  }

  .placeholder {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_space) * 3);
  }

  .placeholder .skeleton {
    block-size: 2.75em;
  }

  .placeholder .skeleton:first-child {
    block-size: 1em;
    inline-size: 8em;
  }
`;

const phone = css`
  .phone {
    display: flex;
    min-block-size: 2.75em;
    border: 1px solid var(--_control-border);
    border-radius: calc(var(--_radius) * 0.67);
    background: var(--_surface);
  }

  .phone:has(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 1px;
  }

  .phone:has([aria-invalid]) {
    border-color: var(--_danger);
  }

  .phone:has(:disabled) {
    opacity: 0.5;
  }

  .phone :focus-visible {
    outline: none;
  }

  .country {
    position: relative;
    display: flex;
    flex: none;
    border-inline-end: 1px solid var(--_border);
  }

  .dial {
    display: flex;
    align-items: center;
    gap: var(--_space);
    padding-inline: calc(var(--_space) * 3) calc(var(--_space) * 2);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .dial .icon {
    block-size: 1em;
    inline-size: 1em;
    color: var(--_muted);
  }

  .country:has(:focus-visible) .dial {
    background: var(--_hover);
  }

  /* The real select lies over its picture: it opens natively, at no cost and with every aid. */
  select {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    opacity: 0;
    cursor: pointer;
  }

  option {
    background: var(--_surface);
    color: var(--_text);
  }

  .phone input {
    flex: 1;
    min-inline-size: 0;
    padding-inline: calc(var(--_space) * 3);
  }
`;

const code = css`
  .code {
    --_cell: 2.75em;
    --_gap: 0.5em;

    position: relative;
    align-self: start;
    inline-size: calc(var(--_cells) * (var(--_cell) + var(--_gap)) - var(--_gap));
    max-inline-size: 100%;
    container-type: inline-size;
    font-size: max(16px, 1em);
    /* Past the last cell the field has room for its caret, which is not to be seen. */
    overflow: clip;
    overflow-clip-margin: 4px;
  }

  .cells {
    display: grid;
    grid-template-columns: repeat(var(--_cells), minmax(0, 1fr));
    gap: var(--_gap);
  }

  .cell {
    display: flex;
    align-items: center;
    justify-content: center;
    block-size: 3.25em;
    border: 1px solid var(--_control-border);
    border-radius: calc(var(--_radius) * 0.67);
    background: var(--_surface);
    font-variant-numeric: tabular-nums;
    font-weight: var(--_strong);
    transition: border-color var(--_fast) ease-out;
  }

  .cell.active {
    border-color: var(--_focus);
    outline: 1px solid var(--_focus);
  }

  .cell.caret::after {
    block-size: 1.4em;
    border-inline-start: 1.5px solid var(--_text);
    content: '';
    animation: belfry-caret 1.1s steps(1) infinite;
  }

  @keyframes belfry-caret {
    50% {
      opacity: 0;
    }
  }

  .code:has([aria-invalid]) .cell:not(.active) {
    border-color: var(--_danger);
  }

  .code:has(:disabled) {
    opacity: 0.5;
  }

  /*
   * The real field over the cells: its text is see-through, but spaced so that each digit lies on its cell and a click
   * or a selection meets the right one. It is not hidden: what is, some phones neither fill nor paste into.
   */
  .code input {
    --_pitch: calc((100cqi + var(--_gap)) / var(--_cells));

    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: calc(100% + var(--_gap) + 4em);
    padding: 0;
    padding-inline-start: calc((var(--_pitch) - var(--_gap)) / 2 - 0.5ch);
    color: transparent;
    font-family: ui-monospace, monospace;
    font-size: 1em;
    letter-spacing: calc(var(--_pitch) - 1ch);
    caret-color: transparent;
  }

  .code input:focus-visible {
    outline: none;
  }

  .code input::selection {
    background: transparent;
    color: transparent;
  }

  .code input:autofill {
    -webkit-text-fill-color: transparent;
    transition: background-color 0s 100000s;
  }

  @media (forced-colors: active) {
    .code input {
      forced-color-adjust: none;
    }

    .cell.active {
      outline-color: Highlight;
    }
  }
`;

export const otpStyles = [layout, phone, code];
