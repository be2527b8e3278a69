import type { Translation } from '../../shared/locale/messages.ts';
import type { toastsMessages } from './messages.en.ts';

export const toastsGerman: Translation<typeof toastsMessages> = {
  'toasts.region': 'Neue Mitteilungen, F6',
  'toasts.arrived': 'Neue Mitteilung: {text}',
  'toasts.many': { one: '{count} neue Mitteilung', other: '{count} neue Mitteilungen' },
  'toasts.untitled': 'Du hast eine Mitteilung',
  'toasts.open': 'Öffnen',
  'toasts.dismiss': 'Schließen',
};
