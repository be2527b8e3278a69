/**
 * Measures the chat against the limits that it was built for: `npx node bench/chat/run.ts`. Ends with 1 where one is
 * missed. `--only typing|scroll|…` narrows it; `--no-build` takes the elements as they were built last.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { chromiumFlags, findBrowsers } from '../../scripts/browsers.ts';
import { fillRoom, makeRoom, startChain } from './chain.ts';
import { scrollThrough } from './scroll.ts';
import { measureTyping } from './typing.ts';
import { visit } from './visit.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    port: { type: 'string', default: '18300' },
    messages: { type: 'string', default: '10000' },
    'no-build': { type: 'boolean', default: false },
  },
});
const wanted = (name: string): boolean => values.only?.split(',').includes(name) ?? true;
const messages = Number(values.messages);

function row(what: string, figure: number, limit: number, unit: string): void {
  const met = figure < limit;
  if (!met) process.exitCode = 1;
  const shown = figure < 10 ? figure.toFixed(1) : figure.toFixed(0);
  console.log(`${shown.padStart(7)} ${unit.padEnd(2)}  (limit ${limit})${met ? '' : '  MISSED'}  ${what}`);
}

console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`);
const system = await startChain(Number(values.port), !values['no-build']);
const browser = await chromium.launch({ executablePath: findBrowsers().chromium, args: [...chromiumFlags] });
const place = { browser, site: system.demo.origin };
const { stream } = system.sandbox.origins;
try {
  const room = await makeRoom(stream, 'bench');
  const began = performance.now();
  await fillRoom(stream, room, messages);
  console.log(`${messages} messages written in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  const ann = await visit(place, { channel: room });
  await ann.log.getByRole('listitem').last().waitFor();
  if (wanted('typing')) {
    const fresh = await measureTyping(ann);
    console.log('first page only', JSON.stringify(fresh));
    await scrollThrough(ann, messages, Math.max(1, messages - 1200));
    const { script, all } = await measureTyping(ann);
    row('script for a keystroke, slowest', script.max, 16, 'ms');
    row('script for a keystroke, median', script.p50, 16, 'ms');
    row('main thread for a keystroke, slowest', all.max, 50, 'ms');
    row('main thread for a keystroke, median', all.p50, 50, 'ms');
  }
  if (wanted('scroll')) {
    const scrolled = await scrollThrough(ann, messages);
    console.log(JSON.stringify(scrolled));
  }
  await ann.close();
} finally {
  await browser.close();
  await system.close();
}
