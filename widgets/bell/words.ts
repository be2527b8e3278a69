import { sharedMessages } from '../shared/locale/en.ts';
import type { Parameters } from '../shared/locale/messages.ts';
import { htmlText } from '../shared/text/html-nodes.ts';
import { feedMessages } from './messages.en.ts';
import type { FeedItem } from './model.ts';

export const panelMessages = { ...sharedMessages, ...feedMessages };
export type FeedKey = keyof typeof panelMessages;

/** The panel's texts, as its views take them. */
export interface Words {
  readonly t: (key: FeedKey, parameters?: Parameters) => string;
  /** BCP 47 */
  readonly language: string;
}

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
