import type { Translation } from '../../shared/locale/messages.ts';
import type { preferencesEnglish } from './en.ts';

const dutch: Translation<typeof preferencesEnglish> = {
  'preferences.heading': 'Meldingsvoorkeuren',
  'preferences.topic': 'Onderwerp',
  'preferences.switch': '{row} via {channel}',
  'preferences.always-on': 'Altijd aan',
  'preferences.always-off': 'Altijd uit',
  'preferences.fixed': 'Bepaald door de site',
  'preferences.conditional': 'Onder voorwaarden',
  'preferences.muted': '{channel} staat uit',
  'preferences.not-offered': 'Niet beschikbaar',
  'preferences.saving': 'Opslaan…',
  'preferences.saved': 'Opgeslagen',
  'preferences.unsaved': 'Nog niet opgeslagen',
  'preferences.unsaved-list': 'Nog niet opgeslagen: {names}',
  'preferences.save': 'Opslaan',
  'preferences.discard': 'Verwerpen',
  'preferences.discarded': 'Wijzigingen verworpen',
  'preferences.reset': 'Standaardwaarden herstellen',
  'preferences.reset.heading': 'Alles hier herstellen?',
  'preferences.reset.text':
    'Je keuzes maken plaats voor wat de site heeft ingesteld. Je kunt dit meteen daarna ongedaan maken.',
  'preferences.reset.confirm': 'Herstellen',
  'preferences.reset.keep': 'Mijn keuzes behouden',
  'preferences.reset.done': 'Alles staat weer op standaard.',
  'preferences.reset.undo': 'Ongedaan maken',
  'preferences.failed': '‘{name}’ is niet opgeslagen.',
  'preferences.failed-network': '‘{name}’ is niet opgeslagen. Controleer je verbinding.',
  'preferences.failed-locked': '‘{name}’ kan hier niet worden gewijzigd.',
  'preferences.failed-reset': 'De standaardwaarden zijn niet hersteld.',
  'preferences.branding': 'Mogelijk gemaakt door {name}',
  'preferences.empty.heading': 'Nog niets te kiezen',
  'preferences.empty.text': 'Zodra er meldingen zijn, kun je hier kiezen hoe je ze ontvangt.',
};
export default dutch;
