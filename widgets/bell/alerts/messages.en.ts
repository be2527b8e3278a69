import type { Catalogue } from '../../shared/locale/messages.ts';

/** What the bell says about being told of notifications elsewhere. */
export const alertMessages = {
  'bell.alerts.ask': 'Be told of notifications when you are elsewhere.',
  'bell.alerts.many': { one: '{count} new notification', other: '{count} new notifications' },
} as const satisfies Catalogue;
