import { sharedMessages } from '../locale/en.ts';
import { questionMessages } from '../page/messages.en.ts';

/** All English texts of this part, from where they are used: what each translation must have. */
export const sharedEnglish = {
  ...sharedMessages,
  ...questionMessages,
};
