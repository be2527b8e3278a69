import { css } from 'lit';

/**
 * A stack in a corner of the window. Closed up, the newest stands in front and the others look out behind it; the DOM
 * has them oldest first, so that the newest is painted last.
 */
export const toastsStyles = css`
  :host {
    display: contents;
  }

  .stack {
    position: fixed;
    inset: 0 0 auto auto;
    inline-size: min(25em, 100dvi);
    max-block-size: 100dvb;
    margin: 0;
    padding: max(var(--_space) * 4, env(safe-area-inset-top)) calc(var(--_space) * 4)
      max(var(--_space) * 4, env(safe-area-inset-bottom));
    border: 0;
    background: none;
    color: inherit;
    overflow: visible;
    pointer-events: none;
  }

  /* Spread out they may be more than the window holds. */
  .stack:has([data-spread]) {
    padding-block-end: 3em;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: none;
  }

  :host([placement^='bottom']) .stack:has([data-spread]) {
    padding-block: 3em max(var(--_space) * 4, env(safe-area-inset-bottom));
  }

  .stack:dir(rtl) {
    inset: 0 auto auto 0;
  }

  :host([placement$='-start']) .stack:dir(ltr) {
    inset-inline: 0 auto;
  }

  :host([placement$='-start']) .stack:dir(rtl) {
    inset-inline: 0 auto;
  }

  :host([placement='top']) .stack,
  :host([placement='bottom']) .stack {
    inset-inline: 0;
    margin-inline: auto;
  }

  :host([placement^='bottom']) .stack {
    inset-block: auto 0;
  }

  .list {
    --_step: 0.5em;
    position: relative;
    display: flex;
    flex-direction: column-reverse;
    gap: calc(var(--_space) * 2);
    /* Room for what looks out behind the newest. */
    margin: 0 0 1em;
    padding: 0;
    list-style: none;
    pointer-events: auto;
  }

  :host([placement^='bottom']) .list {
    --_step: -0.5em;
    flex-direction: column;
    margin-block: 1em 0;
  }

  .toast {
    position: relative;
    display: flex;
    flex: none;
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 3);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
    touch-action: pan-y;
    translate: var(--_drag, 0) 0;
    animation: belfry-toast var(--_fast) ease-out;
  }

  .toast:not([data-dragged]) {
    transition:
      translate var(--_fast) ease-out,
      scale var(--_fast) ease-out;
  }

  .toast[data-dragged] {
    cursor: grabbing;
    opacity: 0.85;
    user-select: none;
  }

  @keyframes belfry-toast {
    from {
      opacity: 0;
      translate: 0 calc(-2 * var(--_step));
    }
  }

  .list:not([data-spread]) .toast:not(:last-child) {
    position: absolute;
    inset: 0;
    block-size: auto;
    overflow: clip;
    pointer-events: none;
    scale: 0.95;
    translate: 0 var(--_step);
  }

  .list:not([data-spread]) .toast:nth-last-child(n + 3) {
    scale: 0.9;
    translate: 0 calc(2 * var(--_step));
  }

  .list:not([data-spread]) .toast:nth-last-child(n + 4),
  .list:not([data-spread]) .toast:not(:last-child) > * {
    opacity: 0;
  }

  .open {
    position: absolute;
    inset: 0;
    min-block-size: 0;
    border-radius: inherit;
  }

  .open:hover {
    background: none;
  }

  .avatar.plain {
    background: var(--_hover);
    color: var(--_muted);
  }

  .body {
    flex: 1;
    align-self: center;
    min-inline-size: 0;
  }

  .text {
    display: -webkit-box;
    margin: 0;
    overflow: hidden;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 4;
    line-clamp: 4;
  }

  .text p {
    margin: 0;
  }

  .summary .text {
    font-weight: var(--_strong);
  }

  /* Controls of their own lie above what chooses the toast. */
  .text a,
  .actions,
  .dismiss {
    position: relative;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2);
    inline-size: fit-content;
    margin-block-start: calc(var(--_space) * 2);
  }

  .actions button {
    min-block-size: 2em;
    max-inline-size: 100%;
    font-size: var(--_small);
    overflow-wrap: anywhere;
  }

  .dismiss.icon-button {
    flex: none;
    align-self: start;
    min-block-size: 2em;
    inline-size: 2em;
    margin: calc(var(--_space) * -1);
  }

  @media (pointer: coarse) {
    .dismiss.icon-button {
      min-block-size: 44px;
    }
  }

  @media print {
    .stack {
      display: none;
    }
  }
`;
