import { html, type TemplateResult } from 'lit';
import { parseText, type Block, type Inline } from './parse.ts';

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
