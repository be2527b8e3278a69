import type { Page } from 'playwright-core';
import { traced } from './trace.ts';
import type { Subject } from './visit.ts';

/** How a chat comes into a page, and what tells that it is there. */
export interface Appearance {
  /** Brings it. */
  readonly show: () => Promise<unknown>;
  /** Whose arrival the time begins with: what a script's address ends with, as a regular expression. */
  readonly script: string;
  /** A message, as a selector; also within shadow roots. */
  readonly message: string;
}

/** Of our own. @param show puts it into the page */
export const ourAppearance = (show: () => Promise<unknown>): Appearance => ({
  show,
  script: '/chat-[\\w-]+\\.js$',
  message: 'li.row',
});

/** Of a page that a bundler made. @param address of the page */
export const bundledAppearance = (page: Page, address: string, message: string): Appearance => ({
  show: () => page.goto(address),
  script: '/index-[\\w-]+\\.js$',
  message,
});

/**
 * ms of the main thread from the arrival of a chat's script until its first messages are painted: script, styles,
 * layout and painting, the SDK's part in it; not what is waited for.
 */
export async function measureFirst(
  { page, cdp }: Pick<Subject, 'page' | 'cdp'>,
  { show, script, message }: Appearance,
): Promise<number> {
  let arrival = 0;
  let end = 0;
  const { tasks, marks } = await traced(cdp, async () => {
    await show();
    [arrival, end] = await page.evaluate(
      async ([address, selector]) => {
        const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
        const isThere = (root: ParentNode): boolean =>
          root.querySelector(selector) !== null ||
          [...root.querySelectorAll('*')].some(({ shadowRoot }) => shadowRoot && isThere(shadowRoot));
        while (!isThere(document)) await frame();
        await frame();
        await frame();
        const painted = performance.mark('painted').startTime;
        const chunk = performance.getEntriesByType('resource').find(({ name }) => name.match(address));
        if (!chunk) throw new Error(`${address} is not among the resources.`);
        return [(chunk as PerformanceResourceTiming).responseEnd, painted] as const;
      },
      [script, message] as const,
    );
  });
  const until = marks.get('painted');
  if (until === undefined) throw new Error('The trace does not tell when the messages were painted.');
  const from = until - (end - arrival) * 1000;
  return tasks.filter(({ ts }) => ts >= from && ts < until).reduce((sum, { time }) => sum + time, 0);
}
