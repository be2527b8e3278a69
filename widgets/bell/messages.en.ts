import type { Catalogue } from '../shared/locale/messages.ts';

export const feedMessages = {
  'bell.title': 'Notifications',
  'bell.all': 'All',
  'bell.unread': 'Unread',
  'bell.read': 'Read',
  'bell.archived': 'Archived',
  'bell.filters': 'Show',
  'bell.open': 'Open',
  'bell.untitled': 'A notification',
  'bell.failed.heading': 'Notifications did not load',
} as const satisfies Catalogue;
