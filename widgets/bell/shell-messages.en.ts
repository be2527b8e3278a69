import type { Catalogue } from '../shared/locale/messages.ts';

/** What the closed bell says; the rest of the words come with the panel. */
export const shellMessages = {
  'bell.title': 'Notifications',
  'bell.unseen-count': { one: 'Notifications, {count} new', other: 'Notifications, {count} new' },
  'bell.unread-count': { one: 'Notifications, {count} unread', other: 'Notifications, {count} unread' },
} as const satisfies Catalogue;
