import { htmlText } from '../../shared/text/html-nodes.ts';
import type { FeedItem } from '../model.ts';

/** Long enough to know what it is about. */
const announced = 200;

/** What an item says, in one line of plain text. */
export function summaryOf(item: FeedItem): string {
  return item.blocks
    .map((block) =>
      block.type === 'markdown' ? htmlText(block.html) : block.type === 'text' ? block.text : '',
    )
    .filter(Boolean)
    .join(' ')
    .slice(0, announced);
}
