import { call } from './api.js';
import { byId, element, timeOfDay } from './dom.js';

const steps = [
  ['30 s', 30],
  ['1 min', 60],
  ['10 min', 600],
  ['1 hour', 3600],
  ['1 day', 86_400],
];

/** @param {(work: () => Promise<unknown>) => Promise<void>} run does the work, then shows the new state */
export function setUpClock(run) {
  const buttons = steps.map(([label, advance]) => {
    const button = element('button', { type: 'button', textContent: `+ ${label}` });
    button.addEventListener('click', () => run(() => call('POST', '/clock', { advance })));
    return button;
  });
  const back = element('button', { type: 'button', className: 'quiet', textContent: 'Back to now' });
  back.addEventListener('click', () => run(() => call('POST', '/clock', { offset: 0 })));
  byId('clock-buttons').append(...buttons, back);
}

export function showClock({ now, offset }) {
  const away =
    offset === 0 ? 'in step with real time' : `${describe(offset)} ${offset > 0 ? 'ahead' : 'behind'}`;
  byId('clock-note').textContent = `${timeOfDay(now)}, ${away}`;
}

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

function describe(seconds) {
  let rest = Math.round(Math.abs(seconds));
  const parts = [];
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
  }
  return parts.join(' ');
}
