import type { Catalogue } from '../../shared/locale/messages.ts';

/** Of what is fetched with the first use of a composer. */
export const composerMessages = {
  'composer.editing': 'Editing message',
  'composer.cancel': 'Cancel',
  'composer.quoting': 'Replying to {name}',
  'composer.unquote': 'Do not reply to this message',
  'composer.add': 'Add to message',
  'composer.emoji': 'Emoji',
  'composer.add-file': 'Photo or file',
  'composer.add-voice': 'Voice message',
  'composer.add-poll': 'Poll',
  'composer.drop': 'Drop files to add them',
  'composer.files': 'Files of this message',
  'composer.voice-message': 'Voice message',
  'composer.uploading': 'Uploading {name}',
  'composer.uploaded': '{name} is uploaded',
  'composer.cancel-file': 'Cancel {name}',
  'composer.remove-file': 'Remove {name}',
  'composer.retry-file': 'Try {name} again',
  'composer.failed-file': 'Did not upload',
  'composer.refused-kind': 'Files of this kind cannot be sent here',
  'composer.refused-size': 'Larger than the {size} that can be sent',
  'composer.refused-empty': 'This file is empty',
  'composer.refused-count': 'A message takes {count} files at most',
  'composer.wait-files': {
    one: 'One file is still on its way.',
    other: '{count} files are still on their way.',
  },
  'composer.failed-files': {
    one: 'A file did not upload. Try it again, or remove it.',
    other: '{count} files did not upload. Try them again, or remove them.',
  },
  'composer.slow': {
    one: 'Slow mode: you can write again in {count} second.',
    other: 'Slow mode: you can write again in {count} seconds.',
  },
  'composer.suggest.mention': 'People',
  'composer.suggest.command': 'Commands',
  'composer.suggest.emoji': 'Emoji',
  'composer.suggested': { one: '{count} suggestion', other: '{count} suggestions' },
  'composer.no-card': 'Send without a preview of this link',
} as const satisfies Catalogue;
