import { byId, element, reconcile, timeOfDay } from './dom.js';

const names = { stream: 'Stream', knock: 'Knock', twilio: 'Twilio', plivo: 'Plivo' };

/** Twilio's ids, whose length hides what the call is. */
const sid = /\b([A-Z]{2}[0-9a-f]{4})[0-9a-f]{28}\b/g;

/** Shows the log of what reached the vendors, newest first. */
export function showRequests({ requests }) {
  reconcile(byId('requests'), requests, ({ id, at, status }) => `${id} ${at} ${status}`, line);
  byId('no-requests').hidden = requests.length > 0;
}

function line({ at, vendor, method, path, status }) {
  const failed = status >= 400;
  return element(
    'li',
    { className: 'request' },
    element('time', { dateTime: at, textContent: timeOfDay(at) }),
    element('span', { className: 'vendor', textContent: names[vendor] }),
    element('span', { className: 'method', textContent: method }),
    element('span', { className: 'path', title: path, textContent: path.replaceAll(sid, '$1…') }),
    element('span', { className: failed ? 'status failed' : 'status', textContent: status ?? '…' }),
  );
}
