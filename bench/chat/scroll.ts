import type { Visit } from './visit.ts';

export interface Scrolled {
  /** Messages that were seen, of all. */
  readonly seen: number;
  /** Elements in the log, at the most. */
  readonly elements: number;
  /** Nodes of the page, at the most. */
  readonly nodes: number;
  /** Whether what was before the eyes ever moved by itself, in px. */
  readonly steps: number;
}

/** Scrolls up through a conversation, page by page, until its first message is seen. @param most messages there are */
export async function scrollThrough(
  { log, page, metrics, painted }: Visit,
  most: number,
  until = 1,
): Promise<Scrolled> {
  const seen = new Set<number>();
  let elements = 0;
  let nodes = 0;
  let steps = 0;
  let stuck = 0;
  while (!seen.has(until) && stuck < 100) {
    const before = seen.size;
    const { texts, count } = await log.evaluate((scroller) => {
      const { top, bottom } = scroller.getBoundingClientRect();
      const rows = [...scroller.querySelectorAll('li.row')];
      const visible = rows.filter((row) => {
        const box = row.getBoundingClientRect();
        return box.bottom > top && box.top < bottom;
      });
      const numbers = visible.map((row) => row.querySelector('.said')?.textContent ?? '');
      return { texts: numbers, count: scroller.querySelectorAll('*').length };
    });
    for (const text of texts) {
      const [, number] = /^\s*(\d+)\b/.exec(text) ?? [];
      if (number) seen.add(Number(number));
    }
    elements = Math.max(elements, count);
    if (steps % 10 === 0) nodes = Math.max(nodes, (await metrics()).nodes);
    stuck = seen.size > before ? 0 : stuck + 1;
    if (stuck > 20) await page.waitForTimeout(50);
    await log.evaluate((scroller) => scroller.scrollBy(0, -scroller.clientHeight * 0.8));
    await painted();
    steps += 1;
  }
  return { seen: Math.min(seen.size, most), elements, nodes, steps };
}
