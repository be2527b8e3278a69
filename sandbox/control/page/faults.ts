import type { Fault, StandingFault, VendorName } from '../../platform/faults.ts';
import type { Answers } from '../answers.ts';
import { read, send, type Run } from './api.ts';
import { byId, element } from './dom.ts';
import { setUpOtherFaults, showOtherFaults } from './other-faults.ts';
import { vendorLabels, vendors } from './vendors.ts';

/** What a row of the table does to a vendor. */
interface Effect {
  readonly label: string;
  readonly fault: Omit<Fault, 'vendor'>;
  readonly vendors: readonly VendorName[];
}

/** Those with sockets and user tokens. */
const live: readonly VendorName[] = ['stream', 'knock'];

const switches: readonly Effect[] = [
  { label: 'Fails with 503', fault: { status: 503 }, vendors },
  { label: 'Takes 10 calls a minute', fault: { limit: { calls: 10, seconds: 60 } }, vendors },
  { label: 'Answers 2 s late', fault: { latency: 2000 }, vendors },
  { label: 'Cuts answers in half', fault: { half: true }, vendors },
  { label: 'Holds uploads', fault: { hold: true }, vendors: ['stream'] },
  { label: 'Refuses sockets', fault: { refuse: true }, vendors: live },
  { label: 'Loses events', fault: { drop: true }, vendors: live },
  { label: 'Doubles events', fault: { duplicate: true }, vendors: live },
  { label: 'Delays events by 10 s', fault: { delay: 10 }, vendors: live },
  { label: 'Reorders events', fault: { reorder: true }, vendors: live },
];

/** How a line is cut; 1006 stands for no close frame. */
const closeCodes: readonly [code: number, meaning: string][] = [
  [1006, 'line lost'],
  [1000, 'normal'],
  [1001, 'going away'],
  [1011, 'server error'],
  [1012, 'restart'],
];

/** Whether what is on is what a switch puts on. */
const isSame = ({ id: _id, acted: _acted, ...on }: StandingFault, fault: Fault): boolean =>
  Object.keys(on).length === Object.keys(fault).length &&
  (Object.keys(on) as (keyof Fault)[]).every((key) => JSON.stringify(on[key]) === JSON.stringify(fault[key]));

interface Shown {
  readonly input: HTMLInputElement;
  readonly count: HTMLElement;
  readonly fault: Fault;
}
const shown: Shown[] = [];

export function setUpFaults(run: Run): void {
  byId('fault-columns').append(
    ...vendors.map((vendor) => element('th', { scope: 'col', textContent: vendorLabels[vendor] })),
  );
  byId('fault-rows').append(...switches.map((effect) => switchRow(effect, run)), cutRow(run), expireRow(run));
  byId('clear-faults').addEventListener('click', () => run(() => send('DELETE', '/faults')));
  setUpOtherFaults(run);
}

export function showFaults({ faults }: Answers['/faults']): void {
  for (const { input, count, fault } of shown) {
    const on = faults.filter((other) => isSame(other, fault));
    input.checked = on.length > 0;
    const acted = on.reduce((sum, each) => sum + each.acted, 0);
    count.textContent = acted === 0 ? '' : `${acted}×`;
  }
  showOtherFaults(faults.filter((other) => !shown.some(({ fault }) => isSame(other, fault))));
  byId('clear-faults').hidden = faults.length === 0;
  byId('faults-note').textContent = faults.length === 0 ? 'none on' : `${faults.length} on`;
}

function row(
  label: string | HTMLElement,
  cell: (vendor: VendorName) => HTMLElement | undefined,
): HTMLElement {
  const cells = vendors.map((vendor) => {
    const content = cell(vendor);
    const node = element('td', {}, ...(content ? [content] : []));
    if (content) node.dataset['label'] = vendorLabels[vendor];
    return node;
  });
  return element('tr', {}, element('th', { scope: 'row' }, label), ...cells);
}

function switchRow({ label, fault, vendors: able }: Effect, run: Run): HTMLElement {
  return row(label, (vendor) =>
    able.includes(vendor)
      ? faultSwitch({ vendor, ...fault }, `${vendorLabels[vendor]}: ${label}`, run)
      : undefined,
  );
}

function faultSwitch(fault: Fault, label: string, run: Run): HTMLElement {
  const input = element('input', { type: 'checkbox', role: 'switch', ariaLabel: label });
  const count = element('span', { className: 'acted', title: 'How often it has acted' });
  shown.push({ input, count, fault });
  input.addEventListener('change', () =>
    run(async () => {
      if (input.checked) return send('POST', '/faults', fault);
      // What is shown may be older than what was pressed.
      const { faults } = await read('/faults');
      const on = faults.filter((other) => isSame(other, fault));
      await Promise.all(on.map(({ id }) => send('DELETE', `/faults/${id}`)));
    }),
  );
  return element('span', { className: 'switch' }, input, count);
}

function cutRow(run: Run): HTMLElement {
  const code = element('select', { ariaLabel: 'Close code' });
  code.append(...closeCodes.map(([number, meaning]) => new Option(`${number}, ${meaning}`, String(number))));
  const label = element('span', { className: 'cut-label' }, 'Cut sockets with', code);
  return row(label, (vendor) =>
    live.includes(vendor)
      ? action('Cut', `${vendorLabels[vendor]}: Cut sockets`, run, () => ({
          vendor,
          cut: Number(code.value),
        }))
      : undefined,
  );
}

function expireRow(run: Run): HTMLElement {
  return row('Expire tokens', (vendor) =>
    live.includes(vendor)
      ? action('Expire', `${vendorLabels[vendor]}: Expire tokens`, run, () => ({ vendor, expire: true }))
      : undefined,
  );
}

function action(text: string, label: string, run: Run, fault: () => Fault): HTMLElement {
  const button = element('button', { type: 'button', textContent: text, ariaLabel: label });
  button.addEventListener('click', () => run(() => send('POST', '/faults', fault())));
  return button;
}
