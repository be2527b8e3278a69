import { texts, type Catalogue } from '../../shared/locale/messages.ts';
import type { Words } from '../words.ts';

export const feedToolMessages = {
  'bell.mark-all-read': 'Mark all as read',
  'bell.mark-read': 'Mark as read',
  'bell.mark-unread': 'Mark as unread',
  'bell.archive': 'Archive',
  'bell.unarchive': 'Move back to notifications',
  'bell.options': 'More options',
  'bell.list-options': 'More options for all',
  'bell.preferences': 'Notification preferences',
  'bell.arrived': 'New notification: {text}',
  'bell.arrived-many': { one: '{count} new notification', other: '{count} new notifications' },
  'bell.empty-all.heading': 'You are all caught up',
  'bell.empty-all.text': 'New notifications appear here as they arrive.',
  'bell.empty-unread.heading': 'Nothing unread',
  'bell.empty-unread.text': 'You have read everything there is.',
  'bell.empty-read.heading': 'Nothing read yet',
  'bell.empty-read.text': 'What you have read is kept here.',
  'bell.empty-archived.heading': 'Nothing archived',
  'bell.empty-archived.text': 'What you put away is kept here.',
  'bell.others': { one: 'and {count} other', other: 'and {count} others' },
  'bell.archive-all': 'Archive all',
  'bell.archive-unread': 'Archive all unread',
  'bell.archive-read': 'Archive all read',
  'bell.new': { one: '{count} new', other: '{count} new' },
  'bell.undo': 'Undo',
  'bell.undo-hint': 'Control Z takes it back.',
  'bell.undone': 'Taken back',
  'bell.was-archived': 'Archived',
  'bell.was-unarchived': 'Moved back to notifications',
  'bell.all-marked': 'All notifications are marked as read',
  'bell.archived-many': { one: '{count} notification archived', other: '{count} notifications archived' },
  'bell.all-archived': 'Notifications archived',
  'bell.mark-failed': 'That was not saved. Try again.',
  'bell.all-failed': 'Not all of that was saved. Try again.',
  'bell.too-many': {
    one: '{count} notification. This cannot be undone.',
    other: '{count} notifications. So many cannot be undone.',
  },
  'bell.cancel': 'Cancel',
  'bell.undo-failed': 'Not all of that could be taken back. Try again.',
  'bell.whole': 'Show all of it',
  'bell.less': 'Show less',
  'bell.powered': 'Powered by Knock',
} as const satisfies Catalogue;

/** The tools' texts in the language of their element. */
export function toolTexts({ language }: Words) {
  return texts(language, feedToolMessages);
}
