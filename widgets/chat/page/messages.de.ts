import type { Translation } from '../../shared/locale/messages.ts';
import type { alertMessages } from './messages.en.ts';

export const chatAlertGerman: Translation<typeof alertMessages> = {
  'chat.alerts.ask': 'Erfahre von neuen Nachrichten, wenn du woanders bist.',
};
