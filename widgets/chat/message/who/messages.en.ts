import type { Catalogue } from '../../../shared/locale/messages.ts';

/** Of the lists of who did something. */
export const whoMessages = {
  'chat.who.close': 'Close',
  'chat.who.all': 'All {count}',
  'chat.who.you': '{name} (you)',
  'chat.who.more': 'Show more',
  'chat.who.loading': 'Loading…',
  'chat.who.failed': 'The list did not come.',
  'chat.who.retry': 'Try again',
  'chat.who.reactions': 'Reactions',
  'chat.who.others': { one: '{count} other', other: '{count} others' },
  'chat.who.empty': 'Nobody yet',
} as const satisfies Catalogue;
