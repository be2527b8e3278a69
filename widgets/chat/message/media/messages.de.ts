import type { Translation } from '../../../shared/locale/messages.ts';
import type { audioMessages } from './messages.en.ts';

export const audioGerman: Translation<typeof audioMessages> = {
  'chat.audio.play': '{name} abspielen',
  'chat.audio.pause': '{name} anhalten',
  'chat.audio.voice': 'Sprachnachricht',
  'chat.audio.place': 'Stelle',
  'chat.audio.speed': 'Tempo: {speed}',
  'chat.audio.failed': 'Das kann nicht abgespielt werden.',
};
