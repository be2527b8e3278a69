import type { Answers } from '../answers.ts';
import { send, type Run } from './api.ts';
import { byId, element, timeOfDay } from './dom.ts';

const steps: readonly [label: string, seconds: number][] = [
  ['30 s', 30],
  ['1 min', 60],
  ['10 min', 600],
  ['1 hour', 3600],
  ['1 day', 86_400],
];

export function setUpClock(run: Run): void {
  const buttons = steps.map(([label, advance]) => {
    const button = element('button', { type: 'button', textContent: `+ ${label}` });
    button.addEventListener('click', () => run(() => send('POST', '/clock', { advance })));
    return button;
  });
  const back = element('button', { type: 'button', className: 'quiet', textContent: 'Back to now' });
  back.addEventListener('click', () => run(() => send('POST', '/clock', { offset: 0 })));
  byId('clock-buttons').append(...buttons, back);
}

export function showClock({ now, offset }: Answers['/clock']): void {
  const away =
    offset === 0 ? 'in step with real time' : `${describe(offset)} ${offset > 0 ? 'ahead' : 'behind'}`;
  byId('clock-note').textContent = `${timeOfDay(now)}, ${away}`;
}

const units: readonly [name: string, seconds: number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** Seconds in words: `1 day 2 hours`. */
function describe(seconds: number): string {
  let rest = Math.round(Math.abs(seconds));
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
  }
  return parts.join(' ');
}
