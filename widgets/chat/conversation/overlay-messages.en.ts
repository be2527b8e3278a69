import type { Catalogue } from '../../shared/locale/messages.ts';

/** Of what stands over a conversation's messages. */
export const overlayMessages = {
  'chat.log.unread': { one: '{count} unread message', other: '{count} unread messages' },
  'chat.log.dismiss': 'Dismiss',
} as const satisfies Catalogue;
