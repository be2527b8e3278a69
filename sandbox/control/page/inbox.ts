import type { Delivery } from '../../platform/deliveries.ts';
import { byId, copyButton, element, hourOf, reconcile } from './dom.ts';

/** Shows the e-mails, newest first; each opens in its place. */
export function showMails(mails: readonly Delivery[]): void {
  reconcile(byId('mails'), mails, ({ id, at }) => `${id} ${at}`, mail);
  byId('no-mails').hidden = mails.length > 0;
}

function mail(delivery: Delivery): HTMLElement {
  const { subject = 'No subject', from, to, code, at } = delivery;
  const details = element(
    'details',
    { className: 'mail' },
    element(
      'summary',
      {},
      element('span', { className: 'mail-subject', textContent: subject, dir: 'auto' }),
      element('time', { dateTime: at, textContent: hourOf(at) }),
      element('span', { className: 'mail-way', textContent: `${from} to ${to}` }),
    ),
  );
  details.addEventListener('toggle', () => {
    if (details.open && details.childElementCount === 1) details.append(letter(delivery));
  });
  const item = element('li', {}, details);
  if (code) item.append(copyButton(code));
  return item;
}

/** What stands in it. HTML of others is shown as a document of its own, which can do nothing. */
function letter({ id, html, body, subject = 'No subject' }: Delivery): HTMLElement {
  if (html === undefined) return element('p', { className: 'letter', textContent: body, dir: 'auto' });
  const frame = element('iframe', { className: 'letter', title: subject });
  frame.setAttribute('sandbox', 'allow-popups allow-popups-to-escape-sandbox');
  frame.src = `/messages/${id}/html`;
  return frame;
}
