import { html, nothing, type TemplateResult } from 'lit';
import { parseText, plainBlocks, type Block, type Inline } from './parse.ts';

type Drawn = TemplateResult | string;

/** Somebody's text as nodes: links are the only thing in it that does anything. Put it where `textStyles` apply. */
export function renderText(source: string): readonly Drawn[] {
  return renderBlocks(parseText(source));
}

/** The same for text that is taken apart already. */
export function renderBlocks(blocks: readonly Block[]): readonly Drawn[] {
  return blocks.map(block);
}

function block(part: Block): Drawn {
  switch (part.type) {
    case 'paragraph':
      return html`<p dir="auto">${part.children.map(inline)}</p>`;
    case 'heading':
      return html`<p dir="auto"><strong>${part.children.map(inline)}</strong></p>`;
    case 'quote':
      return html`<blockquote>${part.children.map(block)}</blockquote>`;
    case 'code':
      return html`<pre dir="ltr" tabindex="0"><code>${part.text}</code></pre>`;
    case 'table':
      return table(part);
    case 'list':
      return part.ordered
        ? html`<ol>
            ${part.items.map(item)}
          </ol>`
        : html`<ul>
            ${part.items.map(item)}
          </ul>`;
  }
}

/** It scrolls within what it stands in; by the keyboard, too, where its headings say what one has come to. */
function table(part: Extract<Block, { type: 'table' }>): TemplateResult {
  const { sides, head, rows } = part;
  const side = (column: number) => sides[column] ?? nothing;
  const name = plainBlocks([{ ...part, rows: [] }]) || plainBlocks([part]).slice(0, 80);
  return html`<div class="table" role="group" aria-label=${name || nothing} tabindex="0">
    <table dir="auto">
      <thead>
        <tr>
          ${head.map((cell, at) => html`<th scope="col" data-side=${side(at)}>${cell.map(inline)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell, at) => html`<td data-side=${side(at)}>${cell.map(inline)}</td>`)}${rest(
                sides.length - row.length,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** What a row is short of, as one cell. */
function rest(columns: number): TemplateResult | typeof nothing {
  return columns > 0 ? html`<td colspan=${columns}></td>` : nothing;
}

function item(children: readonly Inline[]): TemplateResult {
  return html`<li dir="auto">${children.map(inline)}</li>`;
}

function inline(part: Inline): unknown {
  switch (part.type) {
    case 'text':
      return part.text;
    case 'drawn':
      return part.drawn;
    case 'break':
      return html`<br />`;
    case 'strong':
      return html`<strong>${part.children.map(inline)}</strong>`;
    case 'emphasis':
      return html`<em>${part.children.map(inline)}</em>`;
    case 'strike':
      return html`<s>${part.children.map(inline)}</s>`;
    case 'code':
      return html`<code dir="ltr">${part.text}</code>`;
    case 'link':
      return html`<a href=${part.url} target="_blank" rel="noopener noreferrer nofollow"
        >${part.children.map(inline)}</a
      >`;
  }
}
