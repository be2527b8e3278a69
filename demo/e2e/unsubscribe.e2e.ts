import { SignJWT } from 'jose';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, inject, it } from 'vitest';
import { credentials } from '../../sandbox/credentials.ts';
import { axe, control, useBrowser, visit, type Visit } from './visit.ts';

useBrowser();
beforeEach(() => control.post('/reset'));

/** A link as the shop's backend puts it into an e-mail. The user is another one in each test: what was read is kept for seconds. */
async function link(claims: { sub: string; row?: string; tenant?: string; exp?: number }): Promise<string> {
  const exp = Math.floor(Date.now() / 1000) + 30 * 86_400;
  const token = await new SignJWT({ exp, ...claims })
    .setProtectedHeader({ alg: 'HS256', kid: credentials.identity.kid, typ: 'belfry-preferences+jwt' })
    .sign(new TextEncoder().encode(credentials.identity.secret));
  return `${inject('chain').worker}/v1/unsubscribe?t=${token}`;
}

const fresh = () => `reader-${crypto.randomUUID()}`;
const newsByEmail = (page: Page) => page.getByRole('switch', { name: 'Product news by Email' });

describe('the link of an e-mail', () => {
  it('unsubscribes by its button, shows it below, and takes it back', async () => {
    const page = await visit(await link({ sub: fresh(), row: 'updates' }));
    await newsByEmail(page).waitFor();
    expect(await newsByEmail(page).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Unsubscribe' }).click();
    await page.getByRole('heading', { name: 'You are unsubscribed' }).waitFor();
    await newsByEmail(page).waitFor();
    expect(await newsByEmail(page).isChecked()).toBe(false);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { name: 'You are subscribed again' }).waitFor();
    await newsByEmail(page).waitFor();
    expect(await newsByEmail(page).isChecked()).toBe(true);
  });

  it('says what is off already when it is opened again, and leads to the site', async () => {
    const address = await link({ sub: fresh(), row: 'updates' });
    const page = await visit(address);
    await page.getByRole('button', { name: 'Unsubscribe' }).click();
    await page.getByRole('heading', { name: 'You are unsubscribed' }).waitFor();
    await page.goto(address);
    await page.getByRole('heading', { name: 'You are already unsubscribed' }).waitFor();
    expect(await page.locator('form').count()).toBe(0);
    await newsByEmail(page).waitFor();
    const { demo } = inject('chain');
    await page
      .getByRole('banner')
      .getByRole('link', { name: new URL(demo).host })
      .click();
    await page.waitForURL(`${demo}/`);
    expect(await page.evaluate(() => document.referrer)).toBe('');
  });

  it('lets everything else be chosen, too, and has it on the next visit', async () => {
    const address = await link({ sub: fresh(), tenant: 'acme' });
    const page = await visit(address);
    await newsByEmail(page).click();
    await page.getByText('Saved').first().waitFor();
    await page.goto(address);
    await newsByEmail(page).waitFor();
    expect(await newsByEmail(page).isChecked()).toBe(false);
  });

  it('leaves nothing of a session behind: no cookie, no storage', async () => {
    const page = await visit(await link({ sub: fresh() }));
    await newsByEmail(page).waitFor();
    expect(await page.context().cookies()).toEqual([]);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  });

  it('says when the rest could not be loaded, and tries again', async () => {
    const page = await visit('/blank.html', { expects: /./ });
    await page.route('**/v1/sessions', (route) => route.abort(), { times: 1 });
    await page.goto(await link({ sub: fresh() }));
    await page.getByText('Your other preferences could not be loaded.').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await newsByEmail(page).waitFor();
  });

  const past = Math.floor(Date.now() / 1000) - 3600;
  describe.each<[string, Visit]>([
    ['wide and light', { width: 1000 }],
    ['narrow and dark', { width: 320, scheme: 'dark' }],
    ['zoomed to 200 %', { width: 640, height: 400, scale: 2 }],
  ])('is clean to axe and within its width, %s:', (_, screen) => {
    it.each([
      ['asking', async () => link({ sub: fresh(), row: 'billing' }), 'Unsubscribe?'],
      ['locked', async () => link({ sub: fresh(), row: 'security' }), 'These messages stay on'],
      ['gone', async () => link({ sub: fresh(), row: 'nothing' }), 'Nothing to unsubscribe from'],
      ['expired', async () => link({ sub: fresh(), exp: past }), 'This link has expired'],
      ['forged', async () => `${await link({ sub: fresh() })}x`, 'This link is not valid'],
    ])('%s', async (_name, address, heading) => {
      const page = await visit(await address(), { ...screen, expects: /4\d\d/ });
      await page.getByRole('heading', { name: heading }).waitFor();
      if ((await page.locator('#center').count()) > 0) await newsByEmail(page).waitFor();
      for (const dir of ['ltr', 'rtl']) {
        await page.evaluate((to) => (document.documentElement.dir = to), dir);
        expect(await axe(page)).toEqual([]);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBeLessThanOrEqual(0);
      }
    });
  });
});
