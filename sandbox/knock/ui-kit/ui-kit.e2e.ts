import Knock from '@knocklabs/node';
import { signUserToken } from '@knocklabs/node/lib/tokenSigner';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { chromiumFlags, findBrowsers } from '../../../scripts/browsers.ts';
import type { Listener } from '../../platform/server.ts';
import { startSandbox, type Sandbox } from '../../sandbox.ts';
import { openKitSite } from '../../testing/kit-site.ts';

let sandbox: Sandbox;
let site: Listener;
let browser: Browser;
let server: Knock;
const contexts: BrowserContext[] = [];
/** What went wrong in a page that nobody would see. */
const errors: string[] = [];

beforeAll(async () => {
  // The tests ask for a feed's counts beside the kit, which the vendor would count as the kit's.
  const knock = { rateLimits: 'off' } as const;
  [sandbox, site] = await Promise.all([startSandbox({ port: 0, knock }), openKitSite(import.meta.dirname)]);
  browser = await chromium.launch({ executablePath: findBrowsers().chromium, args: [...chromiumFlags] });
  server = new Knock({ apiKey: sandbox.credentials.knock.secretKey, baseURL: sandbox.origins.knock });
});
afterAll(async () => {
  await browser.close();
  await Promise.all([site.close(), sandbox.close()]);
});
beforeEach(() => sandbox.reset());
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
  expect(errors.splice(0)).toEqual([]);
});

/** The kit in a browser of its own, signed in as somebody, once its feed is joined on the socket. */
async function visit(user: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1000, height: 800 },
    reducedMotion: 'reduce',
  });
  contexts.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('response', (response) => {
    if (response.status() >= 400) errors.push(`${response.status()} ${response.url()}`);
  });
  const { publicKey, feedChannelId } = sandbox.credentials.knock;
  const token = await signUserToken(user, { signingKey: sandbox.signingKey.privateKeyPem });
  const query = new URLSearchParams({
    host: sandbox.origins.knock,
    key: publicKey,
    feed: feedChannelId,
    user,
    token,
  });
  const joined = page.waitForEvent('websocket').then((socket) =>
    socket.waitForEvent('framereceived', {
      predicate: ({ payload }) =>
        String(payload).includes('phx_reply') && String(payload).includes(`:${user}`),
    }),
  );
  await page.goto(`${site.origin}/?${query.toString()}`);
  await joined;
  return page;
}

const bell = (page: Page): Locator => page.getByRole('button', { name: 'Open notification feed' });
const feed = (page: Page): Locator => page.getByRole('dialog', { name: 'Notifications' });
const cells = (page: Page): Locator => page.locator('.rnf-notification-cell');
const badge = (page: Page): Locator => page.getByRole('status');

async function open(page: Page): Promise<void> {
  await bell(page).click();
  await feed(page).waitFor();
  await cells(page).first().waitFor();
}

/** Asks until it holds. */
const poll = <T>(ask: () => T) => expect.poll(ask, { timeout: 15_000 });

const meta = async (user: string): Promise<unknown> => {
  const { feedChannelId, secretKey } = sandbox.credentials.knock;
  const response = await fetch(`${sandbox.origins.knock}/v1/users/${user}/feeds/${feedChannelId}`, {
    headers: { authorization: `Bearer ${secretKey}` },
  });
  return ((await response.json()) as { meta: unknown }).meta;
};

it('the bell counts what is unseen, and opening it makes it seen', async () => {
  const page = await visit('ann');
  await page.getByRole('status', { name: '8 unseen notifications' }).waitFor();
  await open(page);
  await poll(() => cells(page).count()).toBe(50);
  await cells(page).first().getByText('Mine holds forty cookbooks').waitFor();
  await badge(page).waitFor({ state: 'detached' });
  await poll(() => meta('ann')).toMatchObject({ total_count: 60, unseen_count: 0 });
});

it('what is triggered arrives at the head of the feed, with the count', async () => {
  const page = await visit('ben');
  await page.getByRole('status', { name: '2 unseen notifications' }).waitFor();
  await server.workflows.trigger('new-comment', {
    recipients: ['ben'],
    actor: 'cleo',
    data: { subject: 'Rug', comment: 'In **blue**?' },
  });
  await page.getByRole('status', { name: '3 unseen notifications' }).waitFor();
  await open(page);
  await cells(page).first().getByText('Cleo Carter', { exact: true }).waitFor();
  await cells(page).first().locator('blockquote strong', { hasText: 'blue' }).waitFor();
});

it('scrolling down brings the rest', async () => {
  const page = await visit('ann');
  await open(page);
  await poll(() => cells(page).count()).toBe(50);
  await page
    .locator('.rnf-notification-feed__container')
    .evaluate((list) => list.scrollTo(0, list.scrollHeight));
  await poll(() => cells(page).count()).toBe(60);
});

it('a filter shows what is unread, and marking all read empties it', async () => {
  const page = await visit('ben');
  await open(page);
  await poll(() => cells(page).count()).toBe(6);
  const unread = await page.locator('.rnf-notification-cell__unread-dot').count();
  const filter = page.getByRole('combobox', { name: 'Select notification filter' });
  await filter.selectOption('unread');
  await poll(() => cells(page).count()).toBe(unread);
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await poll(() => meta('ben')).toMatchObject({ unread_count: 0 });
  await filter.selectOption('read');
  await poll(() => cells(page).count()).toBe(6);
  await filter.selectOption('unread');
  await page.getByText('No notifications yet').waitFor();
});

it('a click counts as an interaction, and the cross puts an item away for good', async () => {
  const page = await visit('ben');
  await open(page);
  const first = cells(page).first();
  const text = await first.locator('.rnf-notification-cell__content').innerText();
  await first.click();
  await first.locator('.rnf-notification-cell__unread-dot').waitFor({ state: 'detached' });
  const { feedChannelId } = sandbox.credentials.knock;
  const { entries } = await server.users.feeds.listItems('ben', feedChannelId);
  await poll(async () => (await server.messages.get(entries[0]?.id ?? '')).engagement_statuses).toEqual([
    'seen',
    'read',
    'interacted',
  ]);
  sandbox.context.clock.advance(1);

  await first.hover();
  await first.getByRole('button', { name: 'Archive this notification' }).click();
  await poll(() => cells(page).count()).toBe(5);
  await poll(() => meta('ben')).toMatchObject({ total_count: 5 });
  const again = await visit('ben');
  await open(again);
  await poll(() => cells(again).count()).toBe(5);
  expect(await cells(again).first().innerText()).not.toContain(text);
});
