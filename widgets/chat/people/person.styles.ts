import { css } from 'lit';

/** Rows of people, and what is chosen from: picture, name, and a line about them. */
export const personStyles = css`
  .person {
    display: grid;
    grid-template: auto auto / auto minmax(0, 1fr) auto;
    align-items: center;
    justify-content: normal;
    gap: 0 calc(var(--_space) * 3);
    inline-size: 100%;
    padding: calc(var(--_space) * 2);
    border-radius: calc(var(--_radius) * 0.67);
    text-align: start;
  }

  .face {
    position: relative;
    display: block;
    grid-row: 1 / -1;
  }

  .face.online::after {
    position: absolute;
    inset-block-end: 0;
    inset-inline-end: 0;
    aspect-ratio: 1;
    inline-size: 0.625em;
    border: 2px solid var(--_surface);
    border-radius: 50%;
    box-sizing: content-box;
    background: light-dark(#1f9d55, #4cc38a);
    content: '';
  }

  .person .name,
  .person .about {
    grid-column: 2;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .person .name:has(+ .about:empty) {
    grid-row: 1 / -1;
  }

  .person .about {
    color: var(--_muted);
    font-size: var(--_small);
  }

  .person .about:empty {
    display: none;
  }

  .person .end {
    display: flex;
    grid-area: 1 / 3 / -1;
    align-items: center;
    color: var(--_muted);
    font-size: var(--_small);
  }

  [role='option'] {
    cursor: pointer;
  }

  [role='option']:is(:hover, .active) {
    background: var(--_hover);
  }

  [role='option'].active {
    outline: 2px solid var(--_focus);
    outline-offset: -2px;
  }

  .field {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 1.5);
    margin: calc(var(--_space) * 3) calc(var(--_space) * 4) 0;
    padding: calc(var(--_space) * 1.5) calc(var(--_space) * 2.5);
    border: 1px solid var(--_control-border);
    border-radius: calc(var(--_radius) * 0.67);
    color: var(--_muted);
  }

  .field:focus-within {
    border-color: var(--_focus);
    outline: 1px solid var(--_focus);
  }

  .field input {
    flex: 1;
    min-inline-size: 6em;
    min-block-size: 1.75em;
    padding: 0;
    border: 0;
    outline: 0;
    background: none;
    color: var(--_text);
    font: inherit;
  }

  .field input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  .field input::-webkit-search-cancel-button {
    display: none;
  }

  @media (pointer: coarse) {
    .field input {
      min-block-size: 32px;
      /* Smaller ones are zoomed in on by phones. */
      font-size: max(1em, 16px);
    }
  }

  mark {
    background: none;
    color: inherit;
    font-weight: var(--_strong);
    text-decoration: underline;
    text-decoration-color: var(--_accent);
    text-decoration-thickness: 2px;
    text-underline-offset: 0.2em;
  }

  .note {
    margin: 0;
    padding: calc(var(--_space) * 3) calc(var(--_space) * 2);
    color: var(--_muted);
    font-size: var(--_small);
  }
`;
