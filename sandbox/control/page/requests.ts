import type { LoggedRequest } from '../../platform/request-log.ts';
import type { Answers } from '../answers.ts';
import { byId, element, reconcile, timeOfDay } from './dom.ts';
import { exchange } from './exchange.ts';
import { vendorLabels, vendors } from './vendors.ts';

/** Twilio's ids, whose length hides what the call is. */
const sid = /\b([A-Z]{2}[0-9a-f]{4})[0-9a-f]{28}\b/g;

const vendor = byId('vendor', HTMLSelectElement);
const path = byId('path', HTMLInputElement);
const failed = byId('failed', HTMLInputElement);
let requests: readonly LoggedRequest[] = [];

/** @param reload is called when other requests are wanted */
export function setUpRequests(reload: () => void): void {
  vendor.append(...vendors.map((name) => new Option(vendorLabels[name], name)));
  vendor.addEventListener('change', reload);
  path.addEventListener('input', draw);
  failed.addEventListener('change', draw);
}

/** The vendor whose requests are wanted alone; empty = all. */
export const wantedVendor = (): string => vendor.value;

/** Shows the log of what reached the vendors, newest first. */
export function showRequests(answer: Answers['/requests']): void {
  ({ requests } = answer);
  draw();
}

function draw(): void {
  const shown = requests.filter(
    (request) => request.path.includes(path.value.trim()) && (!failed.checked || isFailed(request)),
  );
  const key = ({ id, at, status }: LoggedRequest): string => `${id} ${at} ${status ?? ''}`;
  reconcile(byId('requests'), shown, key, line);
  byId('no-requests').hidden = shown.length > 0;
  byId('no-requests').textContent =
    requests.length === 0 ? 'No vendor has been called.' : 'No request is like that.';
}

const isFailed = ({ status }: LoggedRequest): boolean => status !== undefined && status >= 400;

function line(request: LoggedRequest): HTMLElement {
  const { id, at, vendor: name, method, path: whole, status, duration, fault } = request;
  const details = element(
    'details',
    { className: 'request' },
    element(
      'summary',
      {},
      element('time', { dateTime: at, textContent: timeOfDay(at) }),
      element('span', { className: 'vendor', textContent: vendorLabels[name] }),
      element('span', { className: 'method', textContent: method }),
      element('span', { className: 'path', title: whole, textContent: whole.replaceAll(sid, '$1…') }),
      element('span', { className: 'fault', textContent: fault ? 'fault' : '' }),
      element('span', {
        className: 'duration',
        textContent: duration === undefined || method === 'SOCKET' ? '' : `${Math.round(duration)} ms`,
      }),
      element('span', {
        className: isFailed(request) ? 'status failed' : 'status',
        textContent: String(status ?? '…'),
      }),
    ),
  );
  details.addEventListener('toggle', async () => {
    if (details.open && details.childElementCount === 1) details.append(await exchange(id));
  });
  return element('li', {}, details);
}
