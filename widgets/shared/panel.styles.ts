import { css } from 'lit';

/** What every panel has: its box, a bar with a heading, a list without marks. */
export const panelStyles = css`
  :host {
    display: block;
    block-size: 100%;
  }

  .bar {
    display: flex;
    flex: none;
    align-items: center;
    gap: calc(var(--_space) * 3);
    padding-inline: calc(var(--_space) * 4);
  }

  .bar .icon-button:last-child {
    margin-inline: auto calc(var(--_space) * -2);
  }

  h2 {
    margin: 0;
    overflow: hidden;
    font-size: 1em;
    font-weight: var(--_strong);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .rows {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .more {
    position: relative;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 3);
    color: var(--_muted);
    font-size: var(--_small);
  }

  .more p {
    margin: 0;
  }

  .more [aria-disabled='true']:not(:focus) {
    visibility: hidden;
  }

  /* Reaches up over the last rows, so that the next page is asked for before the end is in sight. */
  .sentinel {
    position: absolute;
    inset-block-end: 0;
    inset-inline-start: 0;
    block-size: 24em;
    inline-size: 1px;
    pointer-events: none;
  }
`;
