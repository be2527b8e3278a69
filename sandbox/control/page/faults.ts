import type { Fault, StandingFault, VendorName } from '../../platform/faults.ts';
import type { Answers } from '../answers.ts';
import { read, send, type Run } from './api.ts';
import { byId, element } from './dom.ts';
import { vendorLabels, vendors } from './vendors.ts';

/** What a column of the table does to a vendor. */
interface Effect {
  readonly label: string;
  readonly fault: Omit<Fault, 'vendor'>;
}

/** Those with sockets and user tokens. */
const live: readonly VendorName[] = ['stream', 'knock'];

/** What a switch puts on; the last two only where there are sockets. */
const switches: readonly (Effect & { readonly vendors: readonly VendorName[] })[] = [
  { label: 'Fails', fault: { status: 503 }, vendors },
  { label: 'Slow, 2 s', fault: { latency: 2000 }, vendors },
  { label: 'Refuses sockets', fault: { refuse: true }, vendors: live },
  { label: 'Loses events', fault: { drop: true }, vendors: live },
];

/** What acts at once. */
const actions: readonly Effect[] = [
  { label: 'Cut sockets', fault: { cut: 1006 } },
  { label: 'Expire tokens', fault: { expire: true } },
];

/** Whether what is on is what a switch puts on. */
const isSame = ({ id: _id, acted: _acted, ...on }: StandingFault, fault: Fault): boolean =>
  (Object.keys({ ...on, ...fault }) as (keyof Fault)[]).every((key) => on[key] === fault[key]);
const shownSwitches: { input: HTMLInputElement; fault: Fault }[] = [];

export function setUpFaults(run: Run): void {
  byId('fault-columns').append(
    ...switches.map(({ label }) => element('th', { scope: 'col', textContent: label })),
    element('th', { scope: 'col', textContent: 'Now' }),
  );
  byId('fault-rows').append(...vendors.map((vendor) => row(vendor, run)));
  byId('clear-faults').addEventListener('click', () => run(() => send('DELETE', '/faults')));
}

function row(vendor: VendorName, run: Run): HTMLElement {
  return element(
    'tr',
    {},
    element('th', { scope: 'row', textContent: vendorLabels[vendor] }),
    ...switches.map((column) => {
      const cell = element('td');
      if (!column.vendors.includes(vendor)) return cell;
      cell.dataset['label'] = column.label;
      cell.append(faultSwitch({ vendor, ...column.fault }, `${vendorLabels[vendor]}: ${column.label}`, run));
      return cell;
    }),
    element(
      'td',
      {},
      ...(live.includes(vendor) ? actions.map((action) => actionButton(vendor, action, run)) : []),
    ),
  );
}

function faultSwitch(fault: Fault, label: string, run: Run): HTMLElement {
  const input = element('input', { type: 'checkbox', role: 'switch', ariaLabel: label });
  input.addEventListener('change', () =>
    run(() => (input.checked ? send('POST', '/faults', fault) : remove(fault))),
  );
  shownSwitches.push({ input, fault });
  return input;
}

function actionButton(vendor: VendorName, { label, fault }: Effect, run: Run): HTMLElement {
  const button = element('button', {
    type: 'button',
    textContent: label,
    ariaLabel: `${vendorLabels[vendor]}: ${label}`,
  });
  button.addEventListener('click', () => run(() => send('POST', '/faults', { vendor, ...fault })));
  return button;
}

async function remove(fault: Fault): Promise<void> {
  const { faults } = await read('/faults');
  for (const on of faults) if (isSame(on, fault)) await send('DELETE', `/faults/${on.id}`);
}

export function showFaults({ faults }: Answers['/faults']): void {
  for (const { input, fault } of shownSwitches) input.checked = faults.some((other) => isSame(other, fault));
  const others = faults.filter((other) => !shownSwitches.some(({ fault }) => isSame(other, fault)));
  byId('other-faults').replaceChildren(
    ...others.map(({ id: _id, acted: _acted, ...fault }) =>
      element('li', { textContent: JSON.stringify(fault) }),
    ),
  );
  byId('clear-faults').hidden = faults.length === 0;
}
