import type { Translation } from '../shared/locale/messages.ts';
import type { preferencesMessages } from './messages.en.ts';

export const preferencesGerman: Translation<typeof preferencesMessages> = {
  'preferences.heading': 'Benachrichtigungen einstellen',
  'preferences.topic': 'Worüber',
  'preferences.switch': '{row} per {channel}',
  'preferences.always-on': 'Immer an',
  'preferences.always-off': 'Immer aus',
  'preferences.fixed': 'Von der Seite festgelegt',
  'preferences.conditional': 'Unter Bedingungen',
  'preferences.not-offered': 'Nicht angeboten',
  'preferences.saving': 'Wird gespeichert …',
  'preferences.saved': 'Gespeichert',
  'preferences.failed': '„{name}“ wurde nicht gespeichert.',
  'preferences.failed-network': '„{name}“ wurde nicht gespeichert. Prüfe deine Verbindung.',
  'preferences.failed-locked': '„{name}“ lässt sich hier nicht ändern.',
  'preferences.empty.heading': 'Noch nichts auszuwählen',
  'preferences.empty.text': 'Sobald es Benachrichtigungen gibt, wählst du hier, wie sie dich erreichen.',
};
