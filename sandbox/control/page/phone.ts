import type { Delivery, DeliveryChannel } from '../../platform/deliveries.ts';
import { byId, copyButton, element, hourOf, reconcile } from './dom.ts';

export const channelLabels: Readonly<Record<DeliveryChannel, string>> = {
  sms: 'Message',
  whatsapp: 'WhatsApp',
  call: 'Call',
  email: 'E-mail',
  push: 'Push',
  chat: 'Chat',
};
const dateFormat = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });

/** Shows the time on the phone, which is the sandbox's. */
export function showPhoneTime(now: Date): void {
  const time = byId('phone-time', HTMLTimeElement);
  time.textContent = hourOf(now.toISOString());
  time.dateTime = now.toISOString();
  byId('phone-date').textContent = dateFormat.format(now);
}

/** Shows what reached the phone, newest first. */
export function showMessages(messages: readonly Delivery[]): void {
  reconcile(byId('messages'), messages, ({ id, at }) => `${id} ${at}`, card);
  byId('no-messages').hidden = messages.length > 0;
}

function card({ channel, to, from, subject, body, code, at }: Delivery): HTMLElement {
  const node = element(
    'li',
    { className: 'card' },
    element('span', { className: 'card-kind', textContent: channelLabels[channel] }),
    element('time', { dateTime: at, textContent: hourOf(at) }),
  );
  node.dataset['channel'] = channel;
  if (subject) node.append(element('span', { className: 'card-subject', textContent: subject, dir: 'auto' }));
  node.append(
    element('span', { className: 'card-body', textContent: body, dir: 'auto' }),
    element('span', { className: 'card-way', textContent: `${from} to ${to}` }),
  );
  if (code) node.append(copyButton(code));
  return node;
}
