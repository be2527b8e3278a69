import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { control, useBrowser, visit } from './visit.ts';

useBrowser();
beforeEach(() => control.post('/reset'));
afterEach(() => control.clearFaults());

const composer = (page: Page): Locator => page.getByRole('textbox', { name: /^(Message|Write)/ });
const log = (page: Page): Locator => page.getByRole('log');

/** The chat's panel is open after this, at General. */
async function general(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Open chat/ }).click();
  await page.getByRole('button', { name: /^General/ }).click();
  await composer(page).waitFor();
}

/** Another tab of the same browser. */
async function another(page: Page): Promise<Page> {
  const tab = await page.context().newPage();
  tab.setDefaultTimeout(15_000);
  await tab.goto(page.url());
  return tab;
}

/** How often a message of this text came to be. */
async function sent(text: string): Promise<number> {
  const { requests } = (await control.get('/requests?vendor=stream')) as {
    requests: { method: string; path: string; status?: number; answer?: { json?: unknown } }[];
  };
  return requests.filter(
    ({ method, path, status, answer }) =>
      method === 'POST' &&
      path.endsWith('/message') &&
      status === 201 &&
      JSON.stringify(answer).includes(`"text":"${text}"`),
  ).length;
}

describe('a page that is loaded anew', () => {
  it('has what was being written', async () => {
    const page = await visit('/?as=ann');
    await general(page);
    await composer(page).fill('The blue glaze is');
    await page.waitForFunction(() => JSON.stringify(sessionStorage).includes('The blue glaze is'));
    await page.reload();
    await general(page);
    await expect.poll(() => composer(page).inputValue()).toBe('The blue glaze is');
  });

  it('sends what could not be sent before, once and in order', async () => {
    const page = await visit('/?as=ann', { expects: /Failed to load resource/ });
    await general(page);
    await page.context().route(/\/channels\/messaging\/general\/message\b/, (route) => route.abort());
    for (const text of ['First pot', 'Second pot']) {
      await composer(page).fill(text);
      await composer(page).press('Enter');
      await log(page).getByText(text).waitFor();
    }
    await page.context().unrouteAll();
    await page.reload();
    await general(page);
    await expect.poll(() => sent('Second pot'), { timeout: 15_000 }).toBe(1);
    expect(await sent('First pot')).toBe(1);
    const texts = await log(page)
      .getByRole('listitem')
      .filter({ hasText: /(First|Second) pot/ })
      .allInnerTexts();
    expect(texts.map((text) => /\w+ pot/.exec(text)?.[0])).toEqual(['First pot', 'Second pot']);
  });
});

describe('two tabs of one browser', () => {
  it('agree on what was read', async () => {
    const page = await visit('/?as=ann');
    const tab = await another(page);
    await tab.getByRole('button', { name: 'Open chat, 2 unread messages' }).click();
    await tab.getByRole('button', { name: /Ben Baker.*2 unread messages/s }).waitFor();
    await page.getByRole('button', { name: /Open chat/ }).click();
    await page.getByRole('button', { name: /Ben Baker/ }).click();
    await composer(page).waitFor();
    // Before the eyes is one tab at a time.
    await page.bringToFront();
    await expect.poll(() => tab.getByText('2 unread messages').count(), { timeout: 15_000 }).toBe(0);
  });

  it('agree on what is being written, and send it once', async () => {
    const page = await visit('/?as=ann');
    await general(page);
    const tab = await another(page);
    await general(tab);
    await composer(page).fill('Kiln opens at nine');
    await expect.poll(() => composer(tab).inputValue()).toBe('Kiln opens at nine');
    await composer(page).press('Enter');
    for (const one of [page, tab]) await log(one).getByText('Kiln opens at nine').waitFor();
    await expect.poll(() => composer(tab).inputValue()).toBe('');
    await expect.poll(() => sent('Kiln opens at nine')).toBe(1);
    await expect.poll(() => log(tab).getByText('Kiln opens at nine').count()).toBe(1);
  });
});
