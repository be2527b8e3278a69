import type { Catalogue } from '../shared/locale/messages.ts';

export const preferencesMessages = {
  'preferences.heading': 'Notification preferences',
  'preferences.topic': 'What about',
  'preferences.switch': '{row} by {channel}',
  'preferences.always-on': 'Always on',
  'preferences.always-off': 'Always off',
  'preferences.fixed': 'Set by the site',
  'preferences.conditional': 'Conditional',
  'preferences.not-offered': 'Not offered',
  'preferences.saving': 'Saving…',
  'preferences.saved': 'Saved',
  'preferences.failed': '“{name}” was not saved.',
  'preferences.failed-network': '“{name}” was not saved. Check your connection.',
  'preferences.failed-locked': '“{name}” cannot be changed here.',
  'preferences.empty.heading': 'Nothing to choose yet',
  'preferences.empty.text': 'Once there are notifications, you can pick here how they reach you.',
} as const satisfies Catalogue;
