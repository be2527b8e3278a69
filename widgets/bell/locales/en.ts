import { alertMessages } from '../alerts/messages.en.ts';
import { feedMessages } from '../messages.en.ts';
import { shellMessages } from '../shell-messages.en.ts';
import { toastsMessages } from '../toasts/messages.en.ts';
import { feedToolMessages } from '../tools/messages.en.ts';

/** All English texts of this part, from where they are used: what each translation must have. */
export const bellEnglish = {
  ...alertMessages,
  ...feedMessages,
  ...shellMessages,
  ...toastsMessages,
  ...feedToolMessages,
};
