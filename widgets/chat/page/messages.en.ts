import type { Catalogue } from '../../shared/locale/messages.ts';

/** What the chat says about being told of messages elsewhere. */
export const alertMessages = {
  'chat.alerts.ask': 'Be told of new messages when you are elsewhere.',
} as const satisfies Catalogue;
