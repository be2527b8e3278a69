import type { Translation } from '../../../shared/locale/messages.ts';
import type { lightboxMessages } from './messages.en.ts';

export const lightboxGerman: Translation<typeof lightboxMessages> = {
  'chat.lightbox': 'Fotos',
  'chat.lightbox.close': 'Schließen',
  'chat.lightbox.before': 'Voriges Foto',
  'chat.lightbox.after': 'Nächstes Foto',
  'chat.lightbox.original': 'Original öffnen',
  'chat.lightbox.place': '{index} von {count}',
  'chat.lightbox.failed': 'Dieses Foto wurde nicht geladen.',
};
