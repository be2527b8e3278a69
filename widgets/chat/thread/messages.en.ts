import type { Catalogue } from '../../shared/locale/messages.ts';

/** What threads say, and the list of them. */
export const threadMessages = {
  'chat.thread.title': 'Thread',
  'chat.thread.close': 'Close thread',
  'chat.thread.also': 'Also send to the channel',
  'chat.thread.in': 'in {name}',
  'chat.thread.label': 'Thread in {name}',
  'chat.thread.write': 'Reply in the thread',
  'chat.thread.placeholder': 'Reply',
  'chat.thread.no-replies': 'No replies yet',
  'chat.thread.list': 'Threads',
  'chat.thread.list-unread': { one: 'Threads, {count} unread', other: 'Threads, {count} unread' },
  'chat.thread.close-list': 'Back to conversations',
  'chat.thread.read-all': 'Mark all read',
  'chat.thread.read-failed': 'Not all threads could be marked as read. Try again in a minute.',
  'chat.thread.none.heading': 'No threads yet',
  'chat.thread.none.text': 'Reply to a message, or get a reply to yours, and the thread is here.',
  'chat.thread.failed.heading': 'Threads did not load',
  'chat.thread.unread': { one: '{count} unread reply', other: '{count} unread replies' },
  'chat.thread.replies': { one: '{count} reply', other: '{count} replies' },
  'chat.thread.parent-deleted': 'The message was deleted. Nothing can be added to its thread.',
} as const satisfies Catalogue;
