import { css } from 'lit';

/** Messages: bubbles that join where one author goes on, what hangs on them, and their tools. */
export const messageStyles = css`
  .day,
  .system {
    display: flex;
    justify-content: center;
    padding-block: calc(var(--_space) * 4) calc(var(--_space) * 2);
    color: var(--_muted);
    font-size: var(--_small);
    text-align: center;
  }

  .unread-line {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 3);
    padding-block: calc(var(--_space) * 3) var(--_space);
    color: var(--_accent);
    font-size: var(--_small);
    font-weight: var(--_strong);
  }

  .unread-line::before,
  .unread-line::after {
    flex: 1;
    border-block-start: 1px solid color-mix(in srgb, var(--_accent) 35%, transparent);
    content: '';
  }

  .row {
    --_round: 1.125em;
    --_joint: 0.3em;

    position: relative;
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    margin-block-start: 2px;
  }

  .row:focus-visible {
    outline: 0;
  }

  .row:focus-visible > .said {
    border-radius: var(--_round);
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }

  .row[data-target]::before {
    position: absolute;
    inset: -2px calc(var(--_space) * -4);
    background: color-mix(in srgb, var(--_accent) 12%, transparent);
    content: '';
    pointer-events: none;
  }

  .row.first {
    margin-block-start: calc(var(--_space) * 3);
  }

  .day + .row,
  .unread-line + .row {
    margin-block-start: var(--_space);
  }

  .row > :is(.author, .under, .meta, .said) {
    grid-column: 2;
  }

  .row.own > * {
    justify-self: end;
  }

  /* A clock’s “6:20 AM” is not turned by the page’s direction. */
  time {
    unicode-bidi: plaintext;
  }

  .side {
    grid-column: 1;
    grid-row: 1;
    align-self: end;
    inline-size: 2.5em;
  }

  .row:has(.author) .side {
    grid-row: 2;
  }

  .row .avatar {
    display: flex;
    block-size: 2em;
    inline-size: 2em;
  }

  .author {
    justify-self: start;
    margin-block-end: calc(var(--_space) * 0.5);
    padding-inline-start: calc(var(--_space) * 3);
    color: var(--_muted);
    font-size: var(--_small);
    justify-self: start;
  }

  .said {
    position: relative;
    display: flex;
    max-inline-size: min(34em, 82%);
    flex-direction: column;
    align-items: start;
    gap: 2px;
    justify-self: start;
  }

  .own .said {
    align-items: end;
  }

  .bubble {
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3.5);
    border-radius: var(--_round);
    background: var(--_raised);
  }

  /* Text that has not been taken apart yet is as high as it will be. */
  .words {
    white-space: pre-line;
  }

  .own .bubble {
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .other:not(.first) .said > :first-child {
    border-start-start-radius: var(--_joint);
  }

  .other:not(.last) .said > :nth-last-child(1 of :not(.tools)) {
    border-end-start-radius: var(--_joint);
  }

  .own:not(.first) .said > :first-child {
    border-start-end-radius: var(--_joint);
  }

  .own:not(.last) .said > :nth-last-child(1 of :not(.tools)) {
    border-end-end-radius: var(--_joint);
  }

  .bubble.deleted {
    border: 1px solid var(--_border);
    background: none;
    color: var(--_muted);
  }

  .own .bubble.text :is(pre, :not(pre) > code) {
    background: color-mix(in srgb, var(--_on-accent) 14%, transparent);
  }

  .own .bubble.text blockquote {
    border-color: color-mix(in srgb, var(--_on-accent) 45%, transparent);
  }

  /* Paler, and as easy to read. */
  .pending .bubble {
    filter: saturate(0.4);
  }

  /* What is not drawn yet keeps its place. */
  .hung {
    block-size: 4em;
    inline-size: 18em;
    max-inline-size: 100%;
    border-radius: var(--_round);
  }

  .hung.sized {
    block-size: auto;
    aspect-ratio: var(--_ratio);
    max-block-size: 22em;
  }

  .under {
    min-block-size: 1.9em;
    margin-block-start: var(--_space);
  }

  .meta {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 1.5);
    margin-block-start: calc(var(--_space) * 0.75);
    padding-inline: calc(var(--_space) * 1.5);
    color: var(--_muted);
    font-size: 0.75em;
  }

  .meta > * + *::before {
    content: '·';
    margin-inline-end: calc(var(--_space) * 1.5);
  }

  .meta .icon,
  .meta button::before {
    display: none;
  }

  @media (forced-colors: active) {
    .bubble {
      border: 1px solid CanvasText;
    }

    .own .bubble {
      border-color: Highlight;
    }
  }
`;
