import type { Catalogue } from '../../../shared/locale/messages.ts';

export const audioMessages = {
  'chat.audio.play': 'Play {name}',
  'chat.audio.pause': 'Pause {name}',
  'chat.audio.voice': 'voice message',
  'chat.audio.place': 'Position',
  'chat.audio.speed': 'Speed: {speed}',
  'chat.audio.failed': 'This cannot be played.',
} as const satisfies Catalogue;
