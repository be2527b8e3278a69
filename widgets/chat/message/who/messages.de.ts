import type { Translation } from '../../../shared/locale/messages.ts';
import type { whoMessages } from './messages.en.ts';

export const whoGerman: Translation<typeof whoMessages> = {
  'chat.who.close': 'Schließen',
  'chat.who.all': 'Alle {count}',
  'chat.who.you': '{name} (du)',
  'chat.who.more': 'Mehr anzeigen',
  'chat.who.loading': 'Wird geladen …',
  'chat.who.failed': 'Die Liste wurde nicht geladen.',
  'chat.who.retry': 'Erneut versuchen',
  'chat.who.reactions': 'Reaktionen',
  'chat.who.others': { one: '{count} weitere Person', other: '{count} weitere' },
  'chat.who.empty': 'Noch niemand',
};
