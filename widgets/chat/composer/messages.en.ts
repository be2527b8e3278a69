import type { Catalogue } from '../../shared/locale/messages.ts';

/** Of what is fetched with the first use of a composer. */
export const composerMessages = {
  'composer.editing': 'Editing message',
  'composer.quoting': 'Replying to {name}',
  'composer.unquote': 'Do not reply to this message',
} as const satisfies Catalogue;
