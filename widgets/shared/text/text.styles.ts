import { css } from 'lit';

/** How rendered text of others looks, inside `.text`. */
export const textStyles = css`
  .text {
    overflow-wrap: anywhere;
  }

  .text :is(p, ul, ol, blockquote, pre) {
    margin: 0;
  }

  .text :empty:not(br) {
    display: none;
  }

  .text > * + * {
    margin-block-start: 0.5em;
  }

  .text :is(ul, ol) {
    padding-inline-start: 1.4em;
  }

  .text ul {
    list-style: disc;
  }

  .text :is(strong, .heading) {
    font-weight: var(--_strong);
  }

  .text a {
    color: inherit;
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.15em;
  }

  .text blockquote {
    padding-inline-start: 0.75em;
    border-inline-start: 2px solid var(--_border);
  }

  .text code {
    font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace;
    font-size: 0.9em;
  }

  .text .table {
    overflow-x: auto;
  }

  .text table {
    border-collapse: collapse;
    overflow-wrap: normal;
  }

  .text :is(th, td):empty {
    display: table-cell;
  }

  .text :is(th, td) {
    min-inline-size: 3em;
    max-inline-size: 20em;
    padding: 0.25em 0.5em;
    border: 1px solid color-mix(in srgb, currentcolor 30%, transparent);
    text-align: start;
    /* Each in its own direction; an attribute would hide its words from the table's. */
    unicode-bidi: plaintext;
    vertical-align: top;
  }

  .text th {
    font-weight: var(--_strong);
  }

  .text [data-side='center'] {
    text-align: center;
  }

  /* A column's side is that of the table, whatever the direction of a cell. */
  .text table:dir(ltr) [data-side='start'],
  .text table:dir(rtl) [data-side='end'] {
    text-align: left;
  }

  .text table:dir(rtl) [data-side='start'],
  .text table:dir(ltr) [data-side='end'] {
    text-align: right;
  }

  .text pre {
    padding: 0.5em 0.75em;
    border-radius: calc(var(--_radius) * 0.5);
    background: var(--_hover);
    overflow-x: auto;
  }
`;
