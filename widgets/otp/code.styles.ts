import { css } from 'lit';

/** The second step’s own styles. */
export const codeStyles = css`
  #sent {
    margin-block: calc(var(--_space) * -1) calc(var(--_space) * 3);
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

  /* The countdown is to be read, though its button waits. */
  .ways button:disabled {
    background: none;
    opacity: 1;
  }

  .ways button:not(:disabled) {
    color: var(--_text);
  }

  .code {
    --_gap: 0.5em;

    position: relative;
    inline-size: 100%;
    max-inline-size: calc(var(--_cells) * (4em + var(--_gap)) - var(--_gap));
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

  .cell.active:empty::after {
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
