import type { Catalogue } from '../../shared/locale/messages.ts';

/** What the search says. */
export const searchMessages = {
  'chat.search.heading': 'Search',
  'chat.search.back': 'Back to conversations',
  'chat.search.field': 'Search conversations, people and messages',
  'chat.search.clear': 'Clear search',
  'chat.search.channels': 'Conversations',
  'chat.search.people': 'People',
  'chat.search.messages': 'Messages',
  'chat.search.busy': 'Searching…',
  'chat.search.count': { one: '{count} result', other: '{count} results' },
  'chat.search.start.heading': 'Find anything',
  'chat.search.start.text': 'Type a name, or words from a message.',
  'chat.search.none.heading': 'Nothing found',
  'chat.search.none.text': 'Try fewer or other words.',
  'chat.search.failed.heading': 'The search did not work',
  'chat.search.partly': 'Not everything could be searched.',
  'chat.search.more': 'More messages',
  'chat.search.person-failed': 'The conversation with {name} did not open.',
  'chat.search.in': '{name} in {channel}',
} as const satisfies Catalogue;
