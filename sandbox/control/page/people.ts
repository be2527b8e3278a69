import type { Person } from '../../people.ts';
import type { Delivery } from '../../platform/deliveries.ts';
import type { Answers } from '../answers.ts';
import { byId, element, reconcile } from './dom.ts';

/** Somebody whose phone and inbox can be looked at: of the seed, or met by a message. */
interface Owner {
  readonly id: string;
  readonly name: string;
}

const everyone: Owner = { id: '', name: 'Everyone' };
let people: readonly Person[] = [];
let chosen = everyone.id;
let redraw = (): void => undefined;

/** Takes the seed's people. @param onChoice is called when somebody else's phone is to be shown */
export function knowPeople(seeded: readonly Person[], onChoice: () => void): void {
  people = seeded;
  redraw = onChoice;
}

/** Whose a message is. A number that has no name is a person of its own. */
function ownerOf({ to, user }: Delivery): Owner {
  const person = people.find(({ id, phone, email }) => id === user || phone === to || email === to);
  if (person) return { id: `person ${person.id}`, name: firstName(person.name) };
  return user === undefined ? { id: `at ${to}`, name: to } : { id: `user ${user}`, name: user };
}

const firstName = (name: string): string => name.split(' ')[0] ?? name;

/** What is on the chosen person's phone, and what in the inbox; offers everybody who has got something. */
export function sortMessages({ messages }: Answers['/messages']): {
  phone: readonly Delivery[];
  inbox: readonly Delivery[];
} {
  const owned = messages.map((message) => ({ message, owner: ownerOf(message) }));
  const known: Owner[] = people.map(({ id, name }) => ({ id: `person ${id}`, name: firstName(name) }));
  const met = new Map([everyone, ...known].map((owner) => [owner.id, owner]));
  for (const { owner } of owned) if (!met.has(owner.id)) met.set(owner.id, owner);
  if (!met.has(chosen)) chosen = everyone.id;
  offer(
    [...met.values()],
    ({ id }) => owned.filter(({ owner }) => id === everyone.id || owner.id === id).length,
  );
  const shown = owned
    .filter(({ owner }) => chosen === everyone.id || owner.id === chosen)
    .map(({ message }) => message);
  return {
    phone: shown.filter(({ channel }) => channel !== 'email'),
    inbox: shown.filter(({ channel }) => channel === 'email'),
  };
}

function offer(owners: readonly Owner[], count: (owner: Owner) => number): void {
  const list = byId('persons');
  reconcile(list, owners, ({ id }) => id, choice);
  for (const owner of owners) {
    const label = list.querySelector(`[data-key="${CSS.escape(owner.id)}"]`);
    const number = count(owner);
    const shown = label?.querySelector('.count');
    if (shown) shown.textContent = number === 0 ? '' : String(number);
    const input = label?.querySelector('input');
    if (input) input.checked = owner.id === chosen;
  }
}

function choice({ id, name }: Owner): HTMLElement {
  const input = element('input', { type: 'radio', name: 'person', value: id });
  input.addEventListener('change', () => {
    chosen = id;
    redraw();
  });
  return element(
    'label',
    { className: 'person' },
    input,
    element('span', { textContent: name }),
    element('span', { className: 'count' }),
  );
}
