/**
 * Measures the feed against the limits that it was built for: `npx node bench/feed/run.ts`. Ends with 1 where one is
 * missed. `--only open,scroll,leaks` narrows it; `--no-build` takes the elements as they were built last.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { chromiumFlags, findBrowsers } from '../../scripts/browsers.ts';
import { startChain } from '../chat/chain.ts';
import { leakRows, row } from '../rows.ts';
import { percentiles } from '../sandbox/percentiles.ts';
import { loadItems, measureOpen } from './open.ts';
import { measureLeaks } from './leaks.ts';
import { fillFeed, visitFeed } from './reader.ts';
import { scrollThrough } from './scroll.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    port: { type: 'string', default: '18400' },
    items: { type: 'string', default: '5000' },
    'no-build': { type: 'boolean', default: false },
  },
});
const wanted = (name: string): boolean => values.only?.split(',').includes(name) ?? true;
const count = Number(values.items);

console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`);
const system = await startChain(Number(values.port), !values['no-build']);
const browser = await chromium.launch({ executablePath: findBrowsers().chromium, args: [...chromiumFlags] });
const place = { browser, site: system.demo.origin };
const { knock } = system.sandbox.origins;
try {
  if (wanted('open')) {
    await fillFeed(knock, 'bench-open', 60);
    const { page, cdp, close } = await visitFeed(place, 'bench-open', 'bell', { live: 'idle' });
    await loadItems(page, 50);
    const times = [];
    for (let run = 0; run < 10; run += 1) times.push(await measureOpen(page, cdp));
    const processor = percentiles(times.map((time) => time.processor));
    const clock = percentiles(times.map((time) => time.clock));
    row(
      'opening a popover of 50 items until it is painted, processor, median of 10',
      processor.p50,
      50,
      'ms',
    );
    row('the same, slowest', processor.max, 50, 'ms');
    row('the same on the clock, median', clock.p50, 50, 'ms');
    console.log(`${clock.max.toFixed(0).padStart(7)} ms  the same on the clock, slowest`);
    await close();
  }
  if (wanted('scroll')) {
    const began = performance.now();
    await fillFeed(knock, 'bench-scroll', count);
    console.log(`${count} notifications made in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    const { page, close } = await visitFeed(place, 'bench-scroll', 'feed');
    await page.locator('.item').first().waitFor();
    const { seen, elements } = await scrollThrough(page, count);
    row('of them never seen, scrolled from the first to the last', count - seen, 1, '');
    row('elements in the list, at the most', elements, 3000, '');
    await close();
  }
  if (wanted('leaks')) {
    // What the engine compiles further and further while it runs is no leak.
    const plain = await chromium.launch({
      executablePath: findBrowsers().chromium,
      args: [...chromiumFlags, '--js-flags=--no-sparkplug --no-maglev --no-turbofan'],
    });
    await fillFeed(knock, 'bench-leaks', 30);
    const sockets = async (): Promise<number> => {
      const health = await fetch(new URL('/health', system.sandbox.origins.control));
      return ((await health.json()) as { sockets: { knock: number } }).sockets.knock;
    };
    for (const element of ['bell', 'feed', 'toasts', 'preferences'] as const) {
      const leaks = await measureLeaks(
        { browser: plain, site: system.demo.origin },
        'bench-leaks',
        element,
        20,
      );
      const what = `${element}, 20 times in and out of the page`;
      leakRows(what, leaks);
      row(`${what}: timers more than before`, leaks.after.timers - leaks.before.timers, 1, '');
      row(`${what}: sockets left`, await sockets(), 1, '');
      await leaks.close();
    }
    await plain.close();
  }
} finally {
  await browser.close();
  await system.close();
}
