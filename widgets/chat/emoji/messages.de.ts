import type { Translation } from '../../shared/locale/messages.ts';
import type { emojiMessages } from './messages.en.ts';

export const emojiGerman: Translation<typeof emojiMessages> = {
  'emoji.picker': 'Emoji',
  'emoji.search': 'Emoji suchen (englisch)',
  'emoji.found': { one: '{count} Emoji gefunden', other: '{count} Emoji gefunden' },
  'emoji.none': 'Kein Emoji mit diesem Namen',
  'emoji.groups': 'Arten von Emoji',
  'emoji.tone': 'Hautton',
  'emoji.recent': 'Zuletzt benutzt',
  'emoji.smileys': 'Smileys',
  'emoji.people': 'Menschen',
  'emoji.nature': 'Tiere und Natur',
  'emoji.food': 'Essen und Trinken',
  'emoji.activity': 'Freizeit und Reisen',
  'emoji.objects': 'Gegenstände',
  'emoji.symbols': 'Zeichen',
};
