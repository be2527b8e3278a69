import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, inject, it } from 'vitest';
import { oldBrowser } from './old-browser.ts';
import { identity } from './ask.ts';
import { control, useBrowser, visit } from './visit.ts';

useBrowser();
beforeEach(() => control.post('/reset'));

/** A page of the shop with these elements, and what its console is told from then on. */
async function pageOf(
  markup: string,
  {
    as,
    policy,
    before,
  }: {
    as?: string;
    policy?: (connect: string) => string;
    before?: (page: Page) => Promise<unknown>;
  } = {},
): Promise<{ page: Page; warnings: string[] }> {
  const page = await visit('/blank.html', policy ? { expects: /connect|fetch|policy|ERR_FAILED/i } : {});
  const warnings: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'warning' && message.text().startsWith('Belfry')) warnings.push(message.text());
  });
  await before?.(page);
  const { demo } = inject('chain');
  await page.route(`${demo}/with.html`, async (route) => {
    const response = await route.fetch({ url: `${demo}/blank.html` });
    const headers = response.headers();
    const lines = headers['content-security-policy'] ?? '';
    if (policy) headers['content-security-policy'] = lines.replace(/connect-src [^;]+/, policy);
    const named = as === undefined ? '' : ` data-identity="${await identity(as)}"`;
    const body = (await response.text())
      .replace('<script ', `<script${named} `)
      .replace('</body>', `${markup}</body>`);
    await route.fulfill({ response, headers, body });
  });
  await page.goto(`${demo}/with.html`);
  return { page, warnings };
}

/** Where a warning leads, a chapter says its words. */
async function explained(page: Page, warning: string, words: RegExp): Promise<void> {
  const address = new URL(/See (\S+)/.exec(warning)?.[1] ?? '');
  const answer = await page.request.get(address.href);
  expect(answer.status()).toBe(200);
  const html = await answer.text();
  const chapter = html.slice(html.indexOf(`id="${address.hash.slice(1)}"`));
  expect(html).toContain(`id="${address.hash.slice(1)}"`);
  expect(chapter.slice(0, 2000)).toMatch(words);
}

describe('wrong use is answered', () => {
  it('a value that an attribute does not have: by its default, and once in the console', async () => {
    const { page, warnings } = await pageOf(
      '<belfry-bell badge="all"></belfry-bell><belfry-bell badge="all" alerts="title, bells"></belfry-bell>',
      { as: 'ann' },
    );
    const bells = page.getByRole('button', { name: /^Notifications, \d+ new/ });
    for (const at of [0, 1]) {
      await bells.nth(at).click();
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
    }
    await expect.poll(() => warnings.length).toBe(2);
    expect(warnings[0]).toContain('<belfry-bell badge="all"> can be unseen, unread, none.');
    expect(warnings[1]).toContain('alerts="bells"');
    await explained(page, warnings[0] ?? '', /takes its default/);
  });

  it('nobody who is named: by a way to sign in, and once in the console', async () => {
    const { page, warnings } = await pageOf('<belfry-feed></belfry-feed><belfry-feed></belfry-feed>');
    await page
      .getByText(/Sign in/)
      .first()
      .waitFor();
    await expect.poll(() => warnings.length).toBe(1);
    await explained(page, warnings[0] ?? '', /data-identity/);
  });

  it('who signs out is not told to', async () => {
    const { page, warnings } = await pageOf('<belfry-feed></belfry-feed>', { as: 'ann' });
    await page.getByRole('article').first().waitFor();
    await page.evaluate(() => globalThis.belfry?.signOut());
    await page.getByText(/Sign in/).waitFor();
    expect(warnings).toEqual([]);
  });

  it('a policy that lets no connection through: by a state with a way out, and once in the console', async () => {
    const { page, warnings } = await pageOf('<belfry-feed></belfry-feed>', {
      as: 'ann',
      policy: () => "connect-src 'self'",
    });
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await expect.poll(() => warnings.length).toBe(1);
    expect(warnings[0]).toContain(new URL(inject('chain').worker).origin);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    expect(warnings).toHaveLength(1);
    await explained(page, warnings[0] ?? '', /connect-src/);
  });

  it('a policy that blocks a vendor alone: by a state with a way out, and by its host in the console', async () => {
    const { worker } = inject('chain');
    const { page, warnings } = await pageOf('<belfry-feed></belfry-feed>', {
      as: 'ann',
      policy: () => `connect-src 'self' ${worker}`,
      // The sandbox stands at an address of its own; a live site's tokens name none, and the vendor's is taken.
      before: (page) =>
        page.route(`${worker}/v1/{sessions,tokens/feed}`, async (route) => {
          const response = await route.fetch();
          const answer = (await response.json()) as { host?: string; feed?: { host?: string } };
          delete answer.host;
          delete answer.feed?.host;
          await route.fulfill({ response, json: answer });
        }),
    });
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await expect.poll(() => warnings.length).toBe(1);
    expect(warnings[0]).toContain('add https://api.knock.app wss://api.knock.app to connect-src');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    expect(warnings).toHaveLength(1);
    await explained(page, warnings[0] ?? '', /connect-src/);
  });

  it('a page that the Worker does not know: by a state with a way out, and once in the console', async () => {
    const { worker } = inject('chain');
    const { page, warnings } = await pageOf('', { policy: (connect) => connect });
    const stranger = 'http://localhost:9000';
    const tag = `<script type="module" src="${worker}/v1/belfry.js"></script>`;
    await page.route(`${stranger}/**`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html>${tag}<belfry-chat></belfry-chat>`,
      }),
    );
    await page.goto(`${stranger}/`);
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await expect.poll(() => warnings.length).toBe(1);
    expect(warnings[0]).toContain(stranger);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    expect(warnings).toHaveLength(1);
    await explained(page, warnings[0] ?? '', /SITE_ORIGINS/);
  });

  it('a browser without popovers: by panels all the same, and once in the console', async () => {
    const { page, warnings } = await pageOf(
      '<belfry-bell></belfry-bell><belfry-chat launcher></belfry-chat>',
      { as: 'ann', before: (page) => page.addInitScript(oldBrowser) },
    );
    const bell = page.getByRole('button', { name: /^Notifications/ });
    await bell.click();
    await page.getByRole('dialog', { name: 'Notifications' }).getByRole('article').first().waitFor();
    await bell.click();
    await page.getByRole('dialog', { name: 'Notifications' }).waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: /^Open chat/ }).click();
    await page
      .getByRole('dialog', { name: 'Messages' })
      .getByRole('button', { name: /Ben/ })
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Messages' }).waitFor({ state: 'hidden' });
    await expect.poll(() => warnings.length).toBe(1);
    await explained(page, warnings[0] ?? '', /popovers/);
  });
});
