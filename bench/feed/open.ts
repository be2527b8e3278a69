import type { CDPSession, Page } from 'playwright-core';
import { traced } from '../chat/trace.ts';

/** Loads pages of the list behind a bell until so many items are there, and closes it again. */
export async function loadItems(page: Page, count: number): Promise<void> {
  await page.locator('belfry-bell').evaluate((bell) => bell.toggleAttribute('open', true));
  const scroller = page.locator('.scroller');
  await scroller.locator('.item').first().waitFor();
  for (;;) {
    const loaded = await scroller.locator('.item').count();
    if (loaded >= count) break;
    await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await page.waitForFunction((before) => {
      const feed = document.querySelector('belfry-bell')?.shadowRoot?.querySelector('belfry-feed');
      return (feed?.shadowRoot?.querySelectorAll('.item').length ?? 0) > before;
    }, loaded);
  }
  await page.locator('belfry-bell').evaluate((bell) => bell.removeAttribute('open'));
  await scroller.waitFor({ state: 'hidden' });
}

/** ms from the press until the popover is painted: on the clock, and of the main thread's processor. */
export async function measureOpen(
  page: Page,
  cdp: CDPSession,
): Promise<{ clock: number; processor: number }> {
  let clock = 0;
  const { tasks, marks } = await traced(cdp, async () => {
    clock = await page.locator('belfry-bell').evaluate(async (bell) => {
      const began = performance.mark('pressed').startTime;
      bell.shadowRoot?.querySelector<HTMLElement>('[part~=button]')?.click();
      // A task of its own after a frame is after its painting.
      await new Promise<void>((resolve) =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve();
          port2.postMessage(undefined);
        }),
      );
      return performance.mark('painted').startTime - began;
    });
  });
  const from = marks.get('pressed') ?? 0;
  const until = marks.get('painted') ?? 0;
  const own = tasks.filter(({ ts }) => ts >= from - 1_000 && ts < until);
  await page.locator('belfry-bell').evaluate((bell) => bell.removeAttribute('open'));
  await page.locator('.scroller').waitFor({ state: 'hidden' });
  return { clock, processor: own.reduce((sum, { time }) => sum + time, 0) };
}
