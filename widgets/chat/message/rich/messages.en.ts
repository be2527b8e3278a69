import type { Catalogue } from '../../../shared/locale/messages.ts';

export const richMessages = {
  'chat.rich.photo': 'Photo',
} as const satisfies Catalogue;
