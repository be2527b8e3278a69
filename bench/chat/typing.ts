import { percentiles, type Percentiles } from '../sandbox/percentiles.ts';
import { traced } from './trace.ts';
import type { Subject } from './visit.ts';

const words = 'Could you look at the second box, please? ';

export interface Typing {
  /** ms of script from a keystroke until it was painted. */
  readonly script: Percentiles;
  /** ms of everything that the main thread did for it: script, styles, layout, painting. */
  readonly all: Percentiles;
}

/** Types into the composer, key by key, each painted before the next. */
export async function measureTyping({ cdp, page, composer, painted }: Subject): Promise<Typing> {
  await composer.focus();
  // What the first key brings is fetched once.
  await page.keyboard.type('Hello ');
  await page.waitForTimeout(1000);
  const { tasks } = await traced(cdp, async () => {
    for (const key of words) {
      await page.keyboard.type(key);
      await painted();
    }
  });
  const script: number[] = [];
  const all: number[] = [];
  for (const task of tasks) {
    if (task.events.includes('keydown')) {
      script.push(0);
      all.push(0);
    }
    if (script.length === 0) continue;
    script[script.length - 1]! += task.script;
    all[all.length - 1]! += task.time;
  }
  if (script.length !== words.length) throw new Error(`${script.length} of ${words.length} keys were seen.`);
  return { script: percentiles(script), all: percentiles(all) };
}
