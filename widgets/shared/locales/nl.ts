import type { Translation } from '../../shared/locale/messages.ts';
import type { sharedEnglish } from './en.ts';

const dutch: Translation<typeof sharedEnglish> = {
  close: 'Sluiten',
  retry: 'Opnieuw proberen',
  loading: 'Laden…',
  more: 'Meer tonen',
  'more-failed': 'De rest is niet geladen.',
  offline: 'Je bent offline. We werken alles bij zodra je terug bent.',
  reconnecting: 'Opnieuw verbinden…',
  'signed-out.heading': 'Je bent uitgelogd',
  'signed-out.text': 'Log in op deze site om dit te zien.',
  'forbidden.heading': 'Niet beschikbaar voor jou',
  'forbidden.text': 'Je hebt hier geen toegang toe. Klopt dat niet? Vraag het de eigenaar van de site.',
  'error.heading': 'Dat is niet gelukt',
  'error.text': 'Onderweg ging er iets mis. Er is niets van je verloren gegaan.',
  'error.network': 'De dienst is niet bereikbaar. Controleer je verbinding en probeer het opnieuw.',
  'alerts.on': 'Meldingen inschakelen',
  'alerts.later': 'Niet nu',
};
export default dutch;
