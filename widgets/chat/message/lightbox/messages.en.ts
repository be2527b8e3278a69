import type { Catalogue } from '../../../shared/locale/messages.ts';

export const lightboxMessages = {
  'chat.lightbox': 'Photos',
  'chat.lightbox.close': 'Close',
  'chat.lightbox.before': 'Previous photo',
  'chat.lightbox.after': 'Next photo',
  'chat.lightbox.original': 'Open the original',
  'chat.lightbox.place': '{index} of {count}',
  'chat.lightbox.failed': 'This photo did not load.',
} as const satisfies Catalogue;
