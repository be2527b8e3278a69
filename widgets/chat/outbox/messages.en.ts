import type { Catalogue } from '../../shared/locale/messages.ts';

export const outboxMessages = {
  'chat.outbox.waiting': 'Will be sent when you are back online',
  'chat.outbox.forbidden': 'Not sent. You may not write here any more.',
  'chat.outbox.too-long': 'Not sent. The message is too long.',
  'chat.outbox.moderated': 'Not sent. It does not fit the rules of this place.',
  'chat.outbox.refused': 'Not sent. The message was not accepted.',
  'chat.outbox.unreachable': 'Not sent. The service could not be reached.',
  'chat.outbox.retry': 'Try again',
  'chat.outbox.edit': 'Edit',
  'chat.outbox.discard': 'Discard',
  'chat.outbox.sent': 'Sent',
  'chat.outbox.delivered': 'Delivered',
  'chat.outbox.read': 'Read',
  'chat.outbox.read-by': { one: 'Read by {count}', other: 'Read by {count}' },
  'chat.outbox.read-by-all': 'Read by all',
} as const satisfies Catalogue;
