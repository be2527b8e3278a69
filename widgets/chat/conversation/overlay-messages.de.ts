import type { Translation } from '../../shared/locale/messages.ts';
import type { overlayMessages } from './overlay-messages.en.ts';

export const chatOverlayGerman: Translation<typeof overlayMessages> = {
  'chat.log.unread': { one: '{count} ungelesene Nachricht', other: '{count} ungelesene Nachrichten' },
  'chat.log.dismiss': 'Ausblenden',
};
