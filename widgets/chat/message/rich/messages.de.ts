import type { Translation } from '../../../shared/locale/messages.ts';
import type { richMessages } from './messages.en.ts';

export const richGerman: Translation<typeof richMessages> = {
  'chat.rich.photo': 'Foto',
};
