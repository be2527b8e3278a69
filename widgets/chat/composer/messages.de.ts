import type { Translation } from '../../shared/locale/messages.ts';
import type { composerMessages } from './messages.en.ts';

export const composerGerman: Translation<typeof composerMessages> = {
  'composer.editing': 'Nachricht wird bearbeitet',
  'composer.quoting': 'Antwort an {name}',
  'composer.unquote': 'Nicht auf diese Nachricht antworten',
};
