import type { Translation } from '../shared/locale/messages.ts';
import type { summaryMessages } from './summary-messages.en.ts';

export const chatSummaryGerman: Translation<typeof summaryMessages> = {
  'chat.preview-photo': 'Foto',
  'chat.preview-link': 'Link',
  'chat.preview-file': 'Datei',
  'chat.preview-deleted': 'Nachricht gelöscht',
};
