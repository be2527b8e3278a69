import type { Catalogue } from '../../shared/locale/messages.ts';

export const toastsMessages = {
  'toasts.region': 'New notifications, F6',
  'toasts.arrived': 'New notification: {text}',
  'toasts.many': { one: '{count} new notification', other: '{count} new notifications' },
  'toasts.untitled': 'A notification',
  'toasts.open': 'Open',
  'toasts.dismiss': 'Dismiss',
} as const satisfies Catalogue;
