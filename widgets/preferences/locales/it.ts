import type { Translation } from '../../shared/locale/messages.ts';
import type { preferencesEnglish } from './en.ts';

const italian: Translation<typeof preferencesEnglish> = {
  'preferences.heading': 'Preferenze di notifica',
  'preferences.topic': 'Argomento',
  'preferences.switch': '{row} tramite {channel}',
  'preferences.always-on': 'Sempre attivo',
  'preferences.always-off': 'Sempre disattivato',
  'preferences.fixed': 'Stabilito dal sito',
  'preferences.conditional': 'A condizioni',
  'preferences.muted': '{channel} è disattivato',
  'preferences.not-offered': 'Non disponibile',
  'preferences.saving': 'Salvataggio…',
  'preferences.saved': 'Salvato',
  'preferences.unsaved': 'Non ancora salvato',
  'preferences.unsaved-list': 'Non ancora salvato: {names}',
  'preferences.save': 'Salva',
  'preferences.discard': 'Annulla',
  'preferences.discarded': 'Modifiche annullate',
  'preferences.reset': 'Ripristina i valori predefiniti',
  'preferences.reset.heading': 'Ripristinare tutto?',
  'preferences.reset.text':
    'Le tue scelte lasceranno il posto alle impostazioni del sito. Potrai annullare subito dopo.',
  'preferences.reset.confirm': 'Ripristina',
  'preferences.reset.keep': 'Mantieni le mie scelte',
  'preferences.reset.done': 'Tutto è tornato ai valori predefiniti.',
  'preferences.reset.undo': 'Annulla',
  'preferences.failed': '“{name}” non è stato salvato.',
  'preferences.failed-network': '“{name}” non è stato salvato. Controlla la connessione.',
  'preferences.failed-locked': '“{name}” non può essere modificato qui.',
  'preferences.failed-reset': 'I valori predefiniti non sono stati ripristinati.',
  'preferences.branding': 'Con tecnologia {name}',
  'preferences.empty.heading': 'Ancora niente da scegliere',
  'preferences.empty.text': 'Quando ci saranno notifiche, potrai scegliere qui come riceverle.',
};
export default italian;
