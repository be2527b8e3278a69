import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, inject, it } from 'vitest';
import { identity } from './ask.ts';
import { control, useBrowser, visit } from './visit.ts';

useBrowser();
beforeEach(() => control.post('/reset'));

/** A page of Ann's with these elements, and more of the page below them than the window holds. */
async function longPage(markup: string): Promise<Page> {
  const page = await visit('/blank.html', { width: 900, height: 700 });
  const { demo } = inject('chain');
  await page.route(`${demo}/long.html`, async (route) => {
    const response = await route.fetch({ url: `${demo}/blank.html` });
    const body = (await response.text())
      .replace('<script ', `<script data-identity="${await identity('ann')}" `)
      .replace('</body>', `${markup}<div id="rest"></div></body>`);
    await route.fulfill({ response, body });
  });
  await page.goto(`${demo}/long.html`);
  await page.evaluate(() => {
    const rest = document.querySelector<HTMLElement>('#rest');
    if (rest) rest.style.height = '3000px';
  });
  return page;
}

/** Turns the wheel over a box, again and again. @returns how far the page has scrolled then */
async function wheelOver(page: Page, box: { x: number; y: number; width: number; height: number } | null) {
  if (!box) throw new Error('There is nothing to turn the wheel over');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let turn = 0; turn < 12; turn += 1) {
    await page.mouse.wheel(0, 400);
    await page.waitForTimeout(60);
  }
  await page.waitForTimeout(200);
  return page.evaluate(() => scrollY);
}

describe('the wheel', () => {
  it('over a chat in the page scrolls the page on', async () => {
    const page = await longPage('<belfry-chat layout="single"></belfry-chat>');
    const list = page.getByRole('navigation');
    await list.getByRole('listitem').first().waitFor();
    expect(await wheelOver(page, await list.boundingBox())).toBeGreaterThan(100);
    await page.evaluate(() => scrollTo(0, 0));
    await list.getByRole('listitem').first().getByRole('button').first().click();
    const log = page.getByRole('log');
    await log.waitFor();
    expect(await wheelOver(page, await log.boundingBox())).toBeGreaterThan(100);
  });

  it('over a feed in the page scrolls the page on', async () => {
    const page = await longPage('<belfry-feed></belfry-feed>');
    const feed = page.getByRole('tabpanel');
    await page.getByRole('article').first().waitFor();
    const box = await feed.boundingBox();
    expect(await wheelOver(page, box && { ...box, height: Math.min(box.height, 300) })).toBeGreaterThan(100);
  });

  it('over an open panel scrolls what is in it, and not the page behind it', async () => {
    const page = await longPage('<belfry-bell></belfry-bell><belfry-chat launcher></belfry-chat>');
    await page.getByRole('button', { name: /^Notifications/ }).click();
    await page.getByRole('article').first().waitFor();
    expect(await wheelOver(page, await page.getByRole('tabpanel').boundingBox())).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Open chat/ }).click();
    await page.getByRole('listitem').first().waitFor();
    expect(await wheelOver(page, await page.getByRole('navigation').boundingBox())).toBe(0);
  });
});
