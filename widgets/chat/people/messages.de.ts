import type { Translation } from '../../shared/locale/messages.ts';
import type { peopleMessages } from './messages.en.ts';

export const chatPeopleGerman: Translation<typeof peopleMessages> = {
  'chat.people.members': 'Mitglieder',
  'chat.people.close-members': 'Mitglieder schließen',
  'chat.people.you': '{name} (du)',
  'chat.people.online': 'Online',
  'chat.people.offline': 'Offline',
};
