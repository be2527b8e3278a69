import { traced } from './trace.ts';
import { showChat, type Visit } from './visit.ts';

/**
 * ms of the main thread from the arrival of the chat's chunk until its first messages are painted: script, styles,
 * layout and painting, the SDK's part in it; not what is waited for.
 * @param blank a visit of a page with no chat in it
 */
export async function measureFirst({ page, cdp }: Visit, cid: string): Promise<number> {
  let arrival = 0;
  let end = 0;
  const { tasks, marks } = await traced(cdp, async () => {
    await showChat(page, { channel: cid });
    [arrival, end] = await page.evaluate(async () => {
      const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
      const row = (root: ParentNode): boolean =>
        root.querySelector('li.row') !== null ||
        [...root.querySelectorAll('*')].some(({ shadowRoot }) => shadowRoot !== null && row(shadowRoot));
      while (!row(document)) await frame();
      await frame();
      await frame();
      const painted = performance.mark('painted').startTime;
      const chunk = performance
        .getEntriesByType('resource')
        .find(({ name }) => /\/chat-[\w-]+\.js$/.test(name));
      if (!chunk) throw new Error('The chat’s chunk is not among the resources.');
      return [(chunk as PerformanceResourceTiming).responseEnd, painted] as const;
    });
  });
  const until = marks.get('painted');
  if (until === undefined) throw new Error('The trace does not tell when the messages were painted.');
  const from = until - (end - arrival) * 1000;
  return tasks.filter(({ ts }) => ts >= from && ts < until).reduce((sum, { time }) => sum + time, 0);
}
