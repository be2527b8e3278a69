import type { Translation } from '../shared/locale/messages.ts';
import type { feedMessages } from './messages.en.ts';
import type { shellMessages } from './shell-messages.en.ts';

export const bellGerman: Translation<typeof shellMessages & typeof feedMessages> = {
  'bell.title': 'Mitteilungen',
  'bell.unseen-count': { one: 'Mitteilungen, {count} neue', other: 'Mitteilungen, {count} neue' },
  'bell.unread-count': { one: 'Mitteilungen, {count} ungelesene', other: 'Mitteilungen, {count} ungelesene' },
  'bell.all': 'Alle',
  'bell.unread': 'Ungelesen',
  'bell.filters': 'Anzeigen',
  'bell.mark-all-read': 'Alle als gelesen markieren',
  'bell.mark-read': 'Als gelesen markieren',
  'bell.mark-unread': 'Als ungelesen markieren',
  'bell.archive': 'Archivieren',
  'bell.unarchive': 'Zurück zu den Mitteilungen',
  'bell.arrived': 'Neue Mitteilung: {text}',
  'bell.arrived-many': { one: '{count} neue Mitteilung', other: '{count} neue Mitteilungen' },
  'bell.all-marked': 'Alle Mitteilungen sind als gelesen markiert',
  'bell.archived': 'Archiviert',
  'bell.mark-failed': 'Das wurde nicht gespeichert. Versuche es noch einmal.',
  'bell.empty-all.heading': 'Du bist auf dem neuesten Stand',
  'bell.empty-all.text': 'Neue Mitteilungen erscheinen hier, sobald sie eintreffen.',
  'bell.empty-unread.heading': 'Nichts Ungelesenes',
  'bell.empty-unread.text': 'Du hast alles gelesen.',
  'bell.empty-read.heading': 'Noch nichts gelesen',
  'bell.empty-read.text': 'Was du gelesen hast, bleibt hier.',
  'bell.empty-archived.heading': 'Nichts archiviert',
  'bell.empty-archived.text': 'Was du weglegst, bleibt hier.',
  'bell.failed.heading': 'Mitteilungen wurden nicht geladen',
};
