import type { Translation } from '../../shared/locale/messages.ts';
import type { sharedEnglish } from './en.ts';

const german: Translation<typeof sharedEnglish> = {
  close: 'Schließen',
  retry: 'Erneut versuchen',
  loading: 'Wird geladen …',
  more: 'Mehr anzeigen',
  'more-failed': 'Der Rest wurde nicht geladen.',
  offline: 'Du bist offline. Sobald du zurück bist, holen wir alles nach.',
  reconnecting: 'Verbindung wird wiederhergestellt …',
  'signed-out.heading': 'Du bist abgemeldet',
  'signed-out.text': 'Melde dich auf dieser Seite an, um das zu sehen.',
  'forbidden.heading': 'Für dich nicht verfügbar',
  'forbidden.text': 'Du hast darauf keinen Zugriff. Frag die Betreiber der Seite, falls das falsch ist.',
  'error.heading': 'Das hat nicht geklappt',
  'error.text': 'Unterwegs ist etwas schiefgegangen. Von dir ist nichts verloren.',
  'error.network': 'Der Dienst ist nicht erreichbar. Prüfe deine Verbindung und versuche es erneut.',
  'alerts.on': 'Benachrichtigungen einschalten',
  'alerts.later': 'Nicht jetzt',
};
export default german;
