import type { Catalogue } from '../../../shared/locale/messages.ts';

/** Of the recorder for voice messages. */
export const recorderMessages = {
  'recorder.title': 'Voice message',
  'recorder.asking': 'Allow the microphone to record.',
  'recorder.denied':
    'This site may not use the microphone. Allow it in the browser’s settings for this site, then try again.',
  'recorder.missing': 'No microphone was found. Connect one, then try again.',
  'recorder.failed': 'The recording did not work.',
  'recorder.recording': 'Recording',
  'recorder.discard': 'Discard recording',
  'recorder.cancel': 'Cancel',
  'recorder.stop': 'Stop recording',
  'recorder.listen': 'Listen',
  'recorder.pause': 'Pause',
  'recorder.send': 'Send voice message',
} as const satisfies Catalogue;
