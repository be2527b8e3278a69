import type { Answers } from '../answers.ts';
import { send, type Run } from './api.ts';
import { byId, dateAndTime, element } from './dom.ts';
import { showPhoneTime } from './phone.ts';

const steps: readonly [label: string, seconds: number][] = [
  ['30 s', 30],
  ['1 min', 60],
  ['10 min', 600],
  ['1 hour', 3600],
  ['1 day', 86_400],
];
const exact = byId('clock-exact', HTMLInputElement);
/** Seconds that the sandbox's clock is away from the browser's. */
let away = 0;

export function setUpClock(run: Run): void {
  const buttons = steps.map(([label, advance]) => {
    const button = element('button', { type: 'button', textContent: `+ ${label}` });
    button.addEventListener('click', () => run(() => send('POST', '/clock', { advance })));
    return button;
  });
  byId('clock-buttons').append(...buttons);
  byId('clock-back').addEventListener('click', () => run(() => send('POST', '/clock', { offset: 0 })));
  byId('clock-form').addEventListener('submit', (event) => {
    event.preventDefault();
    void run(() => send('POST', '/clock', { at: new Date(exact.value).toISOString() }));
  });
  setInterval(tick, 1000);
}

export function showClock({ now, offset }: Answers['/clock']): void {
  away = (Date.parse(now) - Date.now()) / 1000;
  byId('clock-note').textContent =
    offset === 0 ? 'in step with real time' : `${describe(offset)} ${offset > 0 ? 'ahead' : 'behind'}`;
  tick();
  // Whoever is setting it is not disturbed.
  if (document.activeElement !== exact) exact.value = localValue(new Date(now));
}

function tick(): void {
  const now = new Date(Date.now() + away * 1000);
  const time = byId('clock-time', HTMLTimeElement);
  time.textContent = dateAndTime(now);
  time.dateTime = now.toISOString();
  showPhoneTime(now);
}

/** As the input of a date takes it: local, without a zone. */
function localValue(date: Date): string {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
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
  if (rest === 0) return 'less than a second';
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
  }
  return parts.join(' ');
}
