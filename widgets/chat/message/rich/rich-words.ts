import { texts } from '../../../shared/locale/messages.ts';
import { richMessages } from './messages.en.ts';

/** The texts of what messages hold beyond text. */
export interface RichWords {
  readonly t: ReturnType<typeof texts<typeof richMessages>>;
  /** BCP 47 */
  readonly language: string;
}

export function richWords(language: string): RichWords {
  return { t: texts(language, richMessages), language };
}
