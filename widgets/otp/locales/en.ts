import { asideMessages } from '../aside-messages.en.ts';
import { otpMessages } from '../messages.en.ts';

/** All English texts of this part, from where they are used: what each translation must have. */
export const otpEnglish = {
  ...asideMessages,
  ...otpMessages,
};
