import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromiumFlags, findBrowsers } from '../../../scripts/browsers.ts';
import type { Listener } from '../../platform/server.ts';
import { startSandbox, type Sandbox } from '../../sandbox.ts';
import { openKitSite } from '../../testing/kit-site.ts';
import { signToken } from '../testing/server.ts';

let sandbox: Sandbox;
let site: Listener;
let browser: Browser;
/** Two people, both in the channel of all four; they stay from test to test, as people do. */
let ann: Page;
let ben: Page;
/** The kit is heavy: a busy machine takes its time with it (ms). */
const patience = 50_000;
/** What went wrong in a page that nobody would see. */
const errors: string[] = [];

beforeAll(async () => {
  [sandbox, site] = await Promise.all([startSandbox({ port: 0 }), openKitSite(import.meta.dirname)]);
  browser = await chromium.launch({
    executablePath: findBrowsers().chromium,
    args: [...chromiumFlags],
  });
  [ann, ben] = [await visit('ann'), await visit('ben')];
  await Promise.all([ann, ben].map((page) => message(page, 'Soup it is.').waitFor()));
}, 4 * patience);
afterAll(async () => {
  await browser.close();
  await Promise.all([site.close(), sandbox.close()]);
});
afterEach(() => expect(errors.splice(0)).toEqual([]));

/** The kit in a browser of its own, signed in as somebody. */
async function visit(user: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('response', (response) => {
    if (response.status() >= 400) errors.push(`${response.status()} ${new URL(response.url()).pathname}`);
  });
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (hostname !== 'localhost' && !['data:', 'blob:'].includes(protocol))
      errors.push(`asked for ${request.url()}`);
  });
  const query = new URLSearchParams({
    user,
    key: sandbox.credentials.stream.apiKey,
    token: signToken({ user_id: user }),
    server: sandbox.origins.stream,
  });
  await page.goto(`${site.origin}/?${query.toString()}`);
  return page;
}

const composer = (page: Page): Locator => page.getByRole('textbox');
const message = (page: Page, text: string): Locator =>
  page
    .getByRole('listitem')
    .filter({ has: page.getByRole('paragraph').filter({ hasText: text }) })
    .last();
const row = (page: Page, name: RegExp): Locator =>
  page.getByRole('listbox', { name: 'Channel list' }).getByRole('option', { name });

async function send(page: Page, text: string): Promise<void> {
  await composer(page).first().fill(text);
  await composer(page).first().press('Enter');
}

async function act(page: Page, text: string, action: RegExp): Promise<void> {
  await message(page, text).hover();
  await message(page, text).getByRole('button', { name: 'Open Message Actions Menu' }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

describe('the vendor’s own kit, between two people', { timeout: 2 * patience }, () => {
  it('shows who types', async () => {
    // Long enough for the other to see it while it lasts.
    const typing = composer(ben).pressSequentially('Hot and with bread, if there is some', { delay: 150 });
    await ann
      .getByText(/Ben Baker.*typing/)
      .first()
      .waitFor();
    await typing;
  });

  it('lists channels, sends, edits and deletes', async () => {
    await row(ann, /^General\. Active/).waitFor();
    await row(ann, /^Ben Baker\. 2 unread messages/).waitFor();
    await send(ann, 'Is there bread?');
    await message(ben, 'Is there bread?').waitFor();
    await act(ann, 'Is there bread?', /edit/i);
    await composer(ann).fill('Is there rye bread?');
    await composer(ann).press('Enter');
    await message(ben, 'Is there rye bread?').getByText('Edited').waitFor();
    await act(ann, 'Is there rye bread?', /delete/i);
    await ann.getByRole('button', { name: /^delete/i }).click();
    await message(ben, 'Is there rye bread?').waitFor({ state: 'detached' });
  });

  it('reacts', async () => {
    await message(ben, 'Soup it is.').hover();
    await message(ben, 'Soup it is.').getByRole('button', { name: 'Open Reaction Selector' }).click();
    await ben.getByRole('button', { name: 'Select Reaction: Fire' }).click();
    await message(ann, 'Soup it is.').getByRole('listitem').filter({ hasText: '🔥' }).waitFor();
  });

  it('answers in a thread', async () => {
    await message(ann, 'Framing that.').hover();
    await message(ann, 'Framing that.').getByRole('button', { name: 'Open Thread' }).click();
    await composer(ann).nth(1).waitFor();
    await composer(ann).last().fill('In the hall, please');
    await composer(ann).last().press('Enter');
    await message(ben, 'Framing that.')
      .getByRole('button', { name: /1 reply/i })
      .press('Enter');
    await message(ben, 'In the hall, please').waitFor();
  });

  it('uploads a picture and shows it to the other', async () => {
    const chooser = ann.waitForEvent('filechooser');
    await ann.getByRole('button', { name: 'Open Attachment Selector' }).first().click();
    await ann.getByRole('menuitem', { name: 'File' }).click();
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="60" height="40"/></svg>';
    await (await chooser).setFiles({ name: 'box.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(svg) });
    await composer(ann).first().fill('The new box');
    await ann.getByRole('button', { name: 'Send', exact: true }).first().click();
    const picture = message(ben, 'The new box').locator(`img[src^="${sandbox.origins.stream}/files/"]`);
    await picture.first().waitFor();
    const isDrawn = (image: SVGElement | HTMLElement) => (image as HTMLImageElement).naturalWidth > 0;
    await expect.poll(() => picture.first().evaluate(isDrawn), { timeout: patience }).toBe(true);
  });

  it('counts what is unread until it is read', async () => {
    await row(ben, /^Ann Archer/).click();
    await message(ben, 'Shall I?').waitFor();
    await send(ben, 'One more thing');
    await row(ann, /^Ben Baker\. 3 unread messages/).click();
    await message(ann, 'One more thing').waitFor();
    await row(ann, /^Ben Baker\. Active/).waitFor();
    await row(ann, /unread/).waitFor({ state: 'detached' });
  });

  it('finds a picture by a command, and sends it', async () => {
    await send(ann, '/giphy hooray');
    await ann.getByRole('button', { name: 'Shuffle' }).press('Enter');
    expect(await ben.getByText('hooray').count()).toBe(0);
    await ann.locator('[data-value=send]').press('Enter');
    await ben.locator(`img[src^="${sandbox.origins.stream}/files/giphy/"]`).first().waitFor();
  });
});
