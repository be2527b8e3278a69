import { css } from 'lit';

/** What is asked once more before it is done, in a menu's place: `.question` with a text and its buttons. */
export const questionStyles = css`
  .question {
    display: grid;
    gap: calc(var(--_space) * 3);
    max-inline-size: 18em;
    padding: calc(var(--_space) * 2.5);
  }

  .question p {
    margin: 0;
    overflow-wrap: anywhere;
  }

  .question div {
    display: flex;
    justify-content: end;
    gap: calc(var(--_space) * 2);
  }

  .question .danger {
    background: var(--_danger);
    color: var(--_surface);
    font-weight: var(--_strong);
  }
`;
