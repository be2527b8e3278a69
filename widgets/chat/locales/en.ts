import { composerMessages } from '../composer/messages.en.ts';
import { recorderMessages } from '../composer/voice/messages.en.ts';
import { overlayMessages } from '../conversation/overlay-messages.en.ts';
import { emojiMessages } from '../emoji/messages.en.ts';
import { launcherMessages } from '../launcher-messages.en.ts';
import { listMessages } from '../list/messages.en.ts';
import { lightboxMessages } from '../message/lightbox/messages.en.ts';
import { audioMessages } from '../message/media/messages.en.ts';
import { richMessages } from '../message/rich/messages.en.ts';
import { toolMessages } from '../message/tools/messages.en.ts';
import { whoMessages } from '../message/who/messages.en.ts';
import { chatMessages } from '../messages.en.ts';
import { outboxMessages } from '../outbox/messages.en.ts';
import { alertMessages } from '../page/messages.en.ts';
import { peopleMessages } from '../people/messages.en.ts';
import { pollFormMessages } from '../poll/messages.en.ts';
import { pollMessages } from '../poll/shown/messages.en.ts';
import { searchMessages } from '../search/messages.en.ts';
import { summaryMessages } from '../summary-messages.en.ts';
import { threadMessages } from '../thread/messages.en.ts';

/** All English texts of this part, from where they are used: what each translation must have. */
export const chatEnglish = {
  ...composerMessages,
  ...recorderMessages,
  ...overlayMessages,
  ...emojiMessages,
  ...launcherMessages,
  ...listMessages,
  ...lightboxMessages,
  ...audioMessages,
  ...richMessages,
  ...toolMessages,
  ...whoMessages,
  ...chatMessages,
  ...outboxMessages,
  ...alertMessages,
  ...peopleMessages,
  ...pollFormMessages,
  ...pollMessages,
  ...searchMessages,
  ...summaryMessages,
  ...threadMessages,
};
