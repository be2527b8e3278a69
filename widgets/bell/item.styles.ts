import { css } from 'lit';

/** One notification. */
export const itemStyles = css`
  .card {
    position: relative;
    display: flex;
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4) calc(var(--_space) * 2);
    border-block-start: 1px solid var(--_border);
  }

  .day {
    margin: 0;
    padding: calc(var(--_space) * 3) calc(var(--_space) * 5) 0;
    color: var(--_muted);
    font-size: var(--_small);
    font-weight: var(--_strong);
  }

  .day + .card {
    border: 0;
  }

  .skeletons {
    margin-block-start: -1px;
  }

  .face {
    position: relative;
    flex: none;
    block-size: 2.25em;
  }

  .avatar.plain {
    background: var(--_hover);
    color: var(--_muted);
  }

  /* Chooses the item, from anywhere on it. */
  .item .open {
    position: absolute;
    inset: 0;
    border-radius: 0;
    background: none;
  }

  .body {
    flex: 1;
    min-inline-size: 0;
  }

  .text {
    color: var(--_muted);
    overflow-wrap: anywhere;
  }

  .text:not(.whole) {
    max-block-size: 10.5em;
    overflow: clip;
  }

  .text strong,
  .item[data-unread] .text {
    color: var(--_text);
  }

  .text blockquote {
    margin-block-start: var(--_space);
    color: var(--_muted);
    font-size: var(--_small);
  }

  /* Controls of their own lie above what chooses the item. */
  .text :is(a, pre),
  .actions,
  .tools {
    position: relative;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2);
    inline-size: fit-content;
    margin-block-start: calc(var(--_space) * 2);
  }

  .foot {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-block-size: 1.75em;
    color: var(--_muted);
    font-size: var(--_small);
  }

  .dot {
    flex: none;
    block-size: 0.5em;
    inline-size: 0.5em;
    margin-block-start: 0.5em;
    border-radius: 50%;
    background: var(--_accent);
  }

  .skeleton.line {
    block-size: 0.75em;
    margin-block: 0.35em 0.6em;
    inline-size: 85%;
  }

  .skeleton.line.short {
    inline-size: 30%;
  }
`;
