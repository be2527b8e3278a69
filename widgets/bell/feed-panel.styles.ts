import { css } from 'lit';

/** The panel: header, list, what stands around it. */
export const panelStyles = css`
  :host {
    display: block;
    block-size: 100%;
  }

  .frame {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-block-size: inherit;
    outline: none;
  }

  header {
    border-block-end: 1px solid var(--_border);
  }

  .bar {
    display: flex;
    align-items: center;
    gap: var(--_space);
    min-block-size: 3.25em;
    padding-inline: calc(var(--_space) * 4) calc(var(--_space) * 2);
  }

  h2 {
    flex: 1;
    margin: 0;
    font-size: 1em;
    font-weight: var(--_strong);
  }

  .all-read {
    padding-inline: calc(var(--_space) * 2);
    font-size: var(--_small);
  }

  .close {
    display: none;
  }

  .tabs {
    display: flex;
    gap: var(--_space);
    padding: 0 calc(var(--_space) * 2) calc(var(--_space) * 2) calc(var(--_space) * 1.5);
  }

  .tabs button {
    min-block-size: 2em;
    padding-inline: calc(var(--_space) * 2.5);
    color: var(--_muted);
    font-size: var(--_small);
    font-weight: var(--_strong);
  }

  .tabs button[aria-selected='true'] {
    background: var(--_hover);
    color: var(--_text);
  }

  .count {
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }

  .scroller {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }

  .scroller > .state {
    min-block-size: 100%;
  }

  .more {
    position: relative;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 3);
  }

  .more[aria-busy] {
    align-items: stretch;
    padding: 0;
  }

  .more p {
    margin: 0;
    color: var(--_muted);
    font-size: var(--_small);
  }

  .more button {
    font-size: var(--_small);
  }

  /* Reaches up over the last items, so that the next page is asked for before the end is in sight. */
  .sentinel {
    position: absolute;
    inset-block-end: 0;
    inset-inline-start: 0;
    block-size: 24em;
    inline-size: 1px;
    pointer-events: none;
  }

  .notice {
    padding: calc(var(--_space) * 2) calc(var(--_space) * 4);
    border-block-start: 1px solid var(--_border);
    color: var(--_danger);
    font-size: var(--_small);
  }

  @media (width < 480px) {
    .close {
      display: inline-flex;
    }
  }
`;
