import { call } from './api.js';
import { byId, element } from './dom.js';

const vendors = { stream: 'Stream', knock: 'Knock', twilio: 'Twilio', plivo: 'Plivo' };
const live = ['stream', 'knock'];

/** What a switch puts on; the last two only where there are sockets. */
const switches = [
  { label: 'Fails', fault: { status: 503 }, vendors: Object.keys(vendors) },
  { label: 'Slow, 2 s', fault: { latency: 2000 }, vendors: Object.keys(vendors) },
  { label: 'Refuses sockets', fault: { refuse: true }, vendors: live },
  { label: 'Loses events', fault: { drop: true }, vendors: live },
];

/** What acts at once. */
const actions = [
  { label: 'Cut sockets', fault: { cut: 1006 } },
  { label: 'Expire tokens', fault: { expire: true } },
];

const isSame = (a, b) => Object.keys({ ...a, ...b }).every((key) => a[key] === b[key]);
const shownSwitches = [];
let standing = [];

/** @param {(work: () => Promise<unknown>) => Promise<void>} run does the work, then shows the new state */
export function setUpFaults(run) {
  byId('fault-columns').append(
    ...switches.map(({ label }) => element('th', { scope: 'col', textContent: label })),
    element('th', { scope: 'col', textContent: 'Now' }),
  );
  byId('fault-rows').append(...Object.keys(vendors).map((vendor) => row(vendor, run)));
  byId('clear-faults').addEventListener('click', () => run(() => call('DELETE', '/faults')));
}

function row(vendor, run) {
  return element(
    'tr',
    {},
    element('th', { scope: 'row', textContent: vendors[vendor] }),
    ...switches.map((column) => {
      const cell = element('td');
      if (!column.vendors.includes(vendor)) return cell;
      cell.dataset.label = column.label;
      cell.append(faultSwitch({ vendor, ...column.fault }, `${vendors[vendor]}: ${column.label}`, run));
      return cell;
    }),
    element(
      'td',
      {},
      ...(live.includes(vendor) ? actions.map((action) => actionButton(vendor, action, run)) : []),
    ),
  );
}

function faultSwitch(fault, label, run) {
  const input = element('input', { type: 'checkbox', role: 'switch', ariaLabel: label });
  input.addEventListener('change', () =>
    run(() => (input.checked ? call('POST', '/faults', fault) : remove(fault))),
  );
  shownSwitches.push({ input, fault });
  return input;
}

function actionButton(vendor, { label, fault }, run) {
  const button = element('button', {
    type: 'button',
    textContent: label,
    ariaLabel: `${vendors[vendor]}: ${label}`,
  });
  button.addEventListener('click', () => run(() => call('POST', '/faults', { vendor, ...fault })));
  return button;
}

/** The API clears all faults at once: the others are switched on again. */
async function remove(fault) {
  const others = standing.filter((other) => !isSame(other, fault));
  await call('DELETE', '/faults');
  for (const other of others) await call('POST', '/faults', other);
}

export function showFaults({ faults }) {
  standing = faults;
  for (const { input, fault } of shownSwitches) input.checked = faults.some((other) => isSame(other, fault));
  const others = faults.filter((other) => !shownSwitches.some(({ fault }) => isSame(other, fault)));
  byId('other-faults').replaceChildren(
    ...others.map((fault) => element('li', { textContent: JSON.stringify(fault) })),
  );
  byId('clear-faults').hidden = faults.length === 0;
}
