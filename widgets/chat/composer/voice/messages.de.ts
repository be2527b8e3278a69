import type { Translation } from '../../../shared/locale/messages.ts';
import type { recorderMessages } from './messages.en.ts';

export const recorderGerman: Translation<typeof recorderMessages> = {
  'recorder.title': 'Sprachnachricht',
  'recorder.asking': 'Erlaube das Mikrofon, um aufzunehmen.',
  'recorder.denied':
    'Diese Seite darf das Mikrofon nicht benutzen. Erlaube es in den Browser-Einstellungen für diese Seite und versuche es erneut.',
  'recorder.missing': 'Es wurde kein Mikrofon gefunden. Schließe eines an und versuche es erneut.',
  'recorder.failed': 'Die Aufnahme hat nicht geklappt.',
  'recorder.recording': 'Aufnahme läuft',
  'recorder.discard': 'Aufnahme verwerfen',
  'recorder.cancel': 'Abbrechen',
  'recorder.stop': 'Aufnahme beenden',
  'recorder.listen': 'Anhören',
  'recorder.pause': 'Pause',
  'recorder.send': 'Sprachnachricht senden',
};
