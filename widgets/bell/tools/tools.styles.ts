import { css } from 'lit';
import { menuStyles } from '../../shared/menu/menu.styles.ts';

/** What the tools draw. */
export const toolStyles = css`
  .tools {
    display: flex;
  }

  ${menuStyles}

  .all-read {
    font-size: var(--_small);
    min-inline-size: 0;
  }

  .all-read span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .head {
    container-type: inline-size;
  }

  @container (width < 22em) {
    .all-read span {
      position: absolute;
      block-size: 1px;
      inline-size: 1px;
      clip-path: inset(50%);
    }
  }

  @media (pointer: fine) {
    .tool.icon-button {
      min-block-size: 1.9em;
      inline-size: 2.1em;
    }
  }

  @media (hover: hover) and (pointer: fine) {
    .tools {
      opacity: 0;
      transition: opacity var(--_fast) ease-out;
    }

    .item:hover .tools,
    .item:focus-within .tools,
    .tools:has(.anchor) {
      opacity: 1;
    }
  }

  /* Fingers have the menu, which says what each does. */
  @media (pointer: coarse) {
    .tool.quick {
      display: none;
    }
  }

  .over {
    position: absolute;
    inset: 0;
    pointer-events: none;
  }

  .pill {
    position: sticky;
    inset-block-start: calc(var(--_space) * 2);
    display: flex;
    inline-size: fit-content;
    margin: calc(var(--_space) * 2) auto;
    padding-inline: calc(var(--_space) * 2.5) calc(var(--_space) * 3.5);
    border-radius: 2em;
    box-shadow: var(--_shadow);
    font-size: var(--_small);
    pointer-events: auto;
    animation: belfry-sheet var(--_fast) ease-out;
  }

  .pill .icon {
    block-size: 1.1em;
    inline-size: 1.1em;
  }

  .offer {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    padding-block: var(--_space);
    padding-inline: calc(var(--_space) * 4) calc(var(--_space) * 2);
    border-block-start: 1px solid var(--_border);
    background: var(--_raised);
    font-size: var(--_small);
    animation: belfry-sheet var(--_fast) ease-out;
  }

  .offer span {
    flex: 1;
  }

  .offer .undo {
    color: var(--_text);
    font-weight: var(--_strong);
  }

  .question {
    flex-wrap: wrap;
    justify-content: end;
    padding-block: calc(var(--_space) * 2);
    padding-inline-end: calc(var(--_space) * 4);
  }

  .question span {
    flex-basis: 12em;
  }

  .notice {
    padding: calc(var(--_space) * 2) calc(var(--_space) * 4);
    border-block-start: 1px solid var(--_border);
    color: var(--_danger);
    font-size: var(--_small);
  }

  .brand {
    padding: calc(var(--_space) * 2);
    border-block-start: 1px solid var(--_border);
    color: var(--_muted);
    font-size: var(--_small);
    text-align: center;
    text-decoration: none;
  }

  .brand:hover {
    text-decoration: underline;
  }

  .brand:focus-visible {
    outline-offset: -2px;
  }

  /* What is out of sight costs no layout. */
  .item {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 6em;
  }

  .gap {
    block-size: var(--_height);
  }

  .text[data-cut]:not(.whole) {
    mask-image: linear-gradient(#000 65%, transparent);
  }

  .others {
    position: absolute;
    inset-block-end: -0.4em;
    inset-inline-end: -0.6em;
    padding-inline: 0.4em;
    border-radius: 1em;
    background: var(--_text);
    color: var(--_surface);
    font-size: 0.6875em;
    font-weight: var(--_strong);
    line-height: 1.5;
    box-shadow: 0 0 0 2px var(--_surface);
  }

  .item:hover .card {
    background: var(--_raised);
  }

  .item .open:focus-visible {
    outline-offset: -2px;
  }

  .unfold {
    position: relative;
    margin-block-start: var(--_space);
    font-size: var(--_small);
  }

  .custom {
    position: relative;
    display: block;
    cursor: pointer;
  }

  @media (forced-colors: active) {
    .dot,
    .tabs button[aria-selected='true'] {
      background: Highlight;
      forced-color-adjust: none;
    }

    .tabs button[aria-selected='true'],
    .tabs button[aria-selected='true'] .count {
      color: HighlightText;
    }

    .others {
      border: 1px solid CanvasText;
    }
  }
`;
