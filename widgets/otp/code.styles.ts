import { css } from 'lit';

/** The second step’s own styles. */
export const codeStyles = css`
  #sent {
    margin-block: calc(var(--_space) * -1) calc(var(--_space) * 3);
  }

  .code {
    --_gap: 0.5em;

    position: relative;
    max-inline-size: calc(var(--_cells) * (4em + var(--_gap)) - var(--_gap));
    container-type: inline-size;
    /* Past the last cell the field has room for its caret, which is not to be seen. */
    overflow: clip;
    overflow-clip-margin: 4px;
  }

  /* A refused code; the next digit ends it. */
  .code:has([aria-invalid]) {
    animation: belfry-shake 320ms ease-out;
  }

  @keyframes belfry-shake {
    20%,
    60% {
      translate: -5px;
    }

    40%,
    80% {
      translate: 5px;
    }
  }

  .cells {
    display: grid;
    grid-template-columns: repeat(var(--_cells), minmax(0, 1fr));
    gap: var(--_gap);
  }

  .cell {
    display: grid;
    place-items: center;
    block-size: 3.25em;
    font-weight: var(--_strong);
  }

  .code:focus-within .active {
    border-color: var(--_focus);
    outline: 1px solid var(--_focus);
  }

  .code:focus-within .active:empty::after {
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

  /*
   * The real field over the cells: its text is see-through, but spaced so that each digit lies on its cell and a click
   * or a selection meets the right one. It is not hidden: what is, some phones neither fill nor paste into.
   */
  .code input {
    --_pitch: calc((100cqi + var(--_gap)) / var(--_cells));

    position: absolute;
    inset: 0;
    inline-size: calc(100% + var(--_gap) + 4em);
    padding: 0;
    padding-inline-start: calc((var(--_pitch) - var(--_gap)) / 2 - 0.5ch);
    color: transparent;
    font-family: ui-monospace, monospace;
    letter-spacing: calc(var(--_pitch) - 1ch);
    caret-color: transparent;
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

    .code:focus-within .active {
      outline-color: Highlight;
    }
  }
`;
