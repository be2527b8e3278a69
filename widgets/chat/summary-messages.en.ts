import type { Catalogue } from '../shared/locale/messages.ts';

/** What a message without words is, where one line tells of it. */
export const summaryMessages = {
  'chat.preview-photo': 'Photo',
  'chat.preview-link': 'Link',
  'chat.preview-file': 'File',
  'chat.preview-deleted': 'Message deleted',
} as const satisfies Catalogue;
