import type { Catalogue } from '../../shared/locale/messages.ts';

/** Of the picker of emoji. */
export const emojiMessages = {
  'emoji.picker': 'Emoji',
  'emoji.search': 'Search emoji',
  'emoji.found': { one: '{count} emoji found', other: '{count} emoji found' },
  'emoji.none': 'No emoji of that name',
  'emoji.groups': 'Kinds of emoji',
  'emoji.tone': 'Skin tone',
  'emoji.recent': 'Recently used',
  'emoji.smileys': 'Smileys',
  'emoji.people': 'People',
  'emoji.nature': 'Animals and nature',
  'emoji.food': 'Food and drink',
  'emoji.activity': 'Activities and travel',
  'emoji.objects': 'Objects',
  'emoji.symbols': 'Symbols',
} as const satisfies Catalogue;
