import { people } from '../people.ts';
import type { Backend } from './backend.ts';
import { createChannel } from './channels.ts';

/** Puts the users, channels and messages in place that every run starts with. */
export function seed(backend: Backend): void {
  const { state } = backend;
  for (const person of people) state.putUser(person.id, 'user', { name: person.name, email: person.email });
  const ann = { user: state.user('ann'), server: true };
  const all = people.map(({ id }) => ({ user_id: id }));
  createChannel(backend, ann, 'messaging', 'general', { name: 'General', members: all });
  createChannel(backend, ann, 'messaging', 'ann-ben', { members: [{ user_id: 'ann' }, { user_id: 'ben' }] });
  createChannel(backend, ann, 'livestream', 'launch', { name: 'Autumn launch' });
}
