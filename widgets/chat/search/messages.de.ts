import type { Translation } from '../../shared/locale/messages.ts';
import type { searchMessages } from './messages.en.ts';

export const chatSearchGerman: Translation<typeof searchMessages> = {
  'chat.search.heading': 'Suche',
  'chat.search.back': 'Zurück zu den Unterhaltungen',
  'chat.search.field': 'Unterhaltungen, Personen und Nachrichten suchen',
  'chat.search.clear': 'Suche leeren',
  'chat.search.channels': 'Unterhaltungen',
  'chat.search.people': 'Personen',
  'chat.search.messages': 'Nachrichten',
  'chat.search.busy': 'Wird gesucht …',
  'chat.search.count': { one: '{count} Treffer', other: '{count} Treffer' },
  'chat.search.start.heading': 'Alles finden',
  'chat.search.start.text': 'Gib einen Namen ein oder Wörter aus einer Nachricht.',
  'chat.search.none.heading': 'Nichts gefunden',
  'chat.search.none.text': 'Versuche es mit weniger oder anderen Wörtern.',
  'chat.search.failed.heading': 'Die Suche hat nicht geklappt',
  'chat.search.partly': 'Nicht alles konnte durchsucht werden.',
  'chat.search.more': 'Weitere Nachrichten',
  'chat.search.person-failed': 'Die Unterhaltung mit {name} wurde nicht geöffnet.',
  'chat.search.in': '{name} in {channel}',
};
