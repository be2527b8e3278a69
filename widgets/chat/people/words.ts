import { sharedMessages } from '../../shared/locale/en.ts';
import type { Parameters } from '../../shared/locale/messages.ts';
import { peopleMessages } from './messages.en.ts';

/** The texts of the panes about people. */
export const peopleTexts = { ...sharedMessages, ...peopleMessages };

export interface PeopleWords {
  readonly t: (key: keyof typeof peopleTexts, parameters?: Parameters) => string;
  /** BCP 47 */
  readonly language: string;
}
