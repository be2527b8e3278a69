import type { Catalogue } from '../../shared/locale/messages.ts';

/** What the chat says about being told of messages elsewhere. */
export const alertMessages = {
  'chat.alerts.ask': 'Be told of new messages when you are elsewhere.',
  'chat.alerts.on': 'Turn on notifications',
  'chat.alerts.later': 'Not now',
} as const satisfies Catalogue;
