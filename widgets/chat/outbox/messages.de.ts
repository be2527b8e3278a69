import type { Translation } from '../../shared/locale/messages.ts';
import type { outboxMessages } from './messages.en.ts';

export const outboxGerman: Translation<typeof outboxMessages> = {
  'chat.outbox.waiting': 'Wird gesendet, sobald du wieder online bist',
  'chat.outbox.forbidden': 'Nicht gesendet. Du darfst hier nicht mehr schreiben.',
  'chat.outbox.slow': 'Nicht gesendet. Zwischen Nachrichten braucht es hier eine Pause.',
  'chat.outbox.too-long': 'Nicht gesendet. Die Nachricht ist zu lang.',
  'chat.outbox.moderated': 'Nicht gesendet. Sie passt nicht zu den Regeln hier.',
  'chat.outbox.refused': 'Nicht gesendet. Die Nachricht wurde nicht angenommen.',
  'chat.outbox.unreachable': 'Nicht gesendet. Der Dienst war nicht zu erreichen.',
  'chat.outbox.retry': 'Erneut versuchen',
  'chat.outbox.edit': 'Bearbeiten',
  'chat.outbox.discard': 'Verwerfen',
  'chat.outbox.sent': 'Gesendet',
  'chat.outbox.delivered': 'Zugestellt',
  'chat.outbox.read': 'Gelesen',
  'chat.outbox.read-by': { one: 'Von {count} gelesen', other: 'Von {count} gelesen' },
  'chat.outbox.read-by-all': 'Von allen gelesen',
};
