import type { LoggedRequest } from '../../platform/request-log.ts';
import type { Answers } from '../answers.ts';
import { byId, element, reconcile, timeOfDay } from './dom.ts';
import { vendorLabels, vendors } from './vendors.ts';

/** Twilio's ids, whose length hides what the call is. */
const sid = /\b([A-Z]{2}[0-9a-f]{4})[0-9a-f]{28}\b/g;

/** Puts the vendors into the choice of whose requests are shown. */
export function setUpRequests(): void {
  byId('vendor').append(...vendors.map((vendor) => new Option(vendorLabels[vendor], vendor)));
}

/** Shows the log of what reached the vendors, newest first. */
export function showRequests({ requests }: Answers['/requests']): void {
  reconcile(byId('requests'), requests, ({ id, at, status }) => `${id} ${at} ${status}`, line);
  byId('no-requests').hidden = requests.length > 0;
}

function line({ at, vendor, method, path, status }: LoggedRequest): HTMLElement {
  const failed = status !== undefined && status >= 400;
  return element(
    'li',
    { className: 'request' },
    element('time', { dateTime: at, textContent: timeOfDay(at) }),
    element('span', { className: 'vendor', textContent: vendorLabels[vendor] }),
    element('span', { className: 'method', textContent: method }),
    element('span', { className: 'path', title: path, textContent: path.replaceAll(sid, '$1…') }),
    element('span', { className: failed ? 'status failed' : 'status', textContent: String(status ?? '…') }),
  );
}
