import type { Translation } from '../shared/locale/messages.ts';
import type { feedMessages } from './messages.en.ts';
import type { shellMessages } from './shell-messages.en.ts';

export const bellGerman: Translation<typeof shellMessages & typeof feedMessages> = {
  'bell.title': 'Mitteilungen',
  'bell.unseen-count': { one: 'Mitteilungen, {count} neue', other: 'Mitteilungen, {count} neue' },
  'bell.unread-count': { one: 'Mitteilungen, {count} ungelesene', other: 'Mitteilungen, {count} ungelesene' },
  'bell.all': 'Alle',
  'bell.unread': 'Ungelesen',
  'bell.read': 'Gelesen',
  'bell.archived': 'Archiv',
  'bell.filters': 'Anzeigen',
  'bell.open': 'Öffnen',
  'bell.untitled': 'Du hast eine Mitteilung',
  'bell.failed.heading': 'Mitteilungen wurden nicht geladen',
};
