import type { Translation } from '../../shared/locale/messages.ts';
import type { composerMessages } from './messages.en.ts';

export const composerGerman: Translation<typeof composerMessages> = {
  'composer.editing': 'Nachricht wird bearbeitet',
  'composer.cancel': 'Abbrechen',
  'composer.quoting': 'Antwort an {name}',
  'composer.unquote': 'Nicht auf diese Nachricht antworten',
  'composer.add': 'Zur Nachricht hinzufügen',
  'composer.emoji': 'Emoji',
  'composer.add-file': 'Foto oder Datei',
  'composer.add-voice': 'Sprachnachricht',
  'composer.add-poll': 'Umfrage',
  'composer.drop': 'Dateien hier ablegen',
  'composer.files': 'Dateien dieser Nachricht',
  'composer.voice-message': 'Sprachnachricht',
  'composer.uploading': '{name} wird hochgeladen',
  'composer.uploaded': '{name} ist hochgeladen',
  'composer.cancel-file': '{name} abbrechen',
  'composer.remove-file': '{name} entfernen',
  'composer.retry-file': '{name} erneut versuchen',
  'composer.failed-file': 'Nicht hochgeladen',
  'composer.refused-kind': 'Dateien dieser Art können hier nicht gesendet werden',
  'composer.refused-size': 'Größer als die {size}, die gesendet werden können',
  'composer.refused-empty': 'Diese Datei ist leer',
  'composer.refused-count': 'Eine Nachricht fasst höchstens {count} Dateien',
  'composer.wait-files': {
    one: 'Eine Datei ist noch unterwegs.',
    other: '{count} Dateien sind noch unterwegs.',
  },
  'composer.failed-files': {
    one: 'Eine Datei wurde nicht hochgeladen. Versuche es erneut oder entferne sie.',
    other: '{count} Dateien wurden nicht hochgeladen. Versuche es erneut oder entferne sie.',
  },
  'composer.slow': {
    one: 'Langsamer Modus: In {count} Sekunde kannst du wieder schreiben.',
    other: 'Langsamer Modus: In {count} Sekunden kannst du wieder schreiben.',
  },
  'composer.suggest.mention': 'Personen',
  'composer.suggest.command': 'Befehle',
  'composer.suggest.emoji': 'Emoji',
  'composer.suggested': { one: '{count} Vorschlag', other: '{count} Vorschläge' },
  'composer.no-card': 'Ohne Vorschau dieses Links senden',
};
