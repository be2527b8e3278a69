import type { Catalogue } from '../../shared/locale/messages.ts';

/** What the panes about people say. */
export const peopleMessages = {
  'chat.people.members': 'Members',
  'chat.people.close-members': 'Close members',
  'chat.people.you': '{name} (you)',
  'chat.people.online': 'Online',
  'chat.people.offline': 'Offline',
} as const satisfies Catalogue;
