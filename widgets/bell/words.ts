import { sharedMessages } from '../shared/locale/en.ts';
import type { Parameters } from '../shared/locale/messages.ts';
import { feedMessages } from './messages.en.ts';

export const panelMessages = { ...sharedMessages, ...feedMessages };
export type FeedKey = keyof typeof panelMessages;

/** The panel's texts, as its views take them. */
export interface Words {
  readonly t: (key: FeedKey, parameters?: Parameters) => string;
  /** BCP 47 */
  readonly language: string;
}
