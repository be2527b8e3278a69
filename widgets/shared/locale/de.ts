import { bellAlertGerman } from '../../bell/alerts/messages.de.ts';
import { bellGerman } from '../../bell/messages.de.ts';
import { feedToolGerman } from '../../bell/tools/messages.de.ts';
import { toastsGerman } from '../../bell/toasts/messages.de.ts';
import { composerGerman } from '../../chat/composer/messages.de.ts';
import { recorderGerman } from '../../chat/composer/voice/messages.de.ts';
import { pollFormGerman } from '../../chat/poll/messages.de.ts';
import { pollGerman } from '../../chat/poll/shown/messages.de.ts';
import { emojiGerman } from '../../chat/emoji/messages.de.ts';
import { whoGerman } from '../../chat/message/who/messages.de.ts';
import { chatGerman } from '../../chat/messages.de.ts';
import { chatOverlayGerman } from '../../chat/conversation/overlay-messages.de.ts';
import { lightboxGerman } from '../../chat/message/lightbox/messages.de.ts';
import { audioGerman } from '../../chat/message/media/messages.de.ts';
import { richGerman } from '../../chat/message/rich/messages.de.ts';
import { outboxGerman } from '../../chat/outbox/messages.de.ts';
import { toolGerman } from '../../chat/message/tools/messages.de.ts';
import { chatAlertGerman } from '../../chat/page/messages.de.ts';
import { chatListGerman } from '../../chat/list/messages.de.ts';
import { chatPeopleGerman } from '../../chat/people/messages.de.ts';
import { chatSummaryGerman } from '../../chat/summary-messages.de.ts';
import { chatThreadGerman } from '../../chat/thread/messages.de.ts';
import { chatSearchGerman } from '../../chat/search/messages.de.ts';
import { otpGerman } from '../../otp/messages.de.ts';
import { preferencesGerman } from '../../preferences/messages.de.ts';
import { questionGerman } from '../page/messages.de.ts';
import type { Catalogue } from './messages.ts';
import { sharedGerman } from './shared.de.ts';

/** German, all widgets together: one file, so that a second widget on the page has its words already. */
const german: Catalogue = {
  ...sharedGerman,
  ...questionGerman,
  ...bellGerman,
  ...bellAlertGerman,
  ...feedToolGerman,
  ...toastsGerman,
  ...chatGerman,
  ...chatOverlayGerman,
  ...composerGerman,
  ...audioGerman,
  ...lightboxGerman,
  ...richGerman,
  ...outboxGerman,
  ...toolGerman,
  ...chatAlertGerman,
  ...chatListGerman,
  ...chatPeopleGerman,
  ...chatSummaryGerman,
  ...chatThreadGerman,
  ...chatSearchGerman,
  ...recorderGerman,
  ...pollFormGerman,
  ...pollGerman,
  ...whoGerman,
  ...emojiGerman,
  ...otpGerman,
  ...preferencesGerman,
};
export default german;
