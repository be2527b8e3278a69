import { css } from 'lit';

/** A small list of people at what it is about; on a phone, from the lower edge of the window. */
export const whoStyles = css`
  :host {
    position: fixed;
    position-area: block-start span-inline-end;
    position-try-fallbacks:
      flip-block,
      flip-inline,
      flip-block flip-inline;
    inset: auto;
    inline-size: 17em;
    max-inline-size: 94dvi;
    margin: var(--_space) 0;
    padding: 0;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
    overflow: clip;
  }

  :host(:popover-open) {
    display: block;
    animation: belfry-who var(--_fast) ease-out;
  }

  @keyframes belfry-who {
    from {
      translate: 0 0.4em;
    }
  }

  header {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 1.5) calc(var(--_space) * 1.5) 0 calc(var(--_space) * 4);
  }

  h3 {
    flex: 1;
    margin: 0;
    overflow: hidden;
    font-size: var(--_small);
    font-weight: var(--_strong);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .kinds {
    display: flex;
    gap: var(--_space);
    padding: var(--_space) calc(var(--_space) * 3);
    overflow-x: auto;
    scrollbar-width: none;
  }

  .kinds button {
    flex: none;
    min-block-size: 2em;
    gap: calc(var(--_space) * 1.5);
    padding-inline: calc(var(--_space) * 2.5);
    border-radius: 1em;
    font-size: var(--_small);
    font-variant-numeric: tabular-nums;
  }

  .kinds button[aria-pressed='true'] {
    background: color-mix(in srgb, var(--_accent) 14%, transparent);
  }

  .people {
    max-block-size: min(16em, 50dvb);
    padding-block: var(--_space) calc(var(--_space) * 2);
    overflow: hidden auto;
    overscroll-behavior: contain;
  }

  .people:focus-visible {
    outline-offset: -2px;
  }

  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    gap: 0 calc(var(--_space) * 2.5);
    padding: calc(var(--_space) * 1.25) calc(var(--_space) * 4);
  }

  .avatar {
    block-size: 1.85em;
    inline-size: 1.85em;
  }

  .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .said li {
    align-items: start;
  }

  .said .name {
    color: var(--_muted);
    font-size: var(--_small);
  }

  .said .avatar {
    grid-row: span 2;
  }

  .text {
    grid-column: 2 / -1;
    overflow-wrap: anywhere;
  }

  .note {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2);
    margin: 0;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 4);
    color: var(--_muted);
    font-size: var(--_small);
  }

  li .skeleton:not(.avatar) {
    block-size: 0.9em;
    inline-size: 60%;
  }

  @media (width < 480px) and (pointer: coarse) {
    :host {
      position-area: none;
      inset: auto 0 0;
      inline-size: 100dvi;
      max-inline-size: none;
      margin: 0;
      padding-block-end: env(safe-area-inset-bottom);
      border-inline: 0;
      border-block-end: 0;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
    }
  }
`;
