/**
 * Measures the chat against the limits that it was built for: `npx node bench/chat/run.ts`. Ends with 1 where one is
 * missed. `--only first,typing,scroll,burst,leaks,kit` narrows it; `--no-build` takes the elements as they were built
 * last.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { chromiumFlags, findBrowsers } from '../../scripts/browsers.ts';
import { leakRows, row } from '../rows.ts';
import { percentiles } from '../sandbox/percentiles.ts';
import { measureBurst } from './burst.ts';
import { fillRoom, makeRoom, startChain } from './chain.ts';
import { bundledAppearance, measureFirst, ourAppearance } from './first.ts';
import { startKit } from './kit.ts';
import { measureElement, measureLauncher } from './leaks.ts';
import { scrollThrough } from './scroll.ts';
import { measureTyping } from './typing.ts';
import { open, showChat, visit } from './visit.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    port: { type: 'string', default: '18300' },
    messages: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '20' },
    'no-build': { type: 'boolean', default: false },
  },
});
const wanted = (name: string): boolean => values.only?.split(',').includes(name) ?? true;
const messages = Number(values.messages);
const seconds = Number(values.seconds);

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
  console.log(`Chromium ${browser.version()}; times are of the processor:`);

  if (wanted('first')) {
    const [first, later]: [number[], number[]] = [[], []];
    for (let run = 0; run < 5; run += 1) {
      const ann = await visit(place);
      const appearance = ourAppearance(() => showChat(ann.page, { channel: room }));
      first.push(await measureFirst(ann, appearance));
      // Twice more, after which the browser has what it compiled.
      for (let before = 0; before < 2; before += 1) {
        await ann.again();
        await appearance.show();
        await ann.log.getByRole('listitem').last().waitFor();
        await ann.page.waitForLoadState('networkidle');
      }
      await ann.again();
      later.push(await measureFirst(ann, appearance));
      await ann.close();
    }
    row('main thread until the first messages, first visit', percentiles(first).p50, 100, 'ms');
    row('main thread until the first messages, later visit', percentiles(later).p50, 100, 'ms');
  }

  if (['typing', 'scroll', 'burst'].some(wanted)) {
    const ann = await visit(place, { channel: room });
    await ann.log.getByRole('listitem').last().waitFor();
    if (wanted('typing') || wanted('scroll')) {
      const until = wanted('scroll') ? 1 : messages - 1200;
      const { seen, elements, steps } = await scrollThrough(ann, until);
      console.log(`${seen} messages scrolled through in ${steps} steps:`);
      if (wanted('scroll')) row('messages of them that were never seen', messages - seen, 1, '');
      row('elements in the list, at the most', elements, 3000, '');
      await ann.page.waitForTimeout(3_000);
      await ann.collect();
      row('nodes of the page after that', (await ann.metrics()).nodes, 10_000, '');
    }
    if (wanted('typing')) {
      const { script, all } = await measureTyping(ann);
      row('script for a keystroke, median', script.p50, 16, 'ms');
      row('script for a keystroke, slowest', script.max, 16, 'ms');
      console.log(`${all.p50.toFixed(1).padStart(7)} ms  main thread for a keystroke, median`);
    }
    if (wanted('burst')) {
      await ann.page.reload();
      await ann.close();
      const ben = await visit(place, { channel: room });
      await ben.log.getByRole('listitem').last().waitFor();
      const burst = await measureBurst(ben, { origin: stream, cid: room, rate: 50, seconds });
      row(`tasks over 50 ms in a burst of 50 messages/s for ${seconds} s`, burst.long, 1, '');
      row('the longest task in it', burst.longest, 50, 'ms');
      console.log(`${(burst.busy * 100).toFixed(0).padStart(7)} %   of the main thread taken by it`);
      await ben.close();
    } else await ann.close();
  }

  if (wanted('leaks')) {
    // What the engine compiles further and further while it runs is no leak: of 420 kB, 400 were such code.
    const plain = await chromium.launch({
      executablePath: findBrowsers().chromium,
      args: [...chromiumFlags, '--js-flags=--no-sparkplug --no-maglev --no-turbofan'],
    });
    const quiet = { browser: plain, site: system.demo.origin };
    const launcher = await visit(quiet, { launcher: '', channel: 'messaging:general' });
    leakRows('20 times opened and closed', await measureLauncher(launcher, 20));
    await launcher.close();
    const element = await visit(quiet);
    leakRows('20 times in and out of the page', await measureElement(element, 20));
    await plain.close();
  }

  if (wanted('kit')) {
    const kit = await startKit(stream);
    const [ourFirst, theirFirst]: [number[], number[]] = [[], []];
    for (let run = 0; run < 5; run += 1) {
      const own = await visit(place);
      ourFirst.push(
        await measureFirst(
          own,
          ourAppearance(() => showChat(own.page, { channel: room })),
        ),
      );
      await own.close();
      const their = await open(browser, 'about:blank');
      const appearance = bundledAppearance(their.page, kit.address, '.str-chat__li');
      theirFirst.push(await measureFirst(their, appearance));
      await their.page.context().close();
    }
    const theirs = await kit.visit(browser);
    await theirs.messages.last().waitFor();
    const ours = await visit(place, { channel: room });
    await ours.log.getByRole('listitem').last().waitFor();
    const [a, b] = [await measureTyping(ours), await measureTyping(theirs)];
    const ratio = (what: string, one: number, other: number, unit: string): void =>
      console.log(`${one.toFixed(1)} ${unit} against ${other.toFixed(1)} ${unit}: ${what}`);
    const [e, f] = [percentiles(ourFirst).p50, percentiles(theirFirst).p50];
    ratio('main thread until the first messages, first visit', e, f, 'ms');
    ratio('script for a keystroke, median', a.script.p50, b.script.p50, 'ms');
    ratio('main thread for a keystroke, median', a.all.p50, b.all.p50, 'ms');
    const write = { origin: stream, cid: room, rate: 50, seconds: 10 };
    await theirs.page.goto('about:blank');
    const c = await measureBurst(ours, write);
    await ours.close();
    const again = await kit.visit(browser);
    await again.messages.last().waitFor();
    const d = await measureBurst(again, write);
    ratio('main thread taken by 50 messages/s', c.busy * 100, d.busy * 100, '%');
    ratio('longest task in it', c.longest, d.longest, 'ms');
    await kit.close();
  }
} finally {
  await browser.close();
  await system.close();
}
