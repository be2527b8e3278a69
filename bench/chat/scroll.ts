import type { Visit } from './visit.ts';

export interface Scrolled {
  /** Messages that were seen: each of them begins with its number. */
  readonly seen: number;
  /** Elements in the list, at the most. */
  readonly elements: number;
  readonly steps: number;
}

/** Looks in vain for so long until it gives up. */
const patience = 200;

/** Scrolls up through a conversation, most of its height at a time, until a message is seen. @param until its number */
export async function scrollThrough({ log, painted }: Visit, until: number): Promise<Scrolled> {
  const seen = new Set<number>();
  let elements = 0;
  let steps = 0;
  for (let inVain = 0; !seen.has(until) && inVain < patience; steps += 1) {
    const before = seen.size;
    const step = await log.evaluate((scroller) => {
      const { top, bottom } = scroller.getBoundingClientRect();
      const visible = [...scroller.querySelectorAll('li.row')].filter((row) => {
        const box = row.getBoundingClientRect();
        return box.bottom > top && box.top < bottom;
      });
      const texts = visible.map((row) => row.querySelector('.said')?.textContent ?? '');
      const count = scroller.querySelectorAll('*').length;
      scroller.scrollBy(0, -scroller.clientHeight * 0.8);
      return { texts, count };
    });
    await painted();
    for (const text of step.texts) {
      const [, number] = /^\s*(\d+)\b/.exec(text) ?? [];
      if (number) seen.add(Number(number));
    }
    elements = Math.max(elements, step.count);
    inVain = seen.size > before ? 0 : inVain + 1;
  }
  return { seen: seen.size, elements, steps };
}
