import { texts } from '../../shared/locale/messages.ts';
import type { Words } from '../words.ts';
import { composerMessages } from './messages.en.ts';

/** The texts of what is fetched with the first use of a composer, in the panel's language. */
export function textsOf({ language }: Words) {
  return texts(language, composerMessages);
}
export type Texts = ReturnType<typeof textsOf>;
