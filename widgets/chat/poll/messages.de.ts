import type { Translation } from '../../shared/locale/messages.ts';
import type { pollFormMessages } from './messages.en.ts';

export const pollFormGerman: Translation<typeof pollFormMessages> = {
  'poll-form.title': 'Neue Umfrage',
  'poll-form.question': 'Frage',
  'poll-form.options': 'Antworten',
  'poll-form.option': 'Antwort {count}',
  'poll-form.add-option': 'Antwort hinzufügen',
  'poll-form.remove-option': 'Antwort {count} entfernen',
  'poll-form.multiple': 'Mehrere Antworten',
  'poll-form.multiple-hint': 'Alle dürfen mehr als eine Antwort wählen.',
  'poll-form.anonymous': 'Anonym',
  'poll-form.anonymous-hint': 'Niemand sieht, wer was gewählt hat.',
  'poll-form.suggestions': 'Vorschläge',
  'poll-form.suggestions-hint': 'Alle dürfen Antworten hinzufügen.',
  'poll-form.cancel': 'Abbrechen',
  'poll-form.send': 'Umfrage senden',
  'poll-form.no-question': 'Schreibe eine Frage.',
  'poll-form.few-options': 'Schreibe mindestens zwei Antworten.',
  'poll-form.same-options': 'Zwei Antworten sind gleich.',
  'poll-form.failed': 'Die Umfrage wurde nicht gesendet. Versuche es erneut.',
};
