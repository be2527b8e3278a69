import type { Translation } from '../../shared/locale/messages.ts';
import type { threadMessages } from './messages.en.ts';

export const chatThreadGerman: Translation<typeof threadMessages> = {
  'chat.thread.title': 'Thread',
  'chat.thread.close': 'Thread schließen',
  'chat.thread.also': 'Auch in den Kanal senden',
  'chat.thread.in': 'in {name}',
  'chat.thread.label': 'Thread in {name}',
  'chat.thread.write': 'Im Thread antworten',
  'chat.thread.placeholder': 'Antworten',
  'chat.thread.no-replies': 'Noch keine Antworten',
  'chat.thread.list': 'Threads',
  'chat.thread.list-unread': { one: 'Threads, {count} ungelesen', other: 'Threads, {count} ungelesen' },
  'chat.thread.close-list': 'Zurück zu den Unterhaltungen',
  'chat.thread.read-all': 'Alle als gelesen markieren',
  'chat.thread.read-failed':
    'Nicht alle Threads konnten als gelesen markiert werden. Versuch es in einer Minute noch einmal.',
  'chat.thread.none.heading': 'Noch keine Threads',
  'chat.thread.none.text':
    'Antworte auf eine Nachricht oder bekomm eine Antwort auf deine, dann steht der Thread hier.',
  'chat.thread.failed.heading': 'Die Threads wurden nicht geladen',
  'chat.thread.unread': { one: '{count} ungelesene Antwort', other: '{count} ungelesene Antworten' },
  'chat.thread.replies': { one: '{count} Antwort', other: '{count} Antworten' },
  'chat.thread.parent-deleted':
    'Die Nachricht wurde gelöscht. Im Thread kann nichts mehr geschrieben werden.',
};
