import { css } from 'lit';
import { switchStyles } from './switch.styles.ts';

const layout = css`
  :host {
    display: block;
    container: belfry-preferences / inline-size;
  }

  section:focus {
    outline: none;
  }

  header {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: calc(var(--_space) * 4);
    margin-block-end: calc(var(--_space) * 3);
  }

  h2 {
    margin: 0;
    font-size: 1em;
    font-weight: var(--_strong);
  }

  .progress {
    display: inline-flex;
    align-items: center;
    gap: var(--_space);
    margin-inline-start: auto;
    color: var(--_muted);
    font-size: var(--_small);
  }

  .failure {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    margin-block-end: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border-radius: calc(var(--_radius) * 0.67);
    background: color-mix(in srgb, var(--_danger) 9%, var(--_surface));
    color: var(--_danger);
  }

  .failure button {
    margin-inline-start: auto;
    border-color: currentColor;
  }

  .banner {
    margin: 0;
    border: 0;
    border-radius: calc(var(--_radius) * 0.67) calc(var(--_radius) * 0.67) 0 0;
  }

  footer {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 3);
    margin-block-start: calc(var(--_space) * 2);
    font-size: var(--_small);
  }

  footer a {
    color: var(--_muted);
  }

  footer button {
    margin-inline-start: auto;
  }

  footer [aria-disabled='true'] {
    cursor: not-allowed;
    opacity: 0.5;
  }

  /* Wide tables of many channels scroll by themselves, not the page. */
  .table {
    overflow-x: auto;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
`;

const table = css`
  table {
    inline-size: 100%;
    border-collapse: collapse;
  }

  th,
  td {
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    text-align: start;
    vertical-align: middle;
  }

  th {
    font-weight: 400;
  }

  thead th {
    padding-block: calc(var(--_space) * 2);
    color: var(--_muted);
    font-size: var(--_small);
    white-space: nowrap;
  }

  thead th:not(:first-child),
  td {
    inline-size: 5.5em;
    text-align: center;
  }

  /* Its switch stands where those of the last channel do. */
  .whole {
    padding-inline-end: 1.625em;
    text-align: end;
  }

  tbody tr {
    border-block-start: 1px solid var(--_border);
  }

  .label {
    display: block;
    overflow-wrap: anywhere;
  }

  .note {
    display: block;
    color: var(--_muted);
    font-size: var(--_small);
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }

  .locked {
    display: flex;
    align-items: center;
    gap: var(--_space);
    margin-block-start: var(--_space);
  }

  .locked .icon {
    block-size: 1em;
    inline-size: 1em;
  }

  .channel {
    display: none;
  }

  .none {
    color: var(--_muted);
  }

  label {
    display: inline-flex;
    flex-direction: column;
    align-items: center;
    gap: var(--_space);
    vertical-align: middle;
  }

  .reason {
    white-space: nowrap;
  }

  .placeholder {
    display: grid;
    grid-template-columns: 1fr 2.25em 2.25em;
    gap: calc(var(--_space) * 10);
    align-items: center;
    min-block-size: 4.4em;
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
  }

  .placeholder + .placeholder {
    border-block-start: 1px solid var(--_border);
  }

  .placeholder > .skeleton {
    block-size: 1.25em;
    border-radius: 0.625em;
  }

  .placeholder > :first-child .skeleton {
    block-size: 0.75em;
    inline-size: min(40%, 9em);
  }

  .placeholder > :first-child .skeleton + .skeleton {
    inline-size: min(75%, 16em);
    margin-block-start: calc(var(--_space) * 2);
  }

  @media (pointer: coarse) {
    label {
      justify-content: center;
      min-block-size: 44px;
      min-inline-size: 44px;
    }
  }
`;

const cards = css`
  @container belfry-preferences (inline-size < 30em) {
    table,
    tbody,
    tbody tr,
    tbody th,
    tbody td {
      display: block;
      inline-size: auto;
    }

    /* The words stay for those who hear the table. */
    thead {
      position: absolute;
      block-size: 1px;
      inline-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }

    tbody tr:first-child {
      border-block-start: 0;
    }

    tbody tr {
      padding-block: calc(var(--_space) * 3);
    }

    tbody th,
    tbody td {
      padding-block: calc(var(--_space) * 1);
    }

    tbody th {
      padding-block-end: calc(var(--_space) * 2);
    }

    .label {
      font-weight: var(--_strong);
    }

    td {
      text-align: start;
    }

    td,
    label {
      display: flex;
      flex-direction: row;
      align-items: center;
      gap: calc(var(--_space) * 3);
    }

    .whole {
      padding-inline-end: calc(var(--_space) * 4);
    }

    .reason {
      min-inline-size: 0;
      text-align: end;
      white-space: normal;
    }

    td:has(.none) {
      display: none;
    }

    label {
      flex: 1;
      min-block-size: 2em;
    }

    .channel {
      display: inline;
      margin-inline-end: auto;
    }

    input {
      order: 1;
    }
  }

  @media (forced-colors: active) {
    .failure {
      border: 1px solid CanvasText;
    }
  }
`;

export const preferencesStyles = [layout, table, switchStyles, cards];
