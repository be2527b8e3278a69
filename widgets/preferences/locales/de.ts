import type { Translation } from '../../shared/locale/messages.ts';
import type { preferencesEnglish } from './en.ts';

const german: Translation<typeof preferencesEnglish> = {
  'preferences.heading': 'Benachrichtigungen einstellen',
  'preferences.topic': 'Worüber',
  'preferences.switch': '{row} per {channel}',
  'preferences.always-on': 'Immer an',
  'preferences.always-off': 'Immer aus',
  'preferences.fixed': 'Von der Seite festgelegt',
  'preferences.conditional': 'Unter Bedingungen',
  'preferences.muted': '{channel} ist aus',
  'preferences.not-offered': 'Nicht angeboten',
  'preferences.saving': 'Wird gespeichert …',
  'preferences.saved': 'Gespeichert',
  'preferences.unsaved': 'Noch nicht gespeichert',
  'preferences.unsaved-list': 'Noch nicht gespeichert: {names}',
  'preferences.save': 'Speichern',
  'preferences.discard': 'Verwerfen',
  'preferences.discarded': 'Änderungen verworfen',
  'preferences.reset': 'Auf Standard zurücksetzen',
  'preferences.reset.heading': 'Alles hier zurücksetzen?',
  'preferences.reset.text':
    'Statt deiner Auswahl gilt, was die Seite vorgibt. Gleich danach kannst du das rückgängig machen.',
  'preferences.reset.confirm': 'Zurücksetzen',
  'preferences.reset.keep': 'Meine Auswahl behalten',
  'preferences.reset.done': 'Alles steht wieder auf Standard.',
  'preferences.reset.undo': 'Rückgängig machen',
  'preferences.failed': '„{name}“ wurde nicht gespeichert.',
  'preferences.failed-network': '„{name}“ wurde nicht gespeichert. Prüfe deine Verbindung.',
  'preferences.failed-locked': '„{name}“ lässt sich hier nicht ändern.',
  'preferences.failed-reset': 'Der Standard wurde nicht wiederhergestellt.',
  'preferences.branding': 'Mit {name}',
  'preferences.empty.heading': 'Noch nichts auszuwählen',
  'preferences.empty.text': 'Sobald es Benachrichtigungen gibt, wählst du hier, wie sie dich erreichen.',
};
export default german;
