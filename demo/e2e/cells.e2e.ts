import { describe, expect, it } from 'vitest';
import { cells } from '../site/scripts/cells.ts';
import { axe, useBrowser, visit } from './visit.ts';

useBrowser();

/** The states as the gallery makes them, each in the scheme, width and direction that differ the most. */
const states = cells.map(({ id, element, label }) => [`${element}: ${label}`, id] as const);

describe.each([
  ['wide and light', { width: 1280, height: 700, scheme: 'light', scale: 1 }, 'ltr'],
  ['narrow, dark, from right to left', { width: 320, height: 700, scheme: 'dark', scale: 1 }, 'rtl'],
  ['zoomed to 200 %', { width: 640, height: 350, scheme: 'light', scale: 2 }, 'ltr'],
] as const)('an element that is %s', (_name, screen, dir) => {
  it.each(states)('is clean to axe and within its width: %s', async (_label, id) => {
    // Failures are shown on purpose; the console tells of them.
    const page = await visit(`/cell.html?cell=${id}&scheme=${screen.scheme}&dir=${dir}`, {
      ...screen,
      expects: /./,
    });
    await page.locator('html[data-ready], html[data-failed]').waitFor({ state: 'attached', timeout: 30_000 });
    expect(await page.locator('html').getAttribute('data-failed')).toBeNull();
    // A cell is an element, and no page with a heading of its own.
    const found = await axe(page);
    expect(found.filter((line) => !line.startsWith('page-has-heading-one'))).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
