import type { Translation } from '../../shared/locale/messages.ts';
import type { alertMessages } from './messages.en.ts';

export const bellAlertGerman: Translation<typeof alertMessages> = {
  'bell.alerts.ask': 'Erfahre von Mitteilungen, wenn du woanders bist.',
  'bell.alerts.many': { one: '{count} neue Mitteilung', other: '{count} neue Mitteilungen' },
};
