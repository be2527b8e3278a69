import { html, nothing, type TemplateResult } from 'lit';
import { htmlNodes } from '../shared/text/html-nodes.ts';
import type { FeedBlock, FeedButton, FeedItem } from './model.ts';

/** An item's words as nodes; where it has none, `untitled`. */
export function itemText({ blocks }: FeedItem, untitled: string): DocumentFragment {
  const all = document.createDocumentFragment();
  for (const block of blocks) {
    if (block.type === 'markdown') all.append(htmlNodes(block.html));
    else if (block.type === 'text') all.append(paragraph(block.text));
  }
  if (!all.textContent?.trim()) all.replaceChildren(paragraph(untitled));
  return all;
}

function paragraph(text: string): HTMLElement {
  const element = document.createElement('p');
  element.dir = 'auto';
  element.textContent = text;
  return element;
}

/**
 * The buttons of a block, if it has any.
 * @param unnamed what one says that has no label
 * @param tab whether Tab reaches them, where that changes
 */
export function blockButtons(
  block: FeedBlock,
  unnamed: string,
  choose: (event: MouseEvent, button: FeedButton) => void,
  tab?: 0 | -1,
): TemplateResult | typeof nothing {
  if (block.type !== 'buttons' || block.buttons.length === 0) return nothing;
  return html`<div class="actions">
    ${block.buttons.map(
      (button, index) =>
        html`<button
          type="button"
          class=${index === 0 ? 'primary' : 'secondary'}
          tabindex=${tab ?? nothing}
          dir="auto"
          @click=${(event: MouseEvent) => choose(event, button)}
        >
          ${button.label.trim() || unnamed}
        </button>`,
    )}
  </div>`;
}
