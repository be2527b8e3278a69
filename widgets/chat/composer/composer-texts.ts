import { format, message, type Parameters } from '../../shared/locale/messages.ts';
import type { Words } from '../words.ts';
import { composerMessages } from './messages.en.ts';

export type ComposerKey = keyof typeof composerMessages;
export type Texts = (key: ComposerKey, parameters?: Parameters) => string;

/** The texts of what is fetched with the first use of a composer, in the panel's language. */
export function textsOf({ language }: Words): Texts {
  return (key, parameters) => format(message(language, key, composerMessages), language, parameters);
}
