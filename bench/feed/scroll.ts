import type { Page } from 'playwright-core';
import { painted } from '../chat/visit.ts';

export interface Scrolled {
  /** Items that were seen, by their place. */
  readonly seen: number;
  /** Elements in the list, at the most. */
  readonly elements: number;
}

/** Looks in vain for so long until it gives up. */
const patience = 300;

/** Scrolls down through a feed, most of its height at a time, until its last item is seen. */
export async function scrollThrough(page: Page, count: number): Promise<Scrolled> {
  const seen = new Set<number>();
  let elements = 0;
  const scroller = page.locator('.scroller');
  for (let inVain = 0; !seen.has(count) && inVain < patience;) {
    const before = seen.size;
    const step = await scroller.evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      const visible = [...element.querySelectorAll('.item')].filter((item) => {
        const box = item.getBoundingClientRect();
        return box.bottom > top && box.top < bottom;
      });
      element.scrollBy(0, element.clientHeight * 0.8);
      return {
        places: visible.map((item) => Number(item.ariaPosInSet)),
        elements: element.querySelectorAll('*').length,
      };
    });
    await painted(page);
    for (const place of step.places) seen.add(place);
    elements = Math.max(elements, step.elements);
    inVain = seen.size > before ? 0 : inVain + 1;
  }
  return { seen: seen.size, elements };
}
