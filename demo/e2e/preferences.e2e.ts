import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { control, useBrowser, visit } from './visit.ts';

useBrowser();
beforeEach(() => control.post('/reset'));
afterEach(() => control.clearFaults());

// Each test is another person's: what was read of one is kept for seconds, also over the sandbox's reset.
const newsByEmail = (page: Page) => page.getByRole('switch', { name: 'Product news by Email' });
const newsInApp = (page: Page) => page.getByRole('switch', { name: 'Product news by In app' });

describe('preferences', () => {
  it('are saved at once and are there after a reload', async () => {
    const page = await visit('/?as=ann');
    const before = await newsByEmail(page).isChecked();
    await newsByEmail(page).click();
    await page.getByText('Saved').first().waitFor();
    await page.reload();
    await newsByEmail(page).waitFor();
    expect(await newsByEmail(page).isChecked()).toBe(!before);
  });

  it('go back to what is so when saving fails, and say it', async () => {
    const page = await visit('/?as=ben', { expects: /50\d|503/ });
    await newsByEmail(page).waitFor();
    const before = await newsByEmail(page).isChecked();
    await control.post('/faults', { vendor: 'knock', path: '/preferences', method: 'PUT', status: 500 });
    await newsByEmail(page).click();
    await page
      .getByText(/was not saved/)
      .first()
      .waitFor();
    await expect.poll(() => newsByEmail(page).isChecked()).toBe(before);
  });

  it('keep security on', async () => {
    const page = await visit('/?as=cleo');
    await page.getByText('Always on', { exact: true }).waitFor();
    for (const name of ['Security by In app', 'Security by Email', 'Security by SMS']) {
      const locked = page.getByRole('switch', { name });
      expect(await locked.isDisabled()).toBe(true);
      expect(await locked.isChecked()).toBe(true);
    }
  });

  it('agree in two tabs, whichever of them changes what, and when that fails', async () => {
    const page = await visit('/?as=cleo', { expects: /50\d|503/ });
    const tab = await page.context().newPage();
    tab.setDefaultTimeout(15_000);
    await tab.goto(page.url());
    const both = [page, tab];
    const states = () =>
      Promise.all(both.flatMap((one) => [newsByEmail(one).isChecked(), newsInApp(one).isChecked()]));
    for (const one of both) await newsByEmail(one).waitFor();
    const [email = false, inApp = false] = await states();
    await newsByEmail(page).click();
    await expect.poll(states).toEqual([!email, inApp, !email, inApp]);
    await newsByEmail(tab).click();
    await expect.poll(states).toEqual([email, inApp, email, inApp]);
    await Promise.all([newsByEmail(page).click(), newsInApp(tab).click()]);
    await expect.poll(states).toEqual([!email, !inApp, !email, !inApp]);
    await control.post('/faults', { vendor: 'knock', path: '/preferences', method: 'PUT', status: 500 });
    await newsByEmail(page).click();
    await page
      .getByText(/was not saved/)
      .first()
      .waitFor();
    await expect.poll(states).toEqual([!email, !inApp, !email, !inApp]);
  });

  it('decide what arrives', async () => {
    const page = await visit('/?as=dan');
    await newsInApp(page).click();
    await page.getByText('Saved').first().waitFor();
    await control.post('/events', {
      type: 'workflow.trigger',
      workflow: 'product-update',
      recipients: ['dan'],
      data: { title: 'Nothing to hear', body: 'Nobody should see this.', anchor: 'new' },
    });
    await page.reload();
    await page.getByRole('button', { name: /Notifications/ }).click();
    await page.getByRole('list').getByRole('listitem').first().waitFor();
    expect(await page.getByText('Nothing to hear').count()).toBe(0);
  });
});
