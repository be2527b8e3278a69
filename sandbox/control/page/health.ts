import type { Answers } from '../answers.ts';
import { byId, element, reconcile } from './dom.ts';
import { vendorLabels, vendors } from './vendors.ts';

/** Where the servers are, and that they answer. */
export function showHealth({ origins, sockets, memory, uptime }: Answers['/health']): void {
  const list = byId('servers');
  reconcile(
    list,
    vendors,
    (vendor) => vendor,
    (vendor) => {
      const { host } = new URL(origins[vendor]);
      return element(
        'li',
        { className: 'server' },
        element('span', { className: 'server-name', textContent: vendorLabels[vendor] }),
        element('span', { className: 'server-host', textContent: host }),
        element('span', { className: 'server-sockets' }),
      );
    },
  );
  for (const vendor of vendors) {
    const count = list.querySelector(`[data-key="${vendor}"] .server-sockets`);
    const open = sockets[vendor];
    if (count) count.textContent = open === 0 ? '' : `${open} socket${open === 1 ? '' : 's'}`;
  }
  list.classList.remove('silent');
  const state = byId('state');
  if (state.textContent === silence) state.textContent = '';
  byId('servers-note').textContent =
    `All up for ${duration(uptime)}, ${Math.round(memory / 1024 / 1024)} MB of memory`;
}

const silence = 'The sandbox does not answer.';

/** The sandbox is away: what is shown is what was. */
export function showSilence(): void {
  byId('servers').classList.add('silent');
  byId('servers-note').textContent = '';
  byId('state').textContent = silence;
}

function duration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}
