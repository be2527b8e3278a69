import { css } from 'lit';

/** The open conversation around its messages: header, list, typing line, composer. */
export const conversationStyles = css`
  section {
    display: flex;
    block-size: 100%;
    min-block-size: 0;
    min-inline-size: 0;
    flex-direction: column;
  }

  section > .state {
    flex: 1;
  }

  .bar {
    block-size: 4em;
    border-block-end: 1px solid var(--_border);
  }

  .bar .back {
    display: var(--_back, inline-flex);
    margin-inline: calc(var(--_space) * -2);
  }

  .titles {
    position: relative;
    min-inline-size: 0;
  }

  .titles button {
    display: block;
    max-inline-size: 100%;
    min-block-size: 0;
    padding: 0;
    padding-inline-end: 0.1em;
    overflow: inherit;
    font-weight: inherit;
    text-overflow: inherit;
  }

  /* All of it can be pressed. */
  .titles button::after {
    position: absolute;
    inset: -0.75em 0;
    content: '';
  }

  .titles p {
    margin: 0;
    overflow: hidden;
    color: var(--_muted);
    font-size: var(--_small);
    line-height: 1.3;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .log-frame {
    position: relative;
    display: flex;
    flex: 1;
    min-block-size: 0;
    flex-direction: column;
  }

  .log {
    flex: 1;
    overflow: hidden auto;
    overflow-anchor: none;
    overscroll-behavior: var(--_over);
    scrollbar-gutter: stable;
  }

  .content {
    display: flex;
    min-block-size: 100%;
    flex-direction: column;
    justify-content: flex-end;
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
  }

  .earlier {
    display: flex;
    justify-content: center;
    gap: calc(var(--_space) * 2);
    min-block-size: 2em;
    color: var(--_muted);
    font-size: var(--_small);
  }

  .notice {
    position: absolute;
    inset-block-end: calc(var(--_space) * 3);
    inset-inline: calc(var(--_space) * 4);
    inline-size: fit-content;
    margin: 0 auto;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 4);
    border-radius: calc(var(--_radius) * 0.67);
    background: var(--_text);
    color: var(--_surface);
    font-size: var(--_small);
  }

  .typing {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    min-block-size: 1.5em;
    padding-inline: calc(var(--_space) * 5);
    color: var(--_muted);
    font-size: var(--_small);
  }

  .composer {
    flex: none;
    padding: calc(var(--_space) * 1) calc(var(--_space) * 3) calc(var(--_space) * 3);
  }

  .composer.closed {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_space) * 2);
    margin: 0;
    padding: calc(var(--_space) * 4);
    border-block-start: 1px solid var(--_border);
    color: var(--_muted);
    font-size: var(--_small);
  }

  .field {
    display: flex;
    align-items: end;
    gap: var(--_space);
    padding: var(--_space);
    border: 1px solid var(--_control-border);
    border-radius: 1.375em;
    transition: border-color var(--_fast) ease-out;
  }

  .field:focus-within {
    border-color: var(--_focus);
    outline: 1px solid var(--_focus);
  }

  textarea {
    flex: 1;
    min-inline-size: 0;
    max-block-size: 9.5em;
    margin: 0;
    padding: 0.4em calc(var(--_space) * 3);
    border: 0;
    outline: 0;
    background: none;
    color: inherit;
    font: inherit;
    line-height: 1.45;
    resize: none;
    overflow-y: auto;
  }

  /* Phones zoom into a field whose letters are smaller. */
  @media (pointer: coarse) {
    textarea {
      font-size: max(1em, 16px);
    }
  }

  /* Without a text, an automatic direction is left to right. */
  textarea:placeholder-shown {
    direction: inherit;
  }

  textarea::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  .field .send {
    flex: none;
    block-size: 2.25em;
    inline-size: 2.25em;
    padding: 0;
    border-radius: 50%;
  }

  .field .send:disabled {
    background: var(--_hover);
    color: var(--_muted);
    opacity: 1;
  }

  .reason {
    margin: calc(var(--_space) * 1.5) calc(var(--_space) * 3) 0;
    color: var(--_muted);
    font-size: var(--_small);
  }

  .message-skeletons {
    display: flex;
    flex: 1;
    flex-direction: column;
    justify-content: flex-end;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 4);
    overflow: hidden;
  }

  .bubble-skeleton {
    block-size: 2.5em;
    inline-size: 55%;
    border-radius: 1.125em;
  }

  .bubble-skeleton:is(.c, .b) {
    block-size: 4em;
    inline-size: 42%;
  }

  .bubble-skeleton.own {
    align-self: end;
  }

  .bubble-skeleton.e {
    inline-size: 30%;
  }
`;
