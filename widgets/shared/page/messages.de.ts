import type { Translation } from '../locale/messages.ts';
import type { questionMessages } from './messages.en.ts';

export const questionGerman: Translation<typeof questionMessages> = {
  'alerts.on': 'Benachrichtigungen einschalten',
  'alerts.later': 'Nicht jetzt',
};
