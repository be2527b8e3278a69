import type { Person } from '../../people.ts';
import type { Delivery, DeliveryChannel } from '../../platform/deliveries.ts';
import type { Answers } from '../answers.ts';
import { byId, element, reconcile } from './dom.ts';

const labels: Readonly<Record<DeliveryChannel, string>> = {
  sms: 'Message',
  whatsapp: 'WhatsApp',
  call: 'Call',
  email: 'Mail',
  push: 'Push',
  chat: 'Chat message',
};
const dateFormat = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const owner = byId('owner', HTMLSelectElement);
const hourFormat = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** Puts the seed's people into the choice of phones. */
export function offerOwners(people: readonly Person[]): void {
  owner.append(...people.map(({ name, phone }) => new Option(`${name} ${phone}`, phone)));
}

/** A number that is nobody's of the seed gets a choice of its own once something reaches it. */
function offerStrangers(messages: readonly Delivery[]): void {
  const known = new Set([...owner.options].map(({ value }) => value));
  for (const to of new Set(messages.map((message) => message.to))) {
    if (!known.has(to)) owner.append(new Option(to, to));
  }
}

export function showTime(now: string): void {
  const date = new Date(now);
  const time = byId('phone-time', HTMLTimeElement);
  time.textContent = hourFormat.format(date);
  time.dateTime = now;
  byId('phone-date').textContent = dateFormat.format(date);
}

/** Shows what reached the chosen phone, newest first. */
export function showMessages({ messages }: Answers['/messages']): void {
  offerStrangers(messages);
  const to = owner.value;
  const shown = to ? messages.filter((message) => message.to === to) : messages;
  reconcile(byId('messages'), shown, ({ id, at }) => `${id} ${at}`, card);
  byId('no-messages').hidden = shown.length > 0;
}

function card({ channel, to, subject, body, code, at }: Delivery): HTMLElement {
  const node = element(
    'li',
    { className: 'card' },
    element('span', { className: 'card-to', textContent: `${labels[channel]} to ${to}` }),
    element('time', { dateTime: at, textContent: hourFormat.format(new Date(at)) }),
  );
  if (subject) node.append(element('span', { className: 'card-subject', textContent: subject }));
  node.append(element('span', { className: 'card-body', textContent: body }));
  if (code) node.append(copyButton(code));
  return node;
}

function copyButton(code: string): HTMLElement {
  const button = element('button', { type: 'button', textContent: `Copy ${code}` });
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(code);
    button.textContent = `Copied ${code}`;
  });
  return button;
}
