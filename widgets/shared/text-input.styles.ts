import { css } from 'lit';

/** A field of one line for text; how broad and high it is, each place says itself. */
export const textInputStyles = css`
  input:is([type='text'], [type='search']) {
    min-inline-size: 0;
    padding: 0 calc(var(--_space) * 3);
    border: 1px solid var(--_control-border);
    border-radius: calc(var(--_radius) * 0.67);
    background: none;
    color: inherit;
    font: inherit;
  }

  input:is([type='text'], [type='search']):focus-visible {
    border-color: var(--_focus);
    outline: 1px solid var(--_focus);
    outline-offset: 0;
  }

  /* Without a text, an automatic direction is left to right: the hint has that of the words around it. */
  input:placeholder-shown {
    direction: inherit;
  }

  /* Phones zoom into a field whose letters are smaller. */
  @media (pointer: coarse) {
    input:is([type='text'], [type='search']) {
      font-size: max(1em, 16px);
    }
  }
`;
