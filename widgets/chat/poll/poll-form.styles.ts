import { css } from 'lit';

/** The form for a new poll. */
export const pollFormStyles = css`
  dialog {
    inline-size: min(28em, 100dvi - 2em);
    max-block-size: min(42em, 100dvb - 2em);
    padding: 0;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
    overscroll-behavior: contain;
  }

  dialog::backdrop {
    background: rgb(10 12 18 / 40%);
  }

  form {
    display: grid;
    gap: calc(var(--_space) * 4);
    padding: calc(var(--_space) * 5);
  }

  header,
  footer {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
  }

  header {
    justify-content: space-between;
    margin-block: calc(var(--_space) * -1.5);
    margin-inline-end: calc(var(--_space) * -2);
  }

  h2 {
    margin: 0;
    font-size: 1em;
    font-weight: var(--_strong);
  }

  label,
  fieldset {
    display: grid;
    gap: var(--_space);
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  label > span,
  legend {
    padding: 0;
    font-size: var(--_small);
    font-weight: var(--_strong);
  }

  legend {
    margin-block-end: var(--_space);
  }

  input[type='text'] {
    inline-size: 100%;
    block-size: 2.5em;
  }

  input[aria-invalid='true'] {
    border-color: var(--_danger);
  }

  input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  ol {
    display: grid;
    gap: calc(var(--_space) * 2);
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .option {
    position: relative;
    display: flex;
  }

  .option input {
    padding-inline-end: 2.75em;
  }

  .option .icon-button {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0.125em;
    min-block-size: 0;
    block-size: 100%;
  }

  .choices {
    display: grid;
    gap: calc(var(--_space) * 3);
  }

  .choice {
    grid-template-columns: auto 1fr;
    column-gap: calc(var(--_space) * 3);
    row-gap: 0;
    align-items: center;
    cursor: pointer;
  }

  .choice span {
    font-size: 1em;
    font-weight: 400;
  }

  .choice small {
    grid-column: 2;
    color: var(--_muted);
    font-size: var(--_small);
  }

  .choice input {
    block-size: 1.125em;
    inline-size: 1.125em;
    margin: 0;
    accent-color: var(--_accent);
  }

  footer p {
    flex: 1;
    margin: 0;
    color: var(--_danger);
    font-size: var(--_small);
  }

  @media (pointer: coarse) {
    input[type='text'],
    .choice {
      min-block-size: 44px;
    }
  }
`;
