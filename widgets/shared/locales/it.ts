import type { Translation } from '../../shared/locale/messages.ts';
import type { sharedEnglish } from './en.ts';

const italian: Translation<typeof sharedEnglish> = {
  close: 'Chiudi',
  retry: 'Riprova',
  loading: 'Caricamento…',
  more: 'Mostra altro',
  'more-failed': 'Il resto non è stato caricato.',
  offline: 'Sei offline. Aggiorneremo tutto al tuo ritorno.',
  reconnecting: 'Riconnessione…',
  'signed-out.heading': 'Hai effettuato l’uscita',
  'signed-out.text': 'Accedi a questo sito per vedere questo contenuto.',
  'forbidden.heading': 'Non disponibile per te',
  'forbidden.text': 'Non hai accesso a questo contenuto. Se è un errore, chiedi al proprietario del sito.',
  'error.heading': 'Qualcosa non ha funzionato',
  'error.text': 'Qualcosa è andato storto lungo il percorso. Nulla di tuo è andato perso.',
  'error.network': 'Impossibile raggiungere il servizio. Controlla la connessione e riprova.',
  'alerts.on': 'Attiva le notifiche',
  'alerts.later': 'Non ora',
};
export default italian;
