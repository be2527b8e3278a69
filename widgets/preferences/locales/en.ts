import { preferencesMessages } from '../messages.en.ts';

/** All English texts of this part, from where they are used: what each translation must have. */
export const preferencesEnglish = {
  ...preferencesMessages,
};
