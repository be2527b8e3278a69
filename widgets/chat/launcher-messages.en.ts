import type { Catalogue } from '../shared/locale/messages.ts';

/** What the closed launcher says; the rest of the chat's words come with the panel. */
export const launcherMessages = {
  'chat.title': 'Messages',
  'chat.launch': 'Open chat',
  'chat.launch-unread': {
    one: 'Open chat, {count} unread message',
    other: 'Open chat, {count} unread messages',
  },
  'chat.minimize': 'Close chat',
} as const satisfies Catalogue;
